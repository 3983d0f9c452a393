/* SPDX-License-Identifier: MIT */
#include "page/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "page/pen.h"

void layout_free(struct layout *layout)
{
	free(layout->runs);
	free(layout->lines);
	arena_free(&layout->arena);
	*layout = (struct layout){ 0 };
}

/* Whether the image of the block is shown in the head, with these words. */
static bool is_in_head(const struct pen *pen, const struct page_block *block)
{
	const struct page_meta *meta = &pen->page->meta;
	struct buf head = { 0 }, words = { 0 }, squeezed = { 0 };

	if (!pen->options->show_head || block->link != page_image_link(pen->page))
		return false;
	buf_add(&head, meta->image_caption.len ? meta->image_caption : meta->image_alt);
	buf_add_char(&head, ' ');
	buf_add(&head, meta->image_credit);
	for (size_t i = 0; i < block->span_count; i++) {
		buf_add(&words, pen->page->spans[block->first_span + i].text);
		buf_add_char(&words, ' ');
	}
	utf8_squeeze(&squeezed, buf_str(&words));
	bool found = str_find(buf_str(&head), buf_str(&squeezed)) != SIZE_MAX;
	buf_free(&head);
	buf_free(&words);
	buf_free(&squeezed);
	return found;
}

/* The block would show nothing, or the lead image again. */
static bool is_silent(const struct pen *pen, const struct page_block *block)
{
	switch ((enum page_block_kind)block->kind) {
	case PAGE_RULE:
		return false;
	case PAGE_TABLE:
		return !block->cell_count;
	case PAGE_IMAGE:
		return block->link ? is_in_head(pen, block) : !block->span_count;
	case PAGE_EMBED:
		return !block->link && !block->span_count;
	case PAGE_RELATED:
		return !block->link;
	default:
		return !block->span_count;
	}
}

/* Whether two blocks stand without an empty line between them. */
static bool is_tight(const struct page_block *before, const struct page_block *block)
{
	if (before->quote != block->quote)
		return false;
	if (before->kind == PAGE_RELATED && block->kind == PAGE_RELATED)
		return true;
	if (block->inset == before->inset + 1 && before->kind == PAGE_PARAGRAPH)
		return true; /* a term and what it means */
	return before->kind == PAGE_ITEM && block->kind == PAGE_ITEM &&
	       !form_is_apart(before, block);
}

static void put_space(struct pen *pen, const struct page_block *block)
{
	const struct page_block *before = block - 1;
	if (!pen->layout->line_count)
		return;
	if (block == pen->page->blocks) {
		pen_put_blank(pen, NULL);
		return;
	}
	if (is_tight(before, block))
		return;
	const struct page_block *outer = before->quote < block->quote ? before : block;
	struct margin margin = pen_margin(pen, outer, pen_depth(outer) - (outer->kind == PAGE_ITEM),
					  0);
	pen_put_blank(pen, &margin);
}

/* As the page says, else as its first strong letter does. */
static bool block_is_rtl(const struct pen *pen, const struct page_block *block)
{
	const struct page_link *link = form_link(pen->page, block->link);
	struct form_spans spans = form_block_spans(pen->page, block);

	if (block->is_rtl)
		return true;
	for (size_t i = 0; i < spans.count; i++) {
		enum utf8_direction direction = utf8_direction(spans.first[i].text);
		if (direction != UTF8_NEUTRAL)
			return direction == UTF8_RTL;
	}
	if (block->kind == PAGE_RELATED && link)
		return utf8_is_rtl(link->title);
	return pen->page->meta.is_rtl;
}

/* One block, or one row of a table. */
static void draw_next(struct pen *pen)
{
	struct layout *layout = pen->layout;
	const struct page_block *block = &pen->page->blocks[layout->blocks_done];

	if (is_silent(pen, block)) {
		layout->blocks_done++;
		return;
	}
	pen->block = (uint32_t)layout->blocks_done;
	pen->is_rtl = block_is_rtl(pen, block);
	if (!pen->state->plan)
		put_space(pen, block);
	if (block->kind == PAGE_TABLE && pen_draw_table_row(pen, block))
		return;
	if (block->kind != PAGE_TABLE)
		pen_draw_block(pen, block);
	layout->blocks_done++;
}

