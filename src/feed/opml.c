/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/decode.h"
#include "feed/feed.h"
#include "feed/text.h"
#include "feed/xml.h"

enum { OUTLINES_MAX = 20000, REFUSED_MAX = 1000, DEPTH_MAX = 64, FOLDER_MAX = 1000,
       TAGS_MAX = 64, TEXT_MAX = 2000 };

struct reading {
	struct xml_reader xml;
	struct news_opml *list;
	struct news_outline *items; /* on the heap */
	size_t count, cap;
	struct str *refused;        /* on the heap */
	size_t refused_count, refused_cap;
	struct buf folder;          /* the path of the open folders */
	size_t ends[DEPTH_MAX];     /* its length outside of each open outline */
	int depth, too_deep;
	bool is_opml, is_title;
};

/* An attribute as one line of plain text, in the arena. */
static struct str attribute(struct reading *r, const char *name)
{
	struct buf decoded = { 0 }, line = { 0 };

	xml_add_decoded(&r->xml, &decoded, utf8_clip(xml_find(&r->xml, name), TEXT_MAX * 4),
			XML_PLAIN);
	utf8_squeeze(&line, buf_str(&decoded));
	struct str kept = utf8_clip(buf_str(&line), TEXT_MAX);
	kept = kept.len ? arena_str(&r->list->arena, kept) : (struct str){ NULL, 0 };
	buf_free(&decoded);
	buf_free(&line);
	return kept;
}

/* feed://host/ and feed:https://host/ are what some programs write. */
static struct str web_address(struct arena *arena, struct str written)
{
	if (str_has_prefix_nocase(written, STR("feed://")))
		written = arena_printf(arena, "http://%.*s", (int)(written.len - 7),
				       written.ptr + 7);
	else if (str_has_prefix_nocase(written, STR("feed:")))
		written = str_slice(written, 5, written.len);
	struct buf clean = { 0 };
	struct str result = { NULL, 0 };
	if (url_resolve(&clean, (struct str){ NULL, 0 }, written) && url_is_web(buf_str(&clean)))
		result = arena_str(arena, buf_str(&clean));
	buf_free(&clean);
	return result;
}

static struct news_strings split_tags(struct arena *arena, struct str text)
{
	struct news_strings tags = { NULL, 0 };
	struct str tag;

	if (text.len)
		tags.items = arena_array(arena, TAGS_MAX, sizeof(*tags.items));
	while (tags.count < TAGS_MAX && text.len && str_cut(&text, ',', &tag)) {
		tag = str_trim(tag);
		if (tag.len && tag.ptr[0] == '/')
			tag = str_slice(tag, 1, tag.len);
		if (tag.len)
			tags.items[tags.count++] = tag;
	}
	return tags;
}

static void refuse(struct reading *r, struct str written)
{
	if (r->refused_count == REFUSED_MAX)
		return;
	r->refused = mem_grow(r->refused, r->refused_count, &r->refused_cap, sizeof(*r->refused));
	r->refused[r->refused_count++] = written;
}

static void add_feed(struct reading *r, struct str written, struct str title)
{
	struct arena *arena = &r->list->arena;
	struct news_outline outline = { .title = title };

	/* A command that another program would run stays behind: nothing of an
	 * imported list is ever run, and the feed is one without it. */
	outline.url = web_address(arena, written);
	if (outline.url.len == 0 || r->count == OUTLINES_MAX) {
		refuse(r, written);
		return;
	}
	outline.site = web_address(arena, attribute(r, "htmlUrl"));
	if (str_eq(title, written))
		outline.title = (struct str){ NULL, 0 };
	if (r->folder.len)
		outline.folder = arena_str(arena, buf_str(&r->folder));
	outline.tags = split_tags(arena, attribute(r, "category"));
	r->items = mem_grow(r->items, r->count, &r->cap, sizeof(*r->items));
	r->items[r->count++] = outline;
}

