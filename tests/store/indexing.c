/* SPDX-License-Identifier: MIT */
/* However the search index is made, the same is found by it. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "store/setup.h"

enum { FEEDS = 3, ITEMS = 700, WORDS = 900 };

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Few words come often and many rarely. */
static void add_word(struct buf *out, uint32_t *seed)
{
	uint32_t most = 1 + next(seed) % WORDS;

	buf_addf(out, "kata%c%u ", 'a' + (int)(most % 3), next(seed) % most);
}

static struct str make_text(struct fixture *f, uint32_t *seed, int words)
{
	struct buf text = { 0 };
	struct str kept;

	for (int i = 0; i < words; i++)
		add_word(&text, seed);
	kept = arena_str(&f->arena, buf_str(&text));
	buf_free(&text);
	return kept;
}

/* Every tenth article tells what one of the feed before tells. */
static void fill(struct fixture *f)
{
	struct news_item *items = arena_array(&f->arena, ITEMS, sizeof(*items));
	int64_t feed = add_feeds(f, FEEDS);

	for (int i = 0; i < FEEDS; i++) {
		for (int at = 0; at < ITEMS; at++) {
			uint32_t seed = (uint32_t)(at % 10 ? i * ITEMS + at : at);

			items[at] = item(arena_printf(&f->arena, "%d-%d", i, at).ptr, "",
					 make_text(f, &seed, 8).ptr, make_text(f, &seed, 60).ptr,
					 NOW - at);
			items[at].language = at % 3 ? STR("id") : (struct str){ 0 };
		}
		save(f, feed + i, items, ITEMS);
	}
	save_page(f, "satu", (const char *const[]){ "dua", NULL });
}

static void find(struct fixture *f, const char *words, enum store_scope_kind kind,
		 struct buf *found)
{
	struct query query;
	struct store_scope scope = { .kind = kind, .query = &query };
	struct store_row *rows;
	size_t count;

	query_parse(str_from(words), NOW, false, &query);
	count = list_scope(f, &scope, &rows);
	buf_addf(found, "\n%s:", words);
	for (size_t i = 0; i < count; i++)
		buf_addf(found, " %lld(%lld)", (long long)rows[i].id, (long long)rows[i].story);
	query_free(&query);
}

/* What searches find, as text. */
static void find_all(struct fixture *f, struct buf *found)
{
	static const char *const searches[] = {
		"kataa0", "katab1 katac2", "katab7", "katac35", "kataa600", "title:katab1",
		"katab1 -katac2", "\"kataa0 katab1\"", "kata*", "katac1*", "perkara",
		"katab4 OR katac5 is:unread",
	};

	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++) {
		find(f, searches[i], STORE_SEARCH, found);
		find(f, searches[i], STORE_QUERY, found);
	}
}

/* The one that others are compared with: made in one go. */
static void find_wanted(struct buf *wanted)
{
	void *state = NULL;
	struct fixture *f;
	int64_t left;

	CHECK(fixture_open(&state) == 0);
	f = state;
	fill(f);
	CHECK(store_index_some(f->store, FEEDS * ITEMS + 10, &left, &f->err) && left == 0);
	find_all(f, wanted);
	CHECK(strstr(wanted->ptr, "(0)") && strstr(wanted->ptr, "(1"));
	fixture_close(&state);
}

static void check_same(struct fixture *f)
{
	struct buf wanted = { 0 }, found = { 0 };

	CHECK(store_index_left(f->store) == 0);
	find_wanted(&wanted);
	find_all(f, &found);
	CHECK(found.len > 10000 && str_eq(buf_str(&found), buf_str(&wanted)));
	buf_free(&wanted);
	buf_free(&found);
}

static enum store_index_step is_more(void *ctx)
{
	int *left = ctx;

	return (*left)-- > 0 ? STORE_INDEX_ON : STORE_INDEX_END;
}

static void test_an_index_made_in_slices_finds_the_same(void **state)
{
	struct fixture *f = *state;
	int64_t left = 1;

	fill(f);
	for (size_t size = 1; left > 0; size = size * 3 % 1201)
		CHECK(store_index_some(f->store, size, &left, &f->err));
	check_same(f);
}

static void test_an_index_made_with_interruptions_finds_the_same(void **state)
{
	struct fixture *f = *state;
	int64_t left = 1;

	fill(f);
	for (int most = 1; left > 0; most = most * 3 % 1201) {
		int more = most;

		CHECK(store_index_while(f->store, 5000, is_more, &more, &left, &f->err));
	}
	check_same(f);
}

static enum store_index_step drop(void *ctx)
{
	int *left = ctx;

	return (*left)-- > 0 ? STORE_INDEX_ON : STORE_INDEX_DROP;
}

static void test_what_is_dropped_is_indexed_next_time(void **state)
{
	struct fixture *f = *state;
	int64_t left, all;
	int few = 40, many = 900;

	fill(f);
	all = store_index_left(f->store);
	CHECK(store_index_while(f->store, 5000, drop, &few, &left, &f->err) && left == all - 40);
	CHECK(store_index_while(f->store, 5000, drop, &many, &left, &f->err) && left == all - 40);
	index_all(f);
	check_same(f);
}

static enum store_index_step is_alive(void *ctx)
{
	int *left = ctx;

	if ((*left)-- == 0)
		raise(SIGKILL);
	return STORE_INDEX_ON;
}

/* In a process of its own; it is killed in the middle of every transaction but
 * those that end before so many articles. */
static pid_t start_indexing(struct fixture *f, size_t size, int killed_after)
{
	struct store *store;
	int64_t left = 1;
	pid_t child = fork();

	if (child != 0)
		return child;
	if (!store_open(f->path, STORE_WRITE, &store, NULL, &f->err))
		_exit(1);
	while (left > 0 && store_index_while(store, size, is_alive, &killed_after, &left, &f->err))
		usleep(100);
	store_close(store);
	_exit(left > 0);
}

static void reopen(struct fixture *f)
{
	CHECK(store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
}

static void test_an_index_whose_makers_were_killed_finds_the_same(void **state)
{
	struct fixture *f = *state;
	int status = 1;

	fill(f);
	store_close(f->store);
	for (int after = 100; after < 5000; after += 450) {
		CHECK(waitpid(start_indexing(f, 400, after), &status, 0) > 0);
		CHECK(after > 500 || WIFSIGNALED(status));
	}
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	reopen(f);
	check_same(f);
}

static void test_an_index_made_by_two_programs_at_once_finds_the_same(void **state)
{
	struct fixture *f = *state;
	pid_t children[2];
	int status;

	fill(f);
	store_close(f->store);
	children[0] = start_indexing(f, 350, -1);
	children[1] = start_indexing(f, 60, -1);
	for (int i = 0; i < 2; i++) {
		CHECK(waitpid(children[i], &status, 0) > 0);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	reopen(f);
	check_same(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_index_made_in_slices_finds_the_same),
		STORE_TEST(an_index_made_with_interruptions_finds_the_same),
		STORE_TEST(what_is_dropped_is_indexed_next_time),
		STORE_TEST(an_index_whose_makers_were_killed_finds_the_same),
		STORE_TEST(an_index_made_by_two_programs_at_once_finds_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
