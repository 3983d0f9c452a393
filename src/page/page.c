/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void page_free(struct page *page)
{
	free(page->blocks);
	free(page->spans);
	free(page->cells);
	free(page->links);
	free(page->link_slots);
	arena_free(&page->arena);
	*page = (struct page){ 0 };
}

struct page_block *page_add_block(struct page *page, enum page_block_kind kind)
{
	page->blocks = mem_grow(page->blocks, page->block_count, &page->block_cap,
				sizeof(*page->blocks));
	struct page_block *block = &page->blocks[page->block_count++];
	*block = (struct page_block){
		.kind = (uint8_t)kind,
		.first_span = (uint32_t)page->span_count,
		.first_cell = (uint32_t)page->cell_count,
	};
	return block;
}

/* The cell that new spans belong to: the last one of a table. */
static struct page_cell *open_cell(struct page *page, const struct page_block *block)
{
	if (block->kind != PAGE_TABLE || !block->cell_count)
		return NULL;
	return &page->cells[page->cell_count - 1];
}

void page_add_span(struct page *page, struct str text, unsigned style, uint32_t link)
{
	if (!text.len)
		return;
	if (!page->block_count)
		page_add_block(page, PAGE_PARAGRAPH);
	page->spans = mem_grow(page->spans, page->span_count, &page->span_cap,
			       sizeof(*page->spans));
	page->spans[page->span_count++] = (struct page_span){
		.text = arena_str(&page->arena, text),
		.link = link,
		.style = (uint16_t)style,
	};
	struct page_block *block = &page->blocks[page->block_count - 1];
	struct page_cell *cell = open_cell(page, block);
	block->span_count++;
	if (cell)
		cell->span_count++;
}

struct page_cell *page_add_cell(struct page *page)
{
	if (!page->block_count || page->blocks[page->block_count - 1].kind != PAGE_TABLE)
		page_add_block(page, PAGE_TABLE);
	page->cells = mem_grow(page->cells, page->cell_count, &page->cell_cap,
			       sizeof(*page->cells));
	struct page_cell *cell = &page->cells[page->cell_count++];
	*cell = (struct page_cell){
		.first_span = (uint32_t)page->span_count,
		.colspan = 1,
		.rowspan = 1,
	};
	page->blocks[page->block_count - 1].cell_count++;
	return cell;
}

/* Links without an address are the same when their titles are. */
static uint64_t link_hash(const struct page_link *link)
{
	return (str_hash(link->url.len ? link->url : link->title) ^ link->kind) *
	       0x9e3779b97f4a7c15u;
}

static bool is_same_link(const struct page_link *a, const struct page_link *b)
{
	if (a->kind != b->kind || !str_eq(a->url, b->url))
		return false;
	return a->url.len || str_eq(a->title, b->title);
}

/* Slots that are tried for one link. Addresses that want more were chosen for
 * it, to keep us busy; they are not told from each other. */
enum { PROBES_MAX = 200 };

/* The slot that holds the link, or the free one where it belongs; NULL: there is
 * no room for it. */
static uint32_t *link_slot(const struct page *page, const struct page_link *link)
{
	size_t mask = page->link_slot_count - 1;
	size_t at = (size_t)(link_hash(link) >> 20);

	for (int i = 0; i < PROBES_MAX; i++, at++) {
		uint32_t *slot = &page->link_slots[at & mask];

		if (!*slot || is_same_link(&page->links[*slot - 1], link))
			return slot;
	}
	return NULL;
}

static void link_slots_grow(struct page *page)
{
	if (page->link_count * 2 < page->link_slot_count)
		return;
	size_t count = page->link_slot_count ? page->link_slot_count * 4 : 32;
	while (count <= page->link_count * 2)
		count *= 2;
	free(page->link_slots);
	page->link_slots = mem_new(count, sizeof(*page->link_slots));
	page->link_slot_count = count;
	for (size_t i = 0; i < page->link_count; i++) {
		uint32_t *slot = link_slot(page, &page->links[i]);
		if (slot && !*slot)
			*slot = (uint32_t)(i + 1);
	}
}

uint32_t page_add_link(struct page *page, enum page_link_kind kind, struct str url,
		       struct str title, struct str label)
{
	struct page_link link = { .kind = (uint8_t)kind, .url = url, .title = title };

	link_slots_grow(page);
	uint32_t *slot = link_slot(page, &link);
	if (slot && *slot)
		return *slot;
	link.url = arena_str(&page->arena, url);
	link.title = arena_str(&page->arena, title);
	link.label = arena_str(&page->arena, label);
	page->links = mem_grow(page->links, page->link_count, &page->link_cap,
			       sizeof(*page->links));
	page->links[page->link_count++] = link;
	if (slot)
		*slot = (uint32_t)page->link_count;
	return (uint32_t)page->link_count;
}

