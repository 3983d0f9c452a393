/* SPDX-License-Identifier: MIT */
#include "html/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { LABEL_MOST = 80 }; /* bytes */

#define STR_ROW(literal) { "" literal, sizeof(literal) - 1 }

/* Labels of lists that repeat what the article says, or where it says it. Only
 * where they are habit: elsewhere such lists are part of the text. */
static const struct str summaries[] = {
	STR_ROW("ringkasan berita"), STR_ROW("ringkasan artikel"), STR_ROW("ringkasan"),
	STR_ROW("intisari"), STR_ROW("intisari berita"), STR_ROW("poin penting"),
	STR_ROW("kesimpulan berita"), STR_ROW("daftar isi"), STR_ROW("daftar isi artikel"),
};

static struct str text_of(const struct page *page, const struct page_block *b, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < b->span_count; i++)
		buf_add(out, page->spans[b->first_span + i].text);
	return str_trim(buf_str(out));
}

static bool is_summary(struct str text)
{
	struct buf folded = { .max = 4 * LABEL_MOST };
	bool is = false;

	if (!text.len || text.len > LABEL_MOST)
		return false;
	utf8_fold(&folded, text);
	struct str label = str_trim(buf_str(&folded));
	while (label.len && label.ptr[label.len - 1] == ':')
		label = str_trim(str_slice(label, 0, label.len - 1));
	for (size_t i = 0; i < sizeof(summaries) / sizeof(*summaries) && !is; i++)
		is = str_eq(label, summaries[i]);
	buf_free(&folded);
	return is;
}

/* How many items follow a label. */
static size_t list_len(const struct page *page, size_t at)
{
	size_t i = at + 1;

	while (i < page->block_count && page->blocks[i].kind == PAGE_ITEM)
		i++;
	return i - at - 1;
}

static void mark_lists(const struct page *page, bool *gone, struct buf *text)
{
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *b = &page->blocks[i];

		if (b->kind != PAGE_PARAGRAPH && b->kind != PAGE_HEADING)
			continue;
		struct str label = text_of(page, b, text);
		if (!is_summary(label))
			continue;
		size_t count = list_len(page, i);

		/* The label of contents alone says nothing. */
		gone[i] = count || str_has_prefix_nocase(label, STR("daftar isi"));
		for (size_t k = 1; k <= count; k++)
			gone[i + k] = true;
	}
}

/* Moves what stays together: blocks, and their spans and cells in step. */
static void take_out(struct page *page, const bool *gone)
{
	size_t kept = 0;
	uint32_t spans = 0;

	for (size_t i = 0; i < page->block_count; i++) {
		struct page_block b = page->blocks[i];
		uint32_t end = i + 1 < page->block_count ? page->blocks[i + 1].first_span
							 : (uint32_t)page->span_count;
		uint32_t all = end - b.first_span, moved = b.first_span - spans;

		if (gone[i])
			continue;
		memmove(page->spans + spans, page->spans + b.first_span,
			all * sizeof(*page->spans));
		for (uint32_t c = 0; c < b.cell_count; c++)
			page->cells[b.first_cell + c].first_span -= moved;
		b.first_span = spans;
		spans += all;
		page->blocks[kept++] = b;
	}
	page->block_count = kept;
	page->span_count = spans;
}

void tidy_summaries(struct page *page)
{
	struct buf text = { 0 };
	bool *gone = mem_new(page->block_count + 1, sizeof(*gone));
	bool has_gone = false;

	mark_lists(page, gone, &text);
	for (size_t i = 0; i < page->block_count; i++)
		has_gone |= gone[i];
	if (has_gone)
		take_out(page, gone);
	free(gone);
	buf_free(&text);
}
