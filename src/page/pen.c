/* SPDX-License-Identifier: MIT */
#include "page/pen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"


void margin_add(struct margin *margin, struct str text, uint8_t role, uint32_t link)
{
	int width = utf8_width(text);

	if (margin->count == PEN_MARGIN_RUNS || !text.len)
		return;
	margin->runs[margin->count++] = (struct layout_run){
		.text = text,
		.column = (uint16_t)margin->width,
		.width = (uint16_t)width,
		.role = role,
		.link = link,
	};
	margin->width += width;
}

void margin_gap(struct margin *margin, int columns)
{
	margin->width += columns;
}

struct margin pen_hanging(const struct margin *margin)
{
	struct margin hanging = { .width = margin->width };

	for (int i = 0; i < margin->count; i++)
		if (margin->runs[i].role == LAYOUT_RULE)
			hanging.runs[hanging.count++] = margin->runs[i];
	return hanging;
}

int pen_margin_max(const struct pen *pen)
{
	return pen->width >= 24 ? pen->width - 14 : pen->width * 4 / 10;
}

void pen_add_bars(const struct pen *pen, struct margin *margin, int quotes)
{
	int room = pen_margin_max(pen) / 2 + 1;

	for (int i = 0; i < quotes && i < PEN_BARS_MAX && margin->width + 2 <= room; i++) {
		margin_add(margin, pen->options->is_ascii ? STR("|") : STR("\u2503"),
			   LAYOUT_RULE, 0);
		margin_gap(margin, 1);
	}
}

int pen_depth(const struct page_block *block)
{
	int depth = block->kind == PAGE_ITEM && !block->depth ? 1 : block->depth;

	return depth < PEN_DEPTH_MAX ? depth : PEN_DEPTH_MAX;
}

struct margin pen_margin(const struct pen *pen, const struct page_block *block, int depth, int kept)
{
	struct margin margin = { 0 };
	int quotes = 0, room = pen_margin_max(pen) - kept, indent;

	for (int i = 1; i <= depth + 1; i++) {
		bool is_list = i <= depth;
		int around = is_list && pen->state->quotes[i] < block->quote ?
				     pen->state->quotes[i] : block->quote;
		if (around > quotes)
			pen_add_bars(pen, &margin, around - quotes);
		quotes = around > quotes ? around : quotes;
		if (is_list)
			indent = pen->state->markers[i] ? pen->state->markers[i] : 2;
		else
			indent = (pen->width >= PEN_INDENT_FROM ? 4 : 2) * block->inset;
		if (margin.width + indent > room)
			indent = room > margin.width ? room - margin.width : 0;
		margin_gap(&margin, indent);
	}
	return margin;
}

struct str pen_number(struct pen *pen, uint32_t index, bool has_brackets)
{
	const struct page_link *link = form_link(pen->page, index);

	if (!link || !link->number)
		return (struct str){ NULL, 0 };
	bool is_related = link->kind == PAGE_LINK_RELATED || link->kind == PAGE_LINK_LATEST;
	return arena_printf(&pen->layout->arena, "%s%s%u%s", has_brackets ? "[" : "",
			    is_related ? "b" : "", (unsigned)link->number, has_brackets ? "]" : "");
}

void pen_start_line(struct pen *pen, uint32_t offset)
{
	struct layout *l = pen->layout;

	l->lines = mem_grow(l->lines, l->line_count, &l->line_cap, sizeof(*l->lines));
	l->lines[l->line_count++] = (struct layout_line){
		.first_run = (uint32_t)l->run_count,
		.block = pen->block,
		.offset = pen->offset + offset,
	};
}

void pen_put_run(struct pen *pen, struct str text, int width, int column, struct flow_look look)
{
	struct layout *l = pen->layout;

	l->runs = mem_grow(l->runs, l->run_count, &l->run_cap, sizeof(*l->runs));
	l->runs[l->run_count++] = (struct layout_run){
		.text = text,
		.column = (uint16_t)column,
		.width = (uint16_t)width,
		.style = look.style,
		.role = look.role,
		.link = look.link,
	};
	l->lines[l->line_count - 1].run_count++;
}

static void put_margin_run(struct pen *pen, const struct layout_run *run)
{
	int column = pen->is_rtl ? pen->width - run->column - run->width : run->column;

	pen_put_run(pen, run->text, run->width, column,
		    (struct flow_look){ run->role, run->style, run->link });
}

void pen_put_margin(struct pen *pen, const struct margin *margin)
{
	for (int i = 0; i < margin->count; i++)
		put_margin_run(pen, &margin->runs[pen->is_rtl ? margin->count - 1 - i : i]);
}

void pen_keep_flow(struct pen *pen, struct flow *flow)
{
	struct str kept = arena_str(&pen->layout->arena, buf_str(&flow->text));

	free(flow->text.ptr);
	flow->text = (struct buf){ .ptr = (char *)kept.ptr, .len = kept.len };
}

/* The same after text was drawn: the arena owns it now. */
static void forget_text(struct flow *flow)
{
	flow->text = (struct buf){ 0 };
	flow_clear(flow);
}