static bool draw_step(struct pen *pen)
{
	struct layout *layout = pen->layout;

	if (!pen->state->is_head_done) {
		pen->state->is_head_done = true;
		if (pen->options->show_head)
			pen_draw_head(pen);
		return true;
	}
	if (layout->blocks_done < pen->page->block_count) {
		draw_next(pen);
		return true;
	}
	return pen_draw_list_item(pen);
}

static int width_within(int width)
{
	return width < PEN_WIDTH_MIN ? PEN_WIDTH_MIN :
	       width > PEN_WIDTH_MAX ? PEN_WIDTH_MAX : width;
}

static struct layout_state *state_new(struct arena *arena, const struct page *page)
{
	struct layout_state *state = arena_alloc(arena, sizeof(*state));

	for (size_t i = 0; i < page->block_count; i++) {
		if (page->blocks[i].kind == PAGE_HEADING)
			state->levels |= (uint8_t)(1u << (page->blocks[i].level & 7));
	}
	return state;
}

void page_layout(struct layout *layout, const struct page *page,
		 const struct layout_options *options, size_t lines)
{
	if (layout->is_done || (layout->state && layout->line_count >= lines))
		return;
	if (!layout->state)
		layout->state = state_new(&layout->arena, page);
	struct pen pen = {
		.layout = layout,
		.state = layout->state,
		.page = page,
		.options = options,
		.width = width_within(options->width),
		.flow.is_ascii = options->is_ascii,
	};
	while (layout->line_count < lines && !layout->is_done)
		layout->is_done = !draw_step(&pen);
	flow_free(&pen.flow);
}

struct layout_anchor layout_anchor_of(const struct layout *layout, size_t line)
{
	if (!layout->line_count)
		return (struct layout_anchor){ UINT32_MAX, 0 };
	if (line >= layout->line_count)
		line = layout->line_count - 1;
	return (struct layout_anchor){ layout->lines[line].block, layout->lines[line].offset };
}

/* The head comes before block 0. */
static uint64_t place(uint32_t block, uint32_t offset)
{
	return (uint64_t)(block + 1u) << 32 | offset;
}

static uint64_t place_of(const struct layout_line *line)
{
	return place(line->block, line->offset);
}

size_t layout_line_of(struct layout *layout, const struct page *page,
		      const struct layout_options *options, struct layout_anchor anchor)
{
	uint64_t wanted = place(anchor.block, anchor.offset);

	page_layout(layout, page, options, 1);
	while (!layout->is_done && layout->line_count &&
	       place_of(&layout->lines[layout->line_count - 1]) <= wanted)
		page_layout(layout, page, options, layout->line_count + 1);
	/* The first line of the last place that is not behind the wanted one. */
	size_t low = 0, high = layout->line_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (place_of(&layout->lines[middle]) <= wanted)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return 0;
	uint64_t found = place_of(&layout->lines[low - 1]);
	size_t from = 0, to = low - 1;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (place_of(&layout->lines[middle]) < found)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The line that the run stands on. */
static size_t line_of_run(const struct layout *layout, size_t run)
{
	size_t low = 0, high = layout->line_count;

	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (layout->lines[middle].first_run <= run)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t layout_line_of_link(struct layout *layout, const struct page *page,
			   const struct layout_options *options, uint32_t link)
{
	if (!link || link > page->link_count)
		return SIZE_MAX;
	for (size_t run = 0;; run++) {
		while (run >= layout->run_count && !layout->is_done)
			page_layout(layout, page, options, layout->line_count + 1);
		if (run >= layout->run_count)
			return SIZE_MAX;
		if (layout->runs[run].link == link)
			return line_of_run(layout, run);
	}
}
