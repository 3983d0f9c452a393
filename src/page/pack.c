/* SPDX-License-Identifier: MIT */
#include "page/pack.h"

struct packer {
	const struct page *page;
	struct buf text, records;
};

static void put(struct packer *p, uint64_t value)
{
	char bytes[10];
	size_t len = 0;

	for (; value >= 0x80; value >>= 7)
		bytes[len++] = (char)(value | 0x80);
	bytes[len++] = (char)value;
	buf_add_bytes(&p->records, bytes, len);
}

/* Small negative numbers stay small. */
static void put_signed(struct packer *p, int64_t value)
{
	put(p, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static void put_str(struct packer *p, struct str s)
{
	put(p, s.len);
	buf_add(&p->text, s);
}

static void put_date(struct packer *p, const struct date *date)
{
	put(p, date->precision);
	if (!date->precision)
		return;
	put_signed(p, date->utc);
	put_signed(p, date->offset);
	put(p, date->has_zone);
}

static void put_names(struct packer *p, const struct page_names *names)
{
	put(p, names->count);
	for (size_t i = 0; i < names->count; i++)
		put_str(p, names->items[i]);
}

static void put_meta(struct packer *p)
{
	const struct page_meta *meta = &p->page->meta;
	const struct str *const strings[] = {
		&meta->title, &meta->site, &meta->section, &meta->place,
		&meta->description, &meta->url, &meta->canonical, &meta->next_page,
		&meta->single_page, &meta->language, &meta->image_url, &meta->image_alt,
		&meta->image_caption, &meta->image_credit,
	};

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		put_str(p, *strings[i]);
	put_date(p, &meta->published);
	put_date(p, &meta->modified);
	put_names(p, &meta->authors);
	put_names(p, &meta->editors);
	put_names(p, &meta->sources);
	put(p, (meta->is_rtl ? PACK_IS_RTL : 0u) | (meta->is_complete ? PACK_IS_COMPLETE : 0u));
}

static void put_link(struct packer *p, const struct page_link *link)
{
	put(p, link->kind);
	put(p, link->is_inline ? PACK_IS_INLINE : 0);
	put(p, link->number);
	put_str(p, link->url);
	put_str(p, link->title);
	put_str(p, link->label);
	put_str(p, link->type);
	put_signed(p, link->length);
}

static void put_span(struct packer *p, const struct page_span *span)
{
	put_str(p, span->text);
	put(p, span->style);
	put(p, span->link);
}

/* from: the block's first span not yet in a cell; what lies between belongs to
 * no cell. */
static void put_cell(struct packer *p, const struct page_cell *cell, uint32_t from)
{
	put(p, cell->first_span - from);
	put(p, cell->span_count);
	put(p, cell->colspan);
	put(p, cell->rowspan);
	put(p, cell->is_header ? PACK_IS_HEADER : 0);
}

static uint32_t flags_of(const struct page_block *block)
{
	uint32_t inset = block->inset < PACK_INSET_MAX ? block->inset : PACK_INSET_MAX;

	return (block->is_rtl ? PACK_IS_RTL : 0u) | (block->starts_list ? PACK_STARTS_LIST : 0u) |
	       inset * PACK_INSET;
}

static void put_block(struct packer *p, const struct page_block *block)
{
	const uint32_t numbers[] = {
		block->kind, block->level, block->quote, block->depth,
		flags_of(block), block->ordinal, block->link,
		block->rows, block->columns, block->credit_span,
		block->span_count, block->cell_count,
	};
	uint32_t from = block->first_span;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		put(p, numbers[i]);
	for (size_t i = 0; i < block->span_count; i++)
		put_span(p, &p->page->spans[block->first_span + i]);
	for (size_t i = 0; i < block->cell_count; i++) {
		const struct page_cell *cell = &p->page->cells[block->first_cell + i];
		put_cell(p, cell, from);
		from = cell->first_span + cell->span_count;
	}
}

static bool is_too_much(const struct page *page)
{
	const struct page_meta *meta = &page->meta;

	return page->block_count > PACK_BLOCKS_MAX || page->span_count > PACK_SPANS_MAX ||
	       page->cell_count > PACK_CELLS_MAX || page->link_count > PACK_LINKS_MAX ||
	       meta->authors.count > PACK_NAMES_MAX || meta->editors.count > PACK_NAMES_MAX ||
	       meta->sources.count > PACK_NAMES_MAX;
}

bool page_pack(const struct page *page, struct buf *out)
{
	struct packer p = { .page = page, .text.max = PACK_TEXT_MAX };
	size_t before = out->len;

	if (is_too_much(page))
		return false;
	put_meta(&p);
	put(&p, page->link_count);
	for (size_t i = 0; i < page->link_count; i++)
		put_link(&p, &page->links[i]);
	put(&p, page->span_count);
	put(&p, page->cell_count);
	put(&p, page->block_count);
	for (size_t i = 0; i < page->block_count; i++)
		put_block(&p, &page->blocks[i]);

	struct packer head = { 0 };
	put(&head, p.text.len);
	bool done = !p.text.is_full && !p.records.is_full && buf_add(out, STR(PACK_MARK)) &&
		    buf_add(out, buf_str(&head.records)) && buf_add(out, buf_str(&p.text)) &&
		    buf_add(out, buf_str(&p.records));
	if (!done)
		buf_remove(out, before, out->len - before);
	buf_free(&head.records);
	buf_free(&p.text);
	buf_free(&p.records);
	return done;
}
