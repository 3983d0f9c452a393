/* SPDX-License-Identifier: MIT */
#include "engine/fetch.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "lib/check.h"

/* What the state machine asks for is kept here as if it had been sent. */
struct world {
	struct engine engine;
	struct fetch fetch;
	struct error err;
};

static void world_start(struct world *world, const char *url)
{
	*world = (struct world){ 0 };
	conf_load("/nowhere/at/all", &world->engine.conf, NULL);
	fetch_start(&world->fetch, str_from(url));
}

static void world_end(struct world *world)
{
	fetch_free(&world->fetch);
	conf_free(&world->engine.conf);
}

/* Sends the request, which must be for url. */
static void send(struct world *world, const char *url)
{
	struct net_request *request = fetch_request(&world->fetch, &world->engine,
						    &world->engine.conf, 7);

	CHECK_STR(str_from(request->url), url);
	CHECK(request->ticket == 7);
	net_request_free(request);
}

static enum fetch_step answer(struct world *world, int status, const char *type, const char *body)
{
	struct net_response response = { .status = status, .content_type = (char *)type };
	struct jail_task task;

	buf_add(&response.body, str_from(body));
	if (status >= 400)
		error_set(&response.error, "refused %d", status);
	enum fetch_step step = fetch_response(&world->fetch, &response, &task, &world->err);
	CHECK(step != FETCH_PARSE || task.kind == JAIL_PAGE);
	buf_free(&response.body);
	return step;
}

static enum fetch_step parsed(struct world *world, const char *text, const char *next,
			      const char *single)
{
	struct jail_result result = { .kind = JAIL_PAGE, .is_ok = true };
	struct page *page = &result.page;

	page_add_block(page, PAGE_PARAGRAPH);
	page_add_span(page, str_from(text), 0, 0);
	page->meta.is_complete = true;
	page->meta.next_page = arena_str(&page->arena, str_from(next));
	page->meta.single_page = arena_str(&page->arena, str_from(single));
	enum fetch_step step = fetch_parsed(&world->fetch, &result, &world->err);
	jail_result_free(&result);
	return step;
}

/* The page is asked for and comes. */
static void fetched(struct world *world, const char *url)
{
	send(world, url);
	CHECK(answer(world, 200, NULL, "b") == FETCH_PARSE);
}

static void check_text(struct world *world, const char *wanted)
{
	struct buf text = { 0 };

	page_add_text(&world->fetch.page, &text);
	CHECK_STR(str_trim(buf_str(&text)), wanted);
	buf_free(&text);
}

static void test_one_page_is_done_at_once(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	send(&world, "https://a.example/x");
	CHECK(answer(&world, 200, "text/html", "<p>x") == FETCH_PARSE);
	CHECK(parsed(&world, "one", "", "") == FETCH_DONE);
	CHECK(world.fetch.page.meta.is_complete);
	check_text(&world, "one");
	world_end(&world);
}

static void test_parts_are_joined_in_order(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, "one", "https://a.example/x?page=2", "") == FETCH_REQUEST);
	fetched(&world, "https://a.example/x?page=2");
	CHECK(parsed(&world, "two", "https://a.example/x?page=1&utm_source=y", "") != FETCH_FAILED);
	CHECK(world.fetch.has_page);
	check_text(&world, "one\ntwo");
	world_end(&world);
}

static void test_a_circle_of_parts_ends(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, "one", "https://www.a.example/x/#top", "") == FETCH_DONE);
	world_end(&world);
}

static void test_another_site_is_no_next_part(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, "one", "https://b.example/x?page=2", "javascript:1") == FETCH_DONE);
	world_end(&world);
}

static void test_parts_without_an_end_are_bounded(void **state)
{
	struct world world;
	char next[64];
	int parts = 0;

	(void)state;
	world_start(&world, "https://a.example/x");
	for (enum fetch_step step = FETCH_REQUEST; step == FETCH_REQUEST && parts < 100; parts++) {
		struct net_request *request = fetch_request(&world.fetch, &world.engine,
							    &world.engine.conf, 1);
		net_request_free(request);
		CHECK(answer(&world, 200, NULL, "b") == FETCH_PARSE);
		snprintf(next, sizeof(next), "https://a.example/x?page=%d", parts + 2);
		step = parsed(&world, "part", next, "");
	}
	CHECK(parts == FETCH_PARTS);
	world_end(&world);
}

static void test_a_single_page_is_preferred_to_parts(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, "one", "https://a.example/x?page=2",
		     "https://a.example/x?page=all") == FETCH_REQUEST);
	fetched(&world, "https://a.example/x?page=all");
	CHECK(parsed(&world, "all of it", "", "") == FETCH_DONE);
	check_text(&world, "all of it");
	world_end(&world);
}

