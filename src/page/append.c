/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <stdlib.h>

#include "base/mem.h"

/* Links of `part` by their index in `page`, plus one. */
static uint32_t *carry_links(struct page *page, const struct page *part)
{
	uint32_t *carried = arena_array(&page->arena, part->link_count + 1, sizeof(*carried));

	for (size_t i = 0; i < part->link_count; i++) {
		const struct page_link *from = &part->links[i];
		carried[i] = page_add_link(page, from->kind, from->url, from->title, from->label);
		struct page_link *to = &page->links[carried[i] - 1];
		to->is_inline |= from->is_inline;
		if (!to->length)
			to->length = from->length;
		if (str_is_empty(to->type))
			to->type = arena_str(&page->arena, from->type);
	}
	return carried;
}

static uint32_t carried_link(const struct page *part, const uint32_t *carried, uint32_t link)
{
	return link && link <= part->link_count ? carried[link - 1] : 0;
}

static void carry_spans(struct page *page, const struct page *part, const uint32_t *carried,
			uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++)
		page_add_span(page, part->spans[i].text, part->spans[i].style,
			      carried_link(part, carried, part->spans[i].link));
}

static void carry_block(struct page *page, const struct page *part, const uint32_t *carried,
			const struct page_block *from)
{
	struct page_block *to = page_add_block(page, from->kind);
	uint32_t first_span = to->first_span, first_cell = to->first_cell;

	*to = *from;
	to->first_span = first_span;
	to->first_cell = first_cell;
	to->span_count = to->cell_count = 0;
	to->link = carried_link(part, carried, from->link);
	if (!from->cell_count) {
		carry_spans(page, part, carried, from->first_span, from->span_count);
		return;
	}
	for (uint32_t i = 0; i < from->cell_count; i++) {
		const struct page_cell *cell = &part->cells[from->first_cell + i];
		struct page_cell *copy = page_add_cell(page);
		copy->colspan = cell->colspan;
		copy->rowspan = cell->rowspan;
		copy->is_header = cell->is_header;
		carry_spans(page, part, carried, cell->first_span, cell->span_count);
	}
}

void page_append(struct page *page, const struct page *part)
{
	uint32_t *carried = carry_links(page, part);

	for (size_t i = 0; i < part->block_count; i++)
		carry_block(page, part, carried, &part->blocks[i]);
	for (size_t i = 0; i < part->meta.authors.count; i++)
		page_add_name(page, &page->meta.authors, part->meta.authors.items[i]);
	for (size_t i = 0; i < part->meta.editors.count; i++)
		page_add_name(page, &page->meta.editors, part->meta.editors.items[i]);
	for (size_t i = 0; i < part->meta.sources.count; i++)
		page_add_name(page, &page->meta.sources, part->meta.sources.items[i]);
}

/* ---- whether it is a part at all ---- */

enum { TELLING = 32 /* bytes: shorter blocks stand on every page */ };

/* A block's text as a number, and its length. */
static uint64_t text_hash(const struct page *page, const struct page_block *block, size_t *len)
{
	uint64_t hash = 1;

	*len = 0;
	for (size_t i = 0; i < block->span_count; i++) {
		struct str text = page->spans[block->first_span + i].text;
		*len += text.len;
		hash = (hash ^ str_hash(text)) * 0x9e3779b97f4a7c15u;
	}
	return hash;
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

bool page_repeats(const struct page *page, const struct page *part)
{
	uint64_t *known = mem_new(page->block_count + 1, sizeof(*known));
	size_t count = 0, len, all = 0, again = 0;

	for (size_t i = 0; i < page->block_count; i++) {
		uint64_t hash = text_hash(page, &page->blocks[i], &len);
		if (len >= TELLING)
			known[count++] = hash;
	}
	qsort(known, count, sizeof(*known), by_hash);
	for (size_t i = 0; i < part->block_count; i++) {
		uint64_t hash = text_hash(part, &part->blocks[i], &len);
		if (len < TELLING)
			continue;
		all += len;
		if (bsearch(&hash, known, count, sizeof(*known), by_hash))
			again += len;
	}
	free(known);
	return all > 0 && again >= all - again;
}
