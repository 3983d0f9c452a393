/* SPDX-License-Identifier: MIT */
#include "page/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "page/forms.h"

static void add_part(struct flow *flow, struct flow_look look, uint32_t source_len, bool is_made)
{
	struct flow_part *last = flow->part_count ? &flow->parts[flow->part_count - 1] : NULL;

	if (last && last->from == flow->text.len)
		flow->part_count--; /* it held nothing */
	flow->parts = mem_grow(flow->parts, flow->part_count, &flow->part_cap,
			       sizeof(*flow->parts));
	flow->parts[flow->part_count++] = (struct flow_part){
		.from = flow->text.len,
		.source = flow->source,
		.source_len = source_len,
		.link = look.link,
		.style = look.style,
		.role = look.role,
		.is_made = is_made,
	};
}

/* The text so far ends where a space would be one too many. */
static bool is_after_space(const struct flow *flow)
{
	char last = flow->text.len ? flow->text.ptr[flow->text.len - 1] : '\n';

	return last == ' ' || last == '\n';
}

static void add_clean(struct flow *flow, struct str text)
{
	size_t from = flow->text.len;

	if (flow->is_pre)
		utf8_clean_text(&flow->text, text);
	else if (text.len && str_is_space(text.ptr[0]) && is_after_space(flow))
		utf8_clean_line(&flow->text, str_trim(text).len ?
				str_slice(text, (size_t)(str_trim(text).ptr - text.ptr), text.len) :
				STR(""));
	else
		utf8_clean_line(&flow->text, text);
	if (!flow->is_ascii)
		return;
	struct buf ascii = { 0 };
	utf8_add_ascii(&ascii, str_slice(buf_str(&flow->text), from, flow->text.len));
	buf_remove(&flow->text, from, flow->text.len - from);
	buf_add(&flow->text, buf_str(&ascii));
	buf_free(&ascii);
}

void flow_add(struct flow *flow, struct str text, struct flow_look look)
{
	struct str rest = text, line;

	if (!text.len)
		return;
	add_part(flow, look, (uint32_t)text.len, false);
	if (flow->is_pre)
		add_clean(flow, text);
	else if (form_add_raised(&flow->text, text, look.style, flow->is_ascii))
		flow->parts[flow->part_count - 1].style &= (uint16_t)~(PAGE_SUP | PAGE_SUB);
	else
		for (bool first = true; str_cut(&rest, '\n', &line); first = false) {
			if (!first)
				buf_add_char(&flow->text, '\n');
			add_clean(flow, line);
		}
	flow->source += (uint32_t)text.len;
}

void flow_add_made(struct flow *flow, struct str text, struct flow_look look)
{
	add_part(flow, look, 0, true);
	buf_add(&flow->text, text);
}

size_t flow_part_at(const struct flow *flow, size_t byte, size_t hint)
{
	while (hint + 1 < flow->part_count && flow->parts[hint + 1].from <= byte)
		hint++;
	return hint;
}

uint32_t flow_source_at(const struct flow *flow, size_t byte)
{
	size_t low = 0, high = flow->part_count;

	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (flow->parts[middle].from <= byte)
			low = middle;
		else
			high = middle;
	}
	if (!flow->part_count)
		return 0;
	/* Cleaning shortens or lengthens text; inside of a part the answer is
	 * near enough, and the same for every width. */
	const struct flow_part *part = &flow->parts[low];
	size_t inside = byte - part->from;
	return part->source + (uint32_t)(inside < part->source_len ? inside : part->source_len);
}

/* Ours stays in one piece with what is before it. */
static void forbid_made(const struct flow *flow, char *breaks)
{
	for (size_t i = 0; i < flow->part_count; i++) {
		const struct flow_part *part = &flow->parts[i];
		size_t end = i + 1 < flow->part_count ? part[1].from : flow->text.len;
		if (part->is_made && end > part->from)
			memset(breaks + part->from, UTF8_BREAK_NO, end - part->from);
	}
}

static void end_line(struct flow *flow, size_t from, size_t to, int width)
{
	const char *text = flow->text.ptr;

	while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\n')) {
		to--;
		width -= text[to] == ' ';
	}
	flow->lines = mem_grow(flow->lines, flow->line_count, &flow->line_cap,
			       sizeof(*flow->lines));
	flow->lines[flow->line_count++] = (struct flow_line){ from, to, width };
}

/* The line that is being filled. */
struct fill {
	size_t from;    /* its first byte */
	int width;      /* columns so far */
	size_t cut;     /* where it may be broken; from: nowhere yet */
	int cut_width;  /* columns up to there */
};

static void start_line(struct flow *flow, struct fill *fill, size_t at, int width)
{
	end_line(flow, fill->from, at, width);
	*fill = (struct fill){ .from = at, .width = fill->width - width, .cut = at };
}

void flow_wrap(struct flow *flow, int columns)
{
	struct str text = buf_str(&flow->text), rest = text;
	struct fill fill = { 0 };

	flow->line_count = 0;
	if (!text.len)
		return;
	char *breaks = mem_new(text.len, 1);
	utf8_line_breaks(text, breaks);
	forbid_made(flow, breaks);
	while (rest.len) {
		size_t at = text.len - rest.len;
		struct str next = rest;
		int width;
		if (breaks[at] == UTF8_BREAK_MUST && at > fill.from) {
			start_line(flow, &fill, at, fill.width);
		} else if (breaks[at] == UTF8_BREAK_ALLOWED && at > fill.from) {
			fill.cut = at;
			fill.cut_width = fill.width;
		}
		utf8_cluster(&next, &width);
		/* Spaces may stand over the edge: nobody sees them. */
		if (rest.ptr[0] != ' ' && fill.width + width > columns && at > fill.from) {
			bool has_cut = fill.cut > fill.from;
			start_line(flow, &fill, has_cut ? fill.cut : at,
				   has_cut ? fill.cut_width : fill.width);
			continue;
		}
		fill.width += width;
		rest = next;
	}
	end_line(flow, fill.from, text.len, fill.width);
	free(breaks);
}

void flow_measure(struct flow *flow, int *longest_line, int *longest_word)
{
	struct str text = buf_str(&flow->text), rest = text;
	int line = 0, word = 0, spaces = 0;

	*longest_line = *longest_word = 0;
	if (!text.len)
		return;
	char *breaks = mem_new(text.len, 1);
	utf8_line_breaks(text, breaks);
	forbid_made(flow, breaks);
	while (rest.len) {
		size_t at = text.len - rest.len;
		bool is_space = rest.ptr[0] == ' ';
		int width;
		if (breaks[at] != UTF8_BREAK_NO)
			word = 0;
		if (breaks[at] == UTF8_BREAK_MUST)
			line = spaces = 0;
		utf8_cluster(&rest, &width);
		spaces = is_space ? spaces + width : 0;
		line += width;
		word += is_space ? 0 : width;
		*longest_line = line - spaces > *longest_line ? line - spaces : *longest_line;
		*longest_word = word > *longest_word ? word : *longest_word;
	}
	free(breaks);
}

void flow_clear(struct flow *flow)
{
	buf_clear(&flow->text);
	free(flow->levels);
	flow->levels = NULL;
	flow->part_count = flow->line_count = 0;
	flow->source = 0;
	flow->is_pre = false;
	flow->direction = UTF8_NEUTRAL;
}

void flow_free(struct flow *flow)
{
	buf_free(&flow->text);
	free(flow->parts);
	free(flow->lines);
	free(flow->levels);
	*flow = (struct flow){ 0 };
}