static void test_a_part_that_fails_leaves_what_came_and_says_so(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, "one", "https://a.example/x?page=2", "") == FETCH_REQUEST);
	send(&world, "https://a.example/x?page=2");
	CHECK(answer(&world, 500, NULL, "") == FETCH_DONE);
	CHECK(!world.fetch.page.meta.is_complete);
	check_text(&world, "one");
	world_end(&world);
}

/* Pages of comments, and numbers that lead to the first page again. */
static void test_a_part_that_says_the_same_again_is_none(void **state)
{
	static const char *const text = "a paragraph that is long enough to tell it from others";
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	fetched(&world, "https://a.example/x");
	CHECK(parsed(&world, text, "https://a.example/x?page=2", "") == FETCH_REQUEST);
	fetched(&world, "https://a.example/x?page=2");
	CHECK(parsed(&world, text, "https://a.example/x?page=3", "") == FETCH_DONE);
	CHECK(world.fetch.page.meta.is_complete);
	check_text(&world, text);
	world_end(&world);
}

static void test_what_is_no_page_has_its_own_sentence(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x.pdf");
	CHECK(answer(&world, 200, "application/pdf", "%PDF") == FETCH_FAILED);
	CHECK(strstr(world.err.text, "application/pdf") != NULL);
	CHECK(answer(&world, 404, "text/html", "x") == FETCH_FAILED);
	CHECK(strstr(world.err.text, "404") != NULL);
	CHECK(answer(&world, 200, "text/html", "") == FETCH_FAILED);
	CHECK(world.err.text[0] != '\0');
	world_end(&world);
}

/* A request that names what is stored, and the answer's own validator. */
static void asked_with(struct world *world, const char *url, const char *etag)
{
	struct net_request *request = fetch_request(&world->fetch, &world->engine,
						    &world->engine.conf, 7);

	CHECK_STR(str_from(request->url), url);
	CHECK(etag ? request->etag && strcmp(request->etag, etag) == 0 : !request->etag);
	net_request_free(request);
}

static enum fetch_step answer_with(struct world *world, int status, const char *etag)
{
	struct net_response response = { .status = status, .etag = (char *)etag,
					 .is_not_modified = status == 304 };
	struct jail_task task;

	if (status == 200)
		buf_add(&response.body, STR("b"));
	enum fetch_step step = fetch_response(&world->fetch, &response, &task, &world->err);
	buf_free(&response.body);
	return step;
}

static void test_what_is_stored_is_confirmed_by_its_validator(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	world.fetch.validators.etag = STR("\"v1\"");
	asked_with(&world, "https://a.example/x", "\"v1\"");
	CHECK(answer_with(&world, 304, "\"v1\"") == FETCH_UNCHANGED);
	world_end(&world);
	/* Nobody asked: it is no answer. */
	world_start(&world, "https://a.example/x");
	asked_with(&world, "https://a.example/x", NULL);
	CHECK(answer_with(&world, 304, "\"v1\"") == FETCH_FAILED);
	world_end(&world);
}

static void test_a_page_in_one_piece_has_a_validator_and_parts_have_none(void **state)
{
	struct world world;

	(void)state;
	world_start(&world, "https://a.example/x");
	world.fetch.validators.etag = STR("\"v1\"");
	asked_with(&world, "https://a.example/x", "\"v1\"");
	CHECK(answer_with(&world, 200, "\"v2\"") == FETCH_PARSE);
	CHECK(parsed(&world, "one", "https://a.example/x?page=2", "") == FETCH_REQUEST);
	CHECK_STR(world.fetch.validators.etag, "\"v2\"");
	asked_with(&world, "https://a.example/x?page=2", NULL);
	CHECK(answer_with(&world, 200, "\"v3\"") == FETCH_PARSE);
	CHECK(parsed(&world, "two", "", "") == FETCH_DONE);
	CHECK(world.fetch.validators.etag.len == 0);
	world_end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_page_is_done_at_once),
		TEST(parts_are_joined_in_order),
		TEST(a_circle_of_parts_ends),
		TEST(another_site_is_no_next_part),
		TEST(parts_without_an_end_are_bounded),
		TEST(a_single_page_is_preferred_to_parts),
		TEST(a_part_that_fails_leaves_what_came_and_says_so),
		TEST(a_part_that_says_the_same_again_is_none),
		TEST(what_is_no_page_has_its_own_sentence),
		TEST(what_is_stored_is_confirmed_by_its_validator),
		TEST(a_page_in_one_piece_has_a_validator_and_parts_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
