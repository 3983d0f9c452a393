/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_PAGE_RANDOM_PAGE_H
#define WARTA_TESTS_PAGE_RANDOM_PAGE_H

#include <stdio.h>

#include "page/page.h"

/* Pages of every shape for property tests; the same seed gives the same. */
struct dice {
	uint64_t state;
};

static inline unsigned dice_roll(struct dice *d, unsigned sides)
{
	d->state = d->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(d->state >> 33) % sides;
}

/* Words that are easy and words that are not: wide, combining, right-to-left,
 * long, with breaks inside, with blanks that hold together. */
static inline struct str random_word(struct dice *d)
{
	static const char *const words[] = {
		"a", "harga", "beras", "naik", "di", "pasar", "induk", "kemarin,",
		"\u201ckata\u201d", "Rp\u00a012.500", "well-known", "caf\u00e9", "e\u0301a",
		"\u65e5\u672c\u8a9e\u306e\u65b0\u805e", "\ud55c\uad6d\uc5b4", "\U0001f600",
		"\U0001f468\u200d\U0001f469", "\u0645\u0631\u062d\u0628\u0627",
		"\u05e9\u05dc\u05d5\u05dd",
		"https://example.com/a/very/long/address?with=many&parts=that-do-not-fit",
		"Donaudampfschifffahrtsgesellschaftskapitaenspatentinhaberin",
		"x\u00adsoft\u00adhyphen", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
		"(in", "brackets)",
		"\t", "1.000.000", "--", "\u2014", "\u0928\u092e\u0938\u094d\u0924\u0947",
	};
	return str_from(words[dice_roll(d, sizeof(words) / sizeof(*words))]);
}

static inline void random_text(struct dice *d, unsigned count, struct buf *out)
{
	for (unsigned i = 0; i < count; i++) {
		if (i)
			buf_add_char(out, dice_roll(d, 40) ? ' ' : '\n');
		buf_add(out, random_word(d));
	}
}

static inline uint32_t random_link(struct dice *d, struct page *page, enum page_link_kind kind)
{
	char url[64];
	struct buf title = { 0 };

	snprintf(url, sizeof(url), "https://example.com/%u", dice_roll(d, 1000));
	random_text(d, dice_roll(d, 6), &title);
	struct str address = dice_roll(d, 9) ? str_from(url) : STR("");
	struct str label = dice_roll(d, 2) ? STR("Baca Juga:") : STR("");
	uint32_t link = page_add_link(page, kind, address, buf_str(&title), label);
	buf_free(&title);
	return link;
}

static inline void random_spans(struct dice *d, struct page *page, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		struct buf text = { 0 };
		random_text(d, 1 + dice_roll(d, 12), &text);
		if (dice_roll(d, 2))
			buf_add_char(&text, ' ');
		page_add_span(page, buf_str(&text), dice_roll(d, 3) ? 0 : dice_roll(d, 512),
			      dice_roll(d, 6) ? 0 : random_link(d, page, PAGE_LINK_BODY));
		buf_free(&text);
	}
}

static inline void random_table(struct dice *d, struct page *page)
{
	struct page_block *block = page_add_block(page, PAGE_TABLE);
	unsigned rows = 1 + dice_roll(d, 5), columns = 1 + dice_roll(d, dice_roll(d, 5) ? 4 : 20);

	block->rows = (uint16_t)rows;
	block->columns = (uint16_t)columns;
	for (unsigned i = 0; i < rows * columns; i++) {
		struct page_cell *cell = page_add_cell(page);
		cell->is_header = i < columns && dice_roll(d, 2);
		cell->colspan = (uint16_t)(1 + dice_roll(d, 10) / 9);
		random_spans(d, page, dice_roll(d, 3));
	}
}

static inline void random_block(struct dice *d, struct page *page)
{
	enum page_block_kind kind = PAGE_PARAGRAPH;

	if (dice_roll(d, 2))
		kind = dice_roll(d, PAGE_KIND_COUNT);

	if (kind == PAGE_TABLE) {
		random_table(d, page);
		return;
	}
	uint32_t link = 0;
	if (kind == PAGE_IMAGE)
		link = random_link(d, page, PAGE_LINK_IMAGE);
	else if (kind == PAGE_EMBED)
		link = random_link(d, page, PAGE_LINK_EMBED);
	else if (kind == PAGE_RELATED)
		link = random_link(d, page, PAGE_LINK_RELATED);
	struct page_block *block = page_add_block(page, kind);
	block->link = link;
	block->level = (uint8_t)(kind == PAGE_HEADING ? 1 + dice_roll(d, 6) : 0);
	block->quote = (uint8_t)(dice_roll(d, 5) ? 0 : dice_roll(d, 20));
	block->depth = (uint8_t)(kind == PAGE_ITEM ? 1 + dice_roll(d, 12) : dice_roll(d, 10) / 9);
	block->ordinal = kind == PAGE_ITEM && dice_roll(d, 2) ? 1 + dice_roll(d, 100000) : 0;
	block->is_rtl = dice_roll(d, 10) == 0;
	block->starts_list = kind == PAGE_ITEM && dice_roll(d, 4) == 0;
	block->inset = (uint8_t)(dice_roll(d, 6) ? 0 : dice_roll(d, 16));
	block->credit_span = (uint16_t)dice_roll(d, 3);
	if (kind != PAGE_RULE && kind != PAGE_RELATED)
		random_spans(d, page, dice_roll(d, 6));
	if (kind == PAGE_RELATED)
		page->links[link - 1].is_inline = true;
}

static inline void random_page(struct dice *d, struct page *page)
{
	struct page_meta *meta = &page->meta;
	struct str *const strings[] = {
		&meta->title, &meta->section, &meta->place, &meta->site, &meta->image_caption,
		&meta->image_credit, &meta->description, &meta->url, &meta->language,
	};

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		struct buf text = { 0 };
		random_text(d, dice_roll(d, 8), &text);
		*strings[i] = arena_str(&page->arena, buf_str(&text));
		buf_free(&text);
	}
	if (dice_roll(d, 2))
		meta->image_url = STR("https://example.com/lead.jpg");
	if (dice_roll(d, 2))
		meta->published = (struct date){ 1730513040, 420, DATE_MINUTE, true };
	for (unsigned i = dice_roll(d, 4); i; i--)
		page_add_name(page, &meta->authors, random_word(d));
	for (unsigned i = dice_roll(d, 2); i; i--)
		page_add_name(page, &meta->editors, random_word(d));
	meta->is_complete = dice_roll(d, 2);
	for (unsigned i = dice_roll(d, 15); i; i--)
		random_block(d, page);
	for (unsigned i = dice_roll(d, 4); i; i--)
		random_link(d, page, PAGE_LINK_RELATED);
	for (unsigned i = dice_roll(d, 4); i; i--)
		random_link(d, page, PAGE_LINK_LATEST);
	for (unsigned i = dice_roll(d, 2); i; i--)
		random_link(d, page, PAGE_LINK_ENCLOSURE);
	page_number(page);
}

#endif
