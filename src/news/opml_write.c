/* SPDX-License-Identifier: MIT */
#include "news/opml.h"

#include <stdlib.h>

#include "base/mem.h"

enum { DEPTH_MAX = 16 };

/* An outline and where it stood, so that sorting keeps the order. */
struct place {
	const struct news_outline *outline;
	size_t at;
};

static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (c == '>')
			buf_add(out, STR("&gt;"));
		else if (c == '"')
			buf_add(out, STR("&quot;"));
		else if (c == '\t' || c == '\n' || c == '\r')
			buf_addf(out, "&#%d;", c);
		else if (c >= ' ')
			buf_add_char(out, (char)c);
	}
}

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_addf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_add_char(out, '"');
}

static void indent(struct buf *out, int depth)
{
	for (int i = 0; i < depth + 2; i++)
		buf_add(out, STR("  "));
}

static void add_outline(struct buf *out, const struct news_outline *o, int depth)
{
	struct buf tags = { 0 };

	for (size_t i = 0; i < o->tags.count; i++) {
		if (i)
			buf_add_char(&tags, ',');
		buf_add(&tags, o->tags.items[i]);
	}
	indent(out, depth);
	buf_add(out, STR("<outline type=\"rss\""));
	add_attribute(out, "text", o->title.len ? o->title : o->url);
	add_attribute(out, "title", o->title);
	add_attribute(out, "xmlUrl", o->url);
	add_attribute(out, "htmlUrl", o->site);
	add_attribute(out, "category", buf_str(&tags));
	buf_add(out, STR("/>\n"));
	buf_free(&tags);
}

/* Folders in the order of their names, what is in a folder before the folders
 * in it, all else as it was. */
static int compare(const void *a, const void *b)
{
	const struct place *left = a, *right = b;
	struct str x = left->outline->folder, y = right->outline->folder, p, q;

	for (;;) {
		bool has_x = str_cut(&x, '/', &p), has_y = str_cut(&y, '/', &q);
		if (!has_x || !has_y) {
			if (has_x != has_y)
				return has_x - has_y;
			return (left->at > right->at) - (left->at < right->at);
		}
		int order = str_cmp(p, q);
		if (order)
			return order;
	}
}

static int split(struct str folder, struct str parts[DEPTH_MAX])
{
	int count = 0;
	struct str part;

	while (count < DEPTH_MAX && str_cut(&folder, '/', &part))
		if (part.len)
			parts[count++] = part;
	return count;
}

/* Closes and opens folders until the open ones are those of `wanted`. */
static int move_to(struct buf *out, struct str open[DEPTH_MAX], int depth, struct str wanted)
{
	struct str parts[DEPTH_MAX];
	int count = split(wanted, parts), same = 0;

	while (same < depth && same < count && str_eq(open[same], parts[same]))
		same++;
	while (depth > same) {
		indent(out, --depth);
		buf_add(out, STR("</outline>\n"));
	}
	for (; depth < count; depth++) {
		open[depth] = parts[depth];
		indent(out, depth);
		buf_add(out, STR("<outline"));
		add_attribute(out, "text", parts[depth]);
		add_attribute(out, "title", parts[depth]);
		buf_add(out, STR(">\n"));
	}
	return depth;
}

void news_opml_write(const struct news_opml *list, struct buf *out)
{
	struct place *places = mem_new(list->count + 1, sizeof(*places));
	struct str open[DEPTH_MAX];
	int depth = 0;

	for (size_t i = 0; i < list->count; i++)
		places[i] = (struct place){ &list->items[i], i };
	qsort(places, list->count, sizeof(*places), compare);
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
			 "  <head>\n    <title>"));
	add_escaped(out, list->title);
	buf_add(out, STR("</title>\n  </head>\n  <body>\n"));
	for (size_t i = 0; i < list->count; i++) {
		depth = move_to(out, open, depth, places[i].outline->folder);
		add_outline(out, places[i].outline, depth);
	}
	move_to(out, open, depth, STR(""));
	buf_add(out, STR("  </body>\n</opml>\n"));
	free(places);
}
