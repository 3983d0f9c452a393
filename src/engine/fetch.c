/* SPDX-License-Identifier: MIT */
#include "engine/fetch.h"

#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"

static const char accept[] =
	"text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1";

void fetch_start(struct fetch *fetch, struct str url)
{
	*fetch = (struct fetch){ 0 };
	fetch->asked = arena_str(&fetch->arena, url);
	fetch->current = fetch->asked;
}

void fetch_free(struct fetch *fetch)
{
	page_free(&fetch->page);
	arena_free(&fetch->arena);
	*fetch = (struct fetch){ 0 };
}

static struct str key_of(struct fetch *fetch, struct str url)
{
	struct buf key = { 0 };

	url_add_identity(&key, url);
	struct str kept = arena_str(&fetch->arena, buf_str(&key));
	buf_free(&key);
	return kept;
}

struct net_request *fetch_request(struct fetch *fetch, const struct engine *engine,
				  const struct conf *conf, uint64_t id)
{
	struct net_request *request = inside_request(conf, fetch->current, NULL);

	if (fetch->key_count < FETCH_REQUESTS)
		fetch->keys[fetch->key_count++] = key_of(fetch, fetch->current);
	request->ticket = id;
	request->accept = mem_copy(accept, sizeof(accept) - 1);
	request->is_trusted = fetch->is_trusted || engine->loopback_is_public;
	request->is_person = fetch->is_person;
	request->is_prefetch = fetch->is_prefetch;
	if (!fetch->has_page) {
		request->etag = inside_copy(fetch->validators.etag);
		request->last_modified = inside_copy(fetch->validators.last_modified);
	}
	return request;
}

/* What came so far is the article; a part that is missing is said. */
static enum fetch_step settle(struct fetch *fetch, bool is_whole)
{
	if (!is_whole)
		fetch->page.meta.is_complete = false;
	fetch->page.meta.next_page = STR("");
	page_number(&fetch->page);
	return FETCH_DONE;
}

static bool is_page_type(struct str type)
{
	static const char *const parts[] = { "html", "xml", "text/" };

	if (!type.len)
		return true;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (str_find_nocase(type, str_from(parts[i])) != SIZE_MAX)
			return true;
	return false;
}

static enum fetch_step fail(struct fetch *fetch, const struct net_response *response,
			    struct error *err)
{
	struct str type = str_from(response->content_type);

	if (fetch->has_page)
		return settle(fetch, fetch->is_single_try);
	fetch->is_put_off = response->failure == NET_NO_ROBOTS;
	if (response->failure != NET_OK || response->status >= 400)
		*err = response->error;
	else if (response->status / 100 != 2 || !response->body.len)
		error_say(err, N_("The server sent nothing (status %d)"), response->status);
	else
		error_say(err, N_("this address is a file (%.*s), not a page; the browser can "
				 "open it"), STR_ARG(str_slice(type, 0, 60)));
	if (!err->text[0])
		error_say(err, N_("The server answered with status %d"), response->status);
	return FETCH_FAILED;
}

/* Those of one part say nothing of the others. */
static void take_validators(struct fetch *fetch, const struct net_response *response)
{
	fetch->validators = (struct store_validators){ 0 };
	if (fetch->has_page)
		return;
	fetch->validators.etag = arena_str(&fetch->arena, str_from(response->etag));
	fetch->validators.last_modified = arena_str(&fetch->arena,
						    str_from(response->last_modified));
}

enum fetch_step fetch_response(struct fetch *fetch, const struct net_response *response,
			       struct jail_task *task, struct error *err)
{
	fetch->wire_bytes += response->wire_bytes;
	if (!fetch->has_page && response->is_not_modified && response->failure == NET_OK &&
	    (fetch->validators.etag.len || fetch->validators.last_modified.len))
		return FETCH_UNCHANGED;
	take_validators(fetch, response);
	if (response->failure != NET_OK || response->status / 100 != 2 || !response->body.len ||
	    !is_page_type(str_from(response->content_type)))
		return fail(fetch, response, err);
	*task = (struct jail_task){
		.kind = JAIL_PAGE,
		.bytes = buf_str(&response->body),
		.base = str_from(response->url ? response->url : fetch->current.ptr),
		.content_type = str_from(response->content_type),
		.first = fetch->has_page && !fetch->is_single_try ? fetch->asked : STR(""),
		.now = time(NULL),
	};
	return FETCH_PARSE;
}

/* Whether the page may lead on to url: on its own site, and not in a circle. */
static bool may_request(struct fetch *fetch, struct str url)
{
	if (!url.len || !url_is_web(url) || fetch->key_count >= FETCH_REQUESTS ||
	    !url_is_same_site(url, fetch->asked))
		return false;
	struct str key = key_of(fetch, url);
	for (size_t i = 0; i < fetch->key_count; i++)
		if (str_eq(fetch->keys[i], key))
			return false;
	return true;
}

static void take_page(struct fetch *fetch, struct page *page)
{
	if (!fetch->has_page || fetch->is_single_try) {
		page_free(&fetch->page);
		fetch->page = *page;
		*page = (struct page){ 0 };
	} else {
		page_append(&fetch->page, page);
	}
	fetch->parts++;
	fetch->has_page = true;
}

enum fetch_step fetch_parsed(struct fetch *fetch, struct jail_result *result, struct error *err)
{
	if (!result->is_ok) {
		if (fetch->has_page)
			return settle(fetch, fetch->is_single_try);
		*err = result->error;
		return FETCH_FAILED;
	}
	struct str single = arena_str(&fetch->arena, result->page.meta.single_page);
	struct str next = arena_str(&fetch->arena, result->page.meta.next_page);
	bool is_first = !fetch->has_page;
	/* A number that led to the same again was of comments, or of nothing. */
	if (!is_first && !fetch->is_single_try && page_repeats(&fetch->page, &result->page))
		return settle(fetch, true);
	take_page(fetch, &result->page);
	if (is_first && next.len && may_request(fetch, single)) {
		fetch->is_single_try = true;
		fetch->current = single;
		return FETCH_REQUEST;
	}
	fetch->is_single_try = false;
	if (fetch->parts < FETCH_PARTS && may_request(fetch, next)) {
		fetch->current = next;
		return FETCH_REQUEST;
	}
	/* More parts than are joined. */
	return settle(fetch, fetch->parts < FETCH_PARTS || !may_request(fetch, next));
}
