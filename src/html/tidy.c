/* SPDX-License-Identifier: MIT */
#include "html/tidy.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"

enum {
	HEAD_BLOCKS = 12,  /* blocks among which a page repeats its facts */
	HEAD_PROSE = 2,    /* paragraphs after which they end */
	PROSE_LEAST = 80,  /* bytes */
	LINE_MOST = 400,
	DATE_MOST = 80,
};

static struct str block_text(const struct page *page, const struct page_block *b, size_t from,
			     size_t to, struct buf *out)
{
	buf_clear(out);
	for (size_t i = from; i < to && i < b->span_count; i++)
		buf_add(out, page->spans[b->first_span + i].text);
	return str_trim(buf_str(out));
}

/* Adds s folded, without signs and blanks. */
static void add_bare(struct buf *out, struct str s)
{
	struct buf folded = { .max = 4 * LINE_MOST };
	struct str rest;

	utf8_fold(&folded, s);
	rest = buf_str(&folded);
	for (size_t i = 0; i < rest.len; i++) {
		unsigned char c = (unsigned char)rest.ptr[i];
		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			buf_add_char(out, rest.ptr[i]);
	}
	buf_free(&folded);
}

/* Whether line says what title says, give or take the site's name. */
static bool is_title(struct str line, struct str title)
{
	struct buf a = { 0 }, b = { 0 };

	if (!line.len || line.len > LINE_MOST || !title.len)
		return false;
	add_bare(&a, line);
	add_bare(&b, title);
	struct str x = buf_str(&a), y = buf_str(&b);
	struct str small = x.len < y.len ? x : y, large = x.len < y.len ? y : x;
	bool is = small.len > 0 && small.len * 10 >= large.len * 6 &&
		str_find(large, small) != SIZE_MAX;

	buf_free(&a);
	buf_free(&b);
	return is;
}

/* The last part of an address's path, by which sizes of one picture agree. */
static struct str file_name(struct str address)
{
	struct url url;

	if (!url_split(address, &url))
		return (struct str){ 0 };
	size_t from = url.path.len;
	while (from && url.path.ptr[from - 1] != '/')
		from--;
	return str_slice(url.path, from, url.path.len);
}

static bool is_lead_image(const struct page *page, const struct page_block *b)
{
	const struct page_meta *meta = &page->meta;

	if (b->kind != PAGE_IMAGE || !b->link || !meta->image_url.len)
		return false;
	struct str url = page->links[b->link - 1].url;
	struct str name = file_name(url);

	return str_eq(url, meta->image_url) ||
		(name.len > 6 && str_eq(name, file_name(meta->image_url)));
}

static void keep_caption(struct page *page, const struct page_block *b)
{
	struct page_meta *meta = &page->meta;
	struct buf text = { 0 };

	if (meta->image_caption.len || meta->image_credit.len)
		return;
	struct str words = block_text(page, b, 0, b->credit_span, &text);
	meta->image_caption = arena_str(&page->arena, words);
	words = block_text(page, b, b->credit_span, b->span_count, &text);
	meta->image_credit = arena_str(&page->arena, words);
	buf_free(&text);
}

static bool is_date_line(struct str line)
{
	struct date_hint hint = { 0 };
	struct date date;
	size_t from, to;

	if (!line.len || line.len > DATE_MOST || !date_find(line, &hint, &date, &from, &to))
		return false;
	return (to - from) * 10 >= line.len * 6;
}

static bool is_said(struct page *page, const struct page_block *b, struct str text)
{
	if (b->kind == PAGE_HEADING)
		return is_title(text, page->meta.title);
	if (b->kind == PAGE_PARAGRAPH)
		return is_title(text, page->meta.title) || is_date_line(text);
	if (!is_lead_image(page, b))
		return false;
	keep_caption(page, b);
	return true;
}

/* Takes a block's spans out, so that spans and blocks stay in step. Tables are
 * never taken out, so no cell loses its own. */
static void remove_spans(struct page *page, uint32_t first, uint32_t count)
{
	memmove(page->spans + first, page->spans + first + count,
		(page->span_count - first - count) * sizeof(*page->spans));
	page->span_count -= count;
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].first_span > first)
			page->blocks[i].first_span -= count;
	for (size_t i = 0; i < page->cell_count; i++)
		if (page->cells[i].first_span > first)
			page->cells[i].first_span -= count;
}

void tidy_page(struct page *page)
{
	struct buf text = { 0 };
	size_t kept = 0, prose = 0;

	tidy_captions(page);
	tidy_summaries(page);
	for (size_t i = 0; kept < page->block_count && i < HEAD_BLOCKS && prose < HEAD_PROSE; i++) {
		struct page_block *b = &page->blocks[kept];
		struct str line = block_text(page, b, 0, b->span_count, &text);

		prose += b->kind == PAGE_PARAGRAPH && line.len > PROSE_LEAST;
		/* A page that is one picture, or one line, is still a page. */
		if (page->block_count == 1 || !is_said(page, b, line)) {
			kept++;
			continue;
		}
		if (b->span_count)
			remove_spans(page, b->first_span, b->span_count);
		memmove(b, b + 1, (page->block_count - kept - 1) * sizeof(*b));
		page->block_count--;
	}
	buf_free(&text);
}