void page_add_name(struct page *page, struct page_names *names, struct str name)
{
	name = str_trim(name);
	if (!name.len)
		return;
	for (size_t i = 0; i < names->count; i++)
		if (str_eq(names->items[i], name))
			return;
	/* A few names at most: room is doubled at each power of two. */
	if (!(names->count & (names->count - 1)) || !names->items) {
		struct str *items = arena_array(&page->arena, names->count * 2 + 1,
						sizeof(*items));
		if (names->count)
			memcpy(items, names->items, names->count * sizeof(*items));
		names->items = items;
	}
	names->items[names->count++] = arena_str(&page->arena, name);
}

uint32_t page_image_link(const struct page *page)
{
	struct page_link wanted = { .kind = PAGE_LINK_IMAGE, .url = page->meta.image_url };

	if (!wanted.url.len)
		return 0;
	if (page->link_slot_count)
		return *link_slot(page, &wanted);
	for (size_t i = 0; i < page->link_count; i++)
		if (is_same_link(&page->links[i], &wanted))
			return (uint32_t)(i + 1);
	return 0;
}

struct numbers {
	uint16_t related, other; /* the next ones */
};

static void number_link(struct page *page, uint32_t index, struct numbers *next)
{
	if (!index || index > page->link_count)
		return;
	struct page_link *link = &page->links[index - 1];
	bool is_related = link->kind == PAGE_LINK_RELATED || link->kind == PAGE_LINK_LATEST;
	uint16_t *number = is_related ? &next->related : &next->other;
	if (!link->number && *number)
		link->number = (*number)++; /* wraps to 0: those beyond have none */
}

void page_number(struct page *page)
{
	struct numbers next = { 1, 1 };

	for (size_t i = 0; i < page->link_count; i++)
		page->links[i].number = 0;
	if (page->meta.image_url.len)
		number_link(page, page_add_link(page, PAGE_LINK_IMAGE, page->meta.image_url,
						page->meta.image_caption,
						(struct str){ 0 }), &next);
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->blocks[i];
		number_link(page, block->link, &next);
		for (size_t j = 0; j < block->span_count; j++)
			number_link(page, page->spans[block->first_span + j].link, &next);
	}
	/* What the body does not show stands behind it: first the related. */
	for (size_t i = 0; i < page->link_count; i++)
		if (page->links[i].kind == PAGE_LINK_RELATED)
			number_link(page, (uint32_t)(i + 1), &next);
	for (size_t i = 0; i < page->link_count; i++)
		number_link(page, (uint32_t)(i + 1), &next);
}

/* A block's text with every break inside a line as a space. */
static void add_flat(struct buf *out, struct str text)
{
	struct str line;

	for (bool first = true; str_cut(&text, '\n', &line); first = false) {
		if (!first)
			buf_add_char(out, ' ');
		buf_add(out, line);
	}
}

void page_add_text(const struct page *page, struct buf *out)
{
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->blocks[i];
		size_t cell = block->first_cell, cells_end = cell + block->cell_count;
		if (block->kind == PAGE_RELATED || !block->span_count)
			continue;
		for (size_t j = 0; j < block->span_count; j++) {
			size_t at = block->first_span + j;
			for (; cell < cells_end && page->cells[cell].first_span <= at; cell++)
				if (j && out->ptr[out->len - 1] != ' ')
					buf_add_char(out, ' ');
			if (block->kind == PAGE_PRE)
				buf_add(out, page->spans[at].text);
			else
				add_flat(out, page->spans[at].text);
		}
		buf_add_char(out, '\n');
	}
}

/* What a text holds, for the time that reading it takes. */
struct amount {
	size_t words, letters;
	bool in_word;
};

/* Scripts that are read letter by letter: Chinese, Japanese, Thai, Lao, Khmer,
 * Burmese; those of Korea have spaces. */
static bool is_read_alone(uint32_t code)
{
	return (code >= 0x2e80 && code < 0xa4d0) || (code >= 0xf900 && code < 0xfb00) ||
	       (code >= 0x0e00 && code < 0x0f00) || (code >= 0x1000 && code < 0x10a0) ||
	       (code >= 0x1780 && code < 0x1800) || (code >= 0x20000 && code < 0x40000);
}

static void amount_add(struct amount *amount, struct str text)
{
	while (text.len) {
		bool is_ascii = (unsigned char)text.ptr[0] < 0x80;
		uint32_t code = utf8_next(&text);
		bool is_letter = !is_ascii && is_read_alone(code);
		bool is_space = is_letter || (is_ascii && str_is_space((char)code));
		amount->letters += is_letter;
		amount->words += !is_space && !amount->in_word;
		amount->in_word = !is_space;
	}
}

unsigned page_reading_minutes(const struct page *page)
{
	struct amount amount = { 0 };

	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->blocks[i];
		if (block->kind == PAGE_RELATED)
			continue;
		amount.in_word = false;
		for (size_t j = 0; j < block->span_count; j++)
			amount_add(&amount, page->spans[block->first_span + j].text);
	}
	size_t seconds = amount.words * 60 / 200 + amount.letters * 60 / 500;
	if (!amount.words && !amount.letters)
		return 0;
	return seconds < 60 ? 1 : (unsigned)((seconds + 30) / 60);
}
