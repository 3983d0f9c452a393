/* SPDX-License-Identifier: MIT */
#include "page/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

/* After the first thing that does not fit everything reads as zero. */
struct reader {
	struct page *page;
	struct str records, text; /* what is left; text lives in the page's arena */
	const char *wrong;        /* NULL while all is well */
};

static void refuse(struct reader *r, const char *what)
{
	if (!r->wrong)
		r->wrong = what;
	r->records.len = 0;
}

static uint64_t take(struct reader *r, uint64_t most, const char *what)
{
	uint64_t value = 0;

	for (size_t i = 0; i < r->records.len && i < 10; i++) {
		unsigned char byte = (unsigned char)r->records.ptr[i];
		if (i == 9 && byte > 1)
			break;
		value |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte & 0x80)
			continue;
		r->records.ptr += i + 1;
		r->records.len -= i + 1;
		if (value <= most)
			return value;
		break;
	}
	refuse(r, what);
	return 0;
}

static int64_t take_signed(struct reader *r, const char *what)
{
	uint64_t value = take(r, UINT64_MAX, what);

	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

/* The text was checked as a whole; a part of it is valid when both of its
 * ends lie between characters. */
static struct str take_str(struct reader *r, const char *what)
{
	size_t len = (size_t)take(r, r->text.len, what);
	struct str s = { r->text.ptr, len };

	r->text.ptr += len;
	r->text.len -= len;
	if (r->text.len && ((unsigned char)r->text.ptr[0] & 0xc0) == 0x80)
		refuse(r, what);
	return s;
}

/* A count of things of which each takes at least so many bytes. */
static size_t take_count(struct reader *r, size_t most, size_t least, const char *what)
{
	size_t count = (size_t)take(r, most, what);

	if (count > r->records.len / least)
		refuse(r, what);
	return r->wrong ? 0 : count;
}

static struct date take_date(struct reader *r, const char *what)
{
	struct date date = { .precision = (uint8_t)take(r, DATE_SECOND, what) };
	const int64_t far = INT64_C(1) << 40; /* seconds: some 35 thousand years */

	if (!date.precision)
		return date;
	date.utc = take_signed(r, what);
	int64_t offset = take_signed(r, what);
	if (date.utc > far || date.utc < -far || offset > 24 * 60 || offset < -24 * 60)
		refuse(r, what);
	date.offset = (int16_t)offset;
	date.has_zone = take(r, 1, what);
	return r->wrong ? (struct date){ 0 } : date;
}

static struct page_names take_names(struct reader *r, const char *what)
{
	struct page_names names = { .count = take_count(r, PACK_NAMES_MAX, 1, what) };

	if (!names.count)
		return names;
	names.items = arena_array(&r->page->arena, names.count, sizeof(*names.items));
	for (size_t i = 0; i < names.count; i++)
		names.items[i] = take_str(r, what);
	return names;
}

static void take_meta(struct reader *r)
{
	struct page_meta *meta = &r->page->meta;
	struct str *const strings[] = {
		&meta->title, &meta->site, &meta->section, &meta->place,
		&meta->description, &meta->url, &meta->canonical, &meta->next_page,
		&meta->single_page, &meta->language, &meta->image_url, &meta->image_alt,
		&meta->image_caption, &meta->image_credit,
	};

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		*strings[i] = take_str(r, "facts");
	meta->published = take_date(r, "date");
	meta->modified = take_date(r, "date");
	meta->authors = take_names(r, "authors");
	meta->editors = take_names(r, "editors");
	meta->sources = take_names(r, "sources");
	unsigned flags = (unsigned)take(r, PACK_IS_RTL | PACK_IS_COMPLETE, "facts");
	meta->is_rtl = flags & PACK_IS_RTL;
	meta->is_complete = flags & PACK_IS_COMPLETE;
}

static void take_links(struct reader *r)
{
	struct page *page = r->page;
	size_t count = take_count(r, PACK_LINKS_MAX, PACK_LINK_LEAST, "links");

	page->links = count ? mem_new(count, sizeof(*page->links)) : NULL;
	page->link_count = page->link_cap = count;
	for (size_t i = 0; i < count; i++) {
		struct page_link *link = &page->links[i];
		link->kind = (uint8_t)take(r, PAGE_LINK_KIND_COUNT - 1, "link");
		link->is_inline = take(r, PACK_IS_INLINE, "link");
		link->number = (uint16_t)take(r, UINT16_MAX, "link");
		link->url = take_str(r, "link");
		link->title = take_str(r, "link");
		link->label = take_str(r, "link");
		link->type = take_str(r, "link");
		link->length = take_signed(r, "link");
	}
}

static void take_spans(struct reader *r, size_t count)
{
	struct page *page = r->page;

	for (size_t i = 0; i < count && !r->wrong; i++) {
		struct page_span *span = &page->spans[page->span_count++];
		span->text = take_str(r, "text");
		span->style = (uint16_t)(take(r, UINT16_MAX, "text") & PACK_STYLES);
		span->link = (uint32_t)take(r, page->link_count, "text");
	}
}

static uint16_t within(uint64_t value, uint16_t least, uint16_t most)
{
	return value < least ? least : value > most ? most : (uint16_t)value;
}

static void take_cells(struct reader *r, const struct page_block *block)
{
	struct page *page = r->page;
	uint32_t from = block->first_span, end = from + block->span_count;

	for (size_t i = 0; i < block->cell_count && !r->wrong; i++) {
		struct page_cell *cell = &page->cells[page->cell_count++];
		from += (uint32_t)take(r, end - from, "cell");
		cell->first_span = from;
		cell->span_count = (uint32_t)take(r, end - from, "cell");
		from += cell->span_count;
		cell->colspan = within(take(r, UINT16_MAX, "cell"), 1, 1000);
		cell->rowspan = within(take(r, UINT16_MAX, "cell"), 1, 1000);
		cell->is_header = take(r, PACK_IS_HEADER, "cell");
	}
}

static void take_block(struct reader *r, struct page_block *block)
{
	struct page *page = r->page;

	block->kind = (uint8_t)take(r, PAGE_KIND_COUNT - 1, "block");
	block->level = (uint8_t)take(r, 6, "block");
	block->quote = (uint8_t)take(r, UINT8_MAX, "block");
	block->depth = (uint8_t)take(r, UINT8_MAX, "block");
	unsigned flags = (unsigned)take(r, PACK_INSET * (PACK_INSET_MAX + 1) - 1, "block");
	block->is_rtl = flags & PACK_IS_RTL;
	block->starts_list = flags & PACK_STARTS_LIST;
	block->inset = (uint8_t)(flags / PACK_INSET);
	block->ordinal = (uint32_t)take(r, UINT32_MAX, "block");
	block->link = (uint32_t)take(r, page->link_count, "block");
	block->rows = (uint16_t)take(r, UINT16_MAX, "block");
	block->columns = (uint16_t)take(r, UINT16_MAX, "block");
	block->credit_span = (uint16_t)take(r, UINT16_MAX, "block");
	block->span_count = (uint32_t)take(r, page->span_cap - page->span_count, "block");
	block->cell_count = (uint32_t)take(r, page->cell_cap - page->cell_count, "block");
	block->first_span = (uint32_t)page->span_count;
	block->first_cell = (uint32_t)page->cell_count;
	if (block->cell_count && block->kind != PAGE_TABLE)
		refuse(r, "block");
	take_spans(r, block->span_count);
	take_cells(r, block);
}

static void take_blocks(struct reader *r)
{
	struct page *page = r->page;
	size_t spans = take_count(r, PACK_SPANS_MAX, PACK_SPAN_LEAST, "texts");
	size_t cells = take_count(r, PACK_CELLS_MAX, PACK_CELL_LEAST, "cells");
	size_t blocks = take_count(r, PACK_BLOCKS_MAX, PACK_BLOCK_LEAST, "blocks");

	page->spans = spans ? mem_new(spans, sizeof(*page->spans)) : NULL;
	page->span_cap = spans;
	page->cells = cells ? mem_new(cells, sizeof(*page->cells)) : NULL;
	page->cell_cap = cells;
	page->blocks = blocks ? mem_new(blocks, sizeof(*page->blocks)) : NULL;
	page->block_cap = blocks;
	while (page->block_count < blocks && !r->wrong)
		take_block(r, &page->blocks[page->block_count++]);
}

/* Checks the mark and takes the text, which everything else points into. */
static void take_text(struct reader *r, struct str bytes)
{
	if (!str_has_prefix(bytes, STR(PACK_MARK)) && !str_has_prefix(bytes, STR(PACK_MARK_1))) {
		refuse(r, "mark");
		return;
	}
	r->records = str_slice(bytes, sizeof(PACK_MARK) - 1, bytes.len);
	size_t len = (size_t)take(r, PACK_TEXT_MAX, "text");
	if (len > r->records.len)
		refuse(r, "text");
	if (r->wrong)
		return;
	r->text = str_slice(r->records, 0, len);
	r->records = str_slice(r->records, len, r->records.len);
	if (!utf8_is_valid(r->text))
		refuse(r, "text");
	else
		r->text = arena_str(&r->page->arena, r->text);
}

bool page_unpack(struct str bytes, struct page *page, struct error *err)
{
	struct reader r = { .page = page };

	*page = (struct page){ 0 };
	take_text(&r, bytes);
	if (!r.wrong)
		take_meta(&r);
	if (!r.wrong)
		take_links(&r);
	if (!r.wrong)
		take_blocks(&r);
	if (!r.wrong && (r.records.len || r.text.len))
		refuse(&r, "end");
	if (!r.wrong)
		return true;
	page_free(page);
	return error_set(err, _("a stored article cannot be read (its %s)"), r.wrong);
}
