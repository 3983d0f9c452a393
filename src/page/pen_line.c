/* SPDX-License-Identifier: MIT */
#include "page/pen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static struct flow_look look_of(const struct flow_part *part)
{
	return (struct flow_look){ part->role, part->style, part->link };
}

static void put_in_order(struct pen *pen, const struct flow *flow, const struct flow_line *line,
			 size_t part, int column)
{
	struct str text = buf_str(&flow->text);

	for (size_t at = line->from; at < line->to; part++) {
		size_t end = part + 1 < flow->part_count ? flow->parts[part + 1].from : text.len;
		if (end > line->to)
			end = line->to;
		struct str run = str_slice(text, at, end);
		int width = utf8_width(run);
		if (run.len)
			pen_put_run(pen, run, width, column, look_of(&flow->parts[part]));
		column += width;
		at = end;
	}
}

/* A cluster of a line that holds right-to-left text. */
struct glyph {
	struct str text;
	size_t part;
	int width;
	uint8_t level;
};

static size_t glyphs_read(const struct flow *flow, const struct flow_line *line, size_t part,
			  struct glyph *glyphs)
{
	struct str rest = str_slice(buf_str(&flow->text), line->from, line->to);
	size_t count = 0;

	while (rest.len) {
		size_t at = (size_t)(rest.ptr - flow->text.ptr);
		struct glyph *glyph = &glyphs[count++];
		part = flow_part_at(flow, at, part);
		glyph->part = part;
		glyph->level = flow->levels[at];
		glyph->text = utf8_cluster(&rest, &glyph->width);
	}
	return count;
}

static void turn(struct glyph *glyphs, size_t from, size_t to)
{
	while (from + 1 < to) {
		struct glyph held = glyphs[from];
		glyphs[from++] = glyphs[--to];
		glyphs[to] = held;
	}
}

/* Rule L2 of UAX 9: from the highest level down, turn what is at it or above. */
static void glyphs_reorder(struct glyph *glyphs, size_t count)
{
	int highest = 0;

	for (size_t i = 0; i < count; i++)
		highest = glyphs[i].level > highest ? glyphs[i].level : highest;
	for (int level = highest; level > 0; level--) {
		for (size_t i = 0; i < count;) {
			size_t from = i;
			while (i < count && glyphs[i].level >= level)
				i++;
			turn(glyphs, from, i);
			i += from == i;
		}
	}
}

/* Rule L4: a bracket between right-to-left letters looks the other way. */
static struct str mirrored(const struct glyph *glyph)
{
	static const char *const pairs[] = {
		"(", ")", "[", "]", "{", "}", "<", ">", "\u00ab", "\u00bb", "\u2039", "\u203a",
	};

	for (size_t i = 0; glyph->level & 1 && i < sizeof(pairs) / sizeof(*pairs); i++)
		if (str_eq(glyph->text, str_from(pairs[i])))
			return str_from(pairs[i ^ 1]);
	return glyph->text;
}

/* Glyphs in the order of the screen, those of one part as one run. */
static void put_glyphs(struct pen *pen, const struct flow *flow, const struct glyph *glyphs,
		       size_t count, size_t bytes, int column)
{
	char *text = arena_alloc(&pen->layout->arena, bytes + 1);
	size_t used = 0;

	for (size_t i = 0; i < count;) {
		struct str run = { text + used, 0 };
		size_t part = glyphs[i].part;
		int width = 0;
		for (; i < count && glyphs[i].part == part; i++) {
			struct str shown = mirrored(&glyphs[i]);
			memcpy(text + used, shown.ptr, shown.len);
			used += shown.len;
			run.len += shown.len;
			width += glyphs[i].width;
		}
		pen_put_run(pen, run, width, column, look_of(&flow->parts[part]));
		column += width;
	}
}

void pen_put_line(struct pen *pen, const struct flow *flow, size_t index, int column)
{
	const struct flow_line *line = &flow->lines[index];

	if (line->from == line->to)
		return;
	/* Lines come in order: the parts before this one are done. */
	size_t low = 0, high = flow->part_count;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (flow->parts[middle].from <= line->from)
			low = middle;
		else
			high = middle;
	}
	if (!flow->levels) {
		put_in_order(pen, flow, line, low, column);
		return;
	}
	struct glyph *glyphs = mem_new(line->to - line->from, sizeof(*glyphs));
	size_t count = glyphs_read(flow, line, low, glyphs);
	glyphs_reorder(glyphs, count);
	put_glyphs(pen, flow, glyphs, count, line->to - line->from, column);
	free(glyphs);
}