void pen_put_flow(struct pen *pen, const struct margin *first, const struct margin *rest)
{
	struct flow *flow = &pen->flow;
	int taken = first->width > rest->width ? first->width : rest->width;

	bool reads_rtl = flow->direction ? flow->direction == UTF8_RTL : pen->is_rtl;

	if (!pen->options->keeps_order)
		flow_shape(flow, reads_rtl);
	flow_wrap(flow, pen->width - taken > 2 ? pen->width - taken : 2);
	if (!pen->options->keeps_order)
		flow_set_levels(flow, reads_rtl);
	pen_keep_flow(pen, flow);
	for (size_t i = 0; i < flow->line_count; i++) {
		const struct flow_line *line = &flow->lines[i];
		bool goes_on = i && !(flow->is_pre && flow->text.ptr[line->from - 1] == '\n');
		const struct margin *margin = goes_on ? rest : first;
		/* The first line is the beginning, whatever cleaning took. */
		pen_start_line(pen, i ? flow_source_at(flow, line->from) : 0);
		if (pen->is_rtl) {
			pen_put_line(pen, flow, i, pen->width - margin->width - line->width);
			pen_put_margin(pen, margin);
		} else {
			pen_put_margin(pen, margin);
			pen_put_line(pen, flow, i, margin->width);
		}
	}
	if (!flow->line_count && first->count) {
		pen_start_line(pen, 0);
		pen_put_margin(pen, first);
	}
	forget_text(flow);
}

void pen_put_blank(struct pen *pen, const struct margin *margin)
{
	struct layout *l = pen->layout;
	struct layout_line before = { .block = UINT32_MAX };
	struct margin bars = { 0 };

	if (l->line_count)
		before = l->lines[l->line_count - 1];
	pen_start_line(pen, 0);
	l->lines[l->line_count - 1].block = before.block;
	l->lines[l->line_count - 1].offset = before.offset;
	if (margin)
		bars = pen_hanging(margin);
	pen_put_margin(pen, &bars);
}

static uint8_t role_of(const struct page_span *span, uint8_t role)
{
	if (span->link && role != LAYOUT_CAPTION && role != LAYOUT_CREDIT)
		return LAYOUT_LINK;
	if (span->style & PAGE_CODE && role == LAYOUT_TEXT)
		return LAYOUT_CODE;
	return role;
}

/* The number of a note as a raised one, where its mark stands. */
static struct str note_mark(struct pen *pen, const struct page_link *link)
{
	static const char *const raised[] = {
		"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
		"\u2075", "\u2076", "\u2077", "\u2078", "\u2079",
	};
	struct str mark = STR("");

	if (pen->options->is_ascii)
		return arena_printf(&pen->layout->arena, "^%u", (unsigned)link->number);
	for (unsigned rest = link->number; rest; rest /= 10)
		mark = arena_printf(&pen->layout->arena, "%s%.*s", raised[rest % 10],
				    STR_ARG(mark));
	return mark;
}

const struct page_link *pen_note(const struct pen *pen, uint32_t index)
{
	const struct page_link *link = form_link(pen->page, index);
	bool is_numbered = link && link->number && pen->options->show_numbers;

	return is_numbered && link->kind == PAGE_LINK_NOTE ? link : NULL;
}

/* The mark of a note is its number, which is typed to go there: another one
 * beside it would only be taken for it. */
static bool add_note(struct pen *pen, struct flow *flow, const struct page_span *span,
		     bool is_first)
{
	const struct page_link *link = pen_note(pen, span->link);
	struct flow_look look = { LAYOUT_LINK_NUMBER, 0, span->link };

	if (!link)
		return false;
	if (is_first)
		flow_add_made(flow, note_mark(pen, link), look);
	flow->source += (uint32_t)span->text.len;
	if (span->text.len && span->text.ptr[span->text.len - 1] == ' ')
		flow_add_made(flow, STR(" "), (struct flow_look){ LAYOUT_TEXT, 0, 0 });
	return true;
}

void pen_add_spans(struct pen *pen, struct flow *flow, struct form_spans spans, uint8_t role)
{
	flow->is_ascii = pen->options->is_ascii;
	for (size_t i = 0; i < spans.count; i++) {
		const struct page_span *span = &spans.first[i];
		if (add_note(pen, flow, span, !i || span[-1].link != span->link))
			continue;
		flow_add(flow, span->text, (struct flow_look){ role_of(span, role), span->style,
							       span->link });
		if (!span->link || !pen->options->show_numbers)
			continue;
		if (i + 1 < spans.count && span[1].link == span->link)
			continue;
		struct str number = pen_number(pen, span->link, true);
		if (!number.len)
			continue;
		bool is_after_blank = flow->text.len &&
				      strchr(" \n", flow->text.ptr[flow->text.len - 1]);
		struct flow_look look = { LAYOUT_LINK_NUMBER, 0, span->link };
		if (!is_after_blank)
			flow_add_made(flow, STR(" "), look);
		flow_add_made(flow, number, look);
	}
}