/* A folder's name is one step of a path, so it keeps no slash. */
static void enter(struct reading *r, struct str name)
{
	if (r->depth == DEPTH_MAX) {
		r->too_deep++;
		return;
	}
	r->ends[r->depth++] = r->folder.len;
	if (name.len == 0 || r->folder.len + name.len + 1 > FOLDER_MAX)
		return;
	if (r->folder.len)
		buf_add_char(&r->folder, '/');
	for (size_t i = 0; i < name.len; i++)
		buf_add_char(&r->folder, name.ptr[i] == '/' ? '-' : name.ptr[i]);
}

static void leave(struct reading *r)
{
	if (r->too_deep) {
		r->too_deep--;
	} else if (r->depth) {
		size_t end = r->ends[--r->depth];
		buf_remove(&r->folder, end, r->folder.len - end);
	}
}

static void read_outline(struct reading *r)
{
	struct str title = attribute(r, "title"), written = attribute(r, "xmlUrl");
	struct str type = xml_find(&r->xml, "type");

	if (title.len == 0)
		title = attribute(r, "text");
	bool is_feed = str_eq_nocase(type, STR("rss")) || str_eq_nocase(type, STR("atom"));
	if (written.len == 0 && is_feed)
		written = attribute(r, "url");
	if (written.len)
		add_feed(r, written, title);
	if (!r->xml.is_empty)
		enter(r, written.len ? (struct str){ NULL, 0 } : title);
}

static void read_title(struct reading *r)
{
	struct buf title = { 0 };

	xml_add_decoded(&r->xml, &title, utf8_clip(r->xml.text, TEXT_MAX), XML_PLAIN);
	struct str line = str_trim(buf_str(&title));
	if (line.len)
		r->list->title = arena_str(&r->list->arena, line);
	buf_free(&title);
}

static void read_all(struct reading *r)
{
	enum xml_kind kind;

	while ((kind = xml_next(&r->xml)) != XML_EOF) {
		struct str name = xml_local(r->xml.name);
		if (kind == XML_START && str_eq_nocase(name, STR("opml")))
			r->is_opml = true;
		else if (kind == XML_START && str_eq_nocase(name, STR("outline")))
			read_outline(r);
		else if (kind == XML_CLOSE && str_eq_nocase(name, STR("outline")))
			leave(r);
		if (kind == XML_TEXT && r->is_title && !r->list->title.len)
			read_title(r);
		if (kind == XML_START || kind == XML_CLOSE)
			r->is_title = kind == XML_START && str_eq_nocase(name, STR("title"));
	}
}

/* Moves an array from the heap into the arena. */
static void *keep(struct arena *arena, void *items, size_t count, size_t size)
{
	void *kept = count ? arena_array(arena, count, size) : NULL;

	if (count)
		memcpy(kept, items, count * size);
	free(items);
	return kept;
}

bool feed_parse_opml(struct str bytes, struct news_opml *list, struct error *err)
{
	struct decoded decoded = decode(&(struct feed_source){ .bytes = bytes });
	struct reading *r = mem_new(1, sizeof(*r));

	*list = (struct news_opml){ .count = 0 };
	xml_open(&r->xml, decoded.text);
	r->list = list;
	read_all(r);
	list->count = r->count;
	list->items = keep(&list->arena, r->items, r->count, sizeof(*r->items));
	list->refused.count = r->refused_count;
	list->refused.items =
		keep(&list->arena, r->refused, r->refused_count, sizeof(*r->refused));
	bool is_opml = r->is_opml || list->count;
	bool is_cut = r->xml.is_cut;
	xml_close(&r->xml);
	buf_free(&r->folder);
	free(r);
	buf_free(&decoded.room);
	if (!is_opml)
		return error_set(err, _("This is no OPML file"));
	if (is_cut)
		return error_set(err, _("The OPML file ends early"));
	return true;
}
