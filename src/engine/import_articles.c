/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "engine/import.h"

struct import_articles {
	struct store *store;
	struct store_cache *cache;
	int64_t feed; /* of the piece that was given out */
	int64_t added;
};

bool import_articles_open(struct store *store, const char *path, struct import_articles **out,
			  struct error *err)
{
	struct import_articles *import = mem_new(1, sizeof(*import));
	size_t count;

	*out = import;
	import->store = store;
	if (store_cache_open(store, path, &import->cache, &count, err))
		return true;
	free(import);
	*out = NULL;
	return false;
}

void import_articles_close(struct import_articles *import)
{
	if (!import)
		return;
	store_cache_close(import->cache);
	free(import);
}

static void add_enclosure(struct json *json, const struct store_cached *item)
{
	if (!url_is_web(item->enclosure_url))
		return;
	json_key(json, "attachments");
	json_open(json, '[');
	json_open(json, '{');
	json_pair(json, "url", item->enclosure_url);
	json_pair(json, "mime_type", item->enclosure_type.len ? item->enclosure_type :
			STR("application/octet-stream"));
	json_close(json, '}');
	json_close(json, ']');
}

static void add_author(struct json *json, struct str name)
{
	if (!name.len)
		return;
	json_key(json, "authors");
	json_open(json, '[');
	json_open(json, '{');
	json_pair(json, "name", name);
	json_close(json, '}');
	json_close(json, ']');
}

/* "&#8217;" and the few names that XML has: titles are often escaped twice. */
static uint32_t entity_read(struct str name)
{
	static const struct {
		const char *name;
		uint32_t code;
	} names[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
		      { "apos", '\'' }, { "nbsp", ' ' } };
	bool is_hex = str_has_prefix_nocase(name, STR("#x"));
	uint32_t code = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_from(names[i].name)))
			return names[i].code;
	if (!str_has_prefix(name, STR("#")) || name.len > 8)
		return 0;
	for (size_t i = is_hex ? 2 : 1; i < name.len; i++) {
		char c = str_lower(name.ptr[i]);
		int digit = c >= '0' && c <= '9' ? c - '0' :
			    is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

		if (digit < 0)
			return 0;
		code = code * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	return code > ' ' && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? code : 0;
}

static void title_add(struct buf *out, struct str title)
{
	while (title.len) {
		size_t end = title.ptr[0] == '&' ?
			     str_find_char(str_slice(title, 0, 12), ';') : SIZE_MAX;
		uint32_t code = end == SIZE_MAX ? 0 : entity_read(str_slice(title, 1, end));

		if (code)
			utf8_put(out, code);
		else
			buf_add_char(out, title.ptr[0]);
		title = str_slice(title, code ? end + 1 : 1, title.len);
	}
}

static void add_item(struct json *json, const struct store_cached *item)
{
	bool is_plain = str_has_prefix(item->type, STR("text/plain"));
	struct buf date = { 0 }, title = { 0 };

	title_add(&title, item->title);
	json_open(json, '{');
	json_pair(json, "id", item->guid.len ? item->guid : item->url);
	if (url_is_web(item->url))
		json_pair(json, "url", item->url);
	json_pair(json, "title", buf_str(&title));
	json_pair(json, is_plain ? "content_text" : "content_html", item->content);
	if (item->date > 0) {
		date_add_iso_utc(&date, item->date);
		json_pair(json, "date_published", buf_str(&date));
	}
	add_author(json, item->author);
	add_enclosure(json, item);
	json_close(json, '}');
	buf_free(&date);
	buf_free(&title);
}

bool import_articles_next(struct import_articles *import, struct buf *out)
{
	struct json json = { .out = out, .is_compact = true };
	struct arena arena = { 0 };
	struct store_cached *items;
	size_t count;
	bool is_there;

	do
		is_there = store_cache_next(import->cache, &arena, &import->feed, &items, &count);
	while (is_there && !count);
	if (is_there) {
		json_open(&json, '{');
		json_pair(&json, "version", STR("https://jsonfeed.org/version/1.1"));
		json_pair(&json, "title", STR(""));
		json_key(&json, "items");
		json_open(&json, '[');
		for (size_t i = 0; i < count; i++)
			add_item(&json, &items[i]);
		json_close(&json, ']');
		json_close(&json, '}');
	}
	arena_free(&arena);
	return is_there;
}

bool import_articles_save(struct import_articles *import, const struct news_feed *news,
			  struct error *err)
{
	struct arena arena = { 0 };
	int64_t added = 0;

	bool is_ok = store_add_articles(import->store, import->feed, news, time(NULL), &arena,
					&added, err);
	import->added += added;
	arena_free(&arena);
	return is_ok;
}

int64_t import_articles_added(const struct import_articles *import)
{
	return import->added;
}
