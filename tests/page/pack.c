/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <string.h>

#include "lib/check.h"
#include "page/export.h"
#include "page/random_page.h"

static bool is_same_span(const struct page_span *a, const struct page_span *b)
{
	return str_eq(a->text, b->text) && a->style == b->style && a->link == b->link;
}

static bool is_same_block(const struct page *p, const struct page_block *a,
			  const struct page *q, const struct page_block *b)
{
	if (a->kind != b->kind || a->level != b->level || a->quote != b->quote ||
	    a->depth != b->depth || a->ordinal != b->ordinal || a->link != b->link ||
	    a->rows != b->rows || a->columns != b->columns || a->is_rtl != b->is_rtl ||
	    a->credit_span != b->credit_span || a->span_count != b->span_count ||
	    a->cell_count != b->cell_count || a->starts_list != b->starts_list ||
	    a->inset != b->inset || a->first_span != b->first_span)
		return false;
	for (size_t i = 0; i < a->span_count; i++)
		if (!is_same_span(&p->spans[a->first_span + i], &q->spans[b->first_span + i]))
			return false;
	for (size_t i = 0; i < a->cell_count; i++) {
		const struct page_cell *c = &p->cells[a->first_cell + i];
		const struct page_cell *d = &q->cells[b->first_cell + i];
		if (c->first_span != d->first_span || c->span_count != d->span_count ||
		    c->colspan != d->colspan || c->rowspan != d->rowspan ||
		    c->is_header != d->is_header)
			return false;
	}
	return true;
}

static bool is_same_link(const struct page_link *a, const struct page_link *b)
{
	return a->kind == b->kind && a->is_inline == b->is_inline && a->number == b->number &&
	       str_eq(a->url, b->url) && str_eq(a->title, b->title) &&
	       str_eq(a->label, b->label) && str_eq(a->type, b->type) && a->length == b->length;
}

static void check_same_page(const struct page *p, const struct page *q)
{
	struct buf one = { 0 }, two = { 0 };

	CHECK(p->block_count == q->block_count && p->link_count == q->link_count);
	CHECK(p->span_count == q->span_count && p->cell_count == q->cell_count);
	for (size_t i = 0; i < p->block_count; i++)
		CHECK(is_same_block(p, &p->blocks[i], q, &q->blocks[i]));
	for (size_t i = 0; i < p->link_count; i++)
		CHECK(is_same_link(&p->links[i], &q->links[i]));
	CHECK(page_export_json(p, &one) && page_export_json(q, &two));
	CHECK(str_eq(buf_str(&one), buf_str(&two)));
	CHECK(memcmp(&p->meta.published, &q->meta.published, sizeof(struct date)) == 0);
	buf_free(&one);
	buf_free(&two);
}

static void test_unpacking_gives_back_what_was_packed(void **state)
{
	(void)state;
	struct dice dice = { 1 };

	for (int round = 0; round < 400; round++) {
		struct page page = { 0 }, back = { 0 };
		struct buf bytes = { 0 }, again = { 0 };
		random_page(&dice, &page);
		CHECK(page_pack(&page, &bytes));
		CHECK(page_unpack(buf_str(&bytes), &back, NULL));
		check_same_page(&page, &back);
		CHECK(page_pack(&back, &again));
		CHECK(str_eq(buf_str(&bytes), buf_str(&again)));
		page_free(&page);
		page_free(&back);
		buf_free(&bytes);
		buf_free(&again);
	}
}

static void test_a_cut_page_is_refused_wherever_it_is_cut(void **state)
{
	(void)state;
	struct dice dice = { 7 };
	struct page page = { 0 }, back;
	struct buf bytes = { 0 };

	random_page(&dice, &page);
	CHECK(page_pack(&page, &bytes));
	for (size_t len = 0; len < bytes.len; len++) {
		struct error err = { 0 };
		char *part = malloc(len ? len : 1);
		memcpy(part, bytes.ptr, len);
		CHECK(!page_unpack((struct str){ part, len }, &back, &err));
		CHECK(err.text[0]);
		CHECK(back.block_count == 0 && back.arena.last == NULL);
		free(part);
	}
	page_free(&page);
	buf_free(&bytes);
}

static void test_damaged_bytes_give_a_whole_page_or_none(void **state)
{
	(void)state;
	struct dice dice = { 3 };

	for (int round = 0; round < 300; round++) {
		struct page page = { 0 };
		struct buf bytes = { 0 };
		random_page(&dice, &page);
		CHECK(page_pack(&page, &bytes));
		for (int damage = 0; damage < 40; damage++) {
			struct page back;
			struct buf text = { 0 };
			size_t at = dice_roll(&dice, (unsigned)bytes.len);
			bytes.ptr[at] = (char)dice_roll(&dice, 256);
			if (!page_unpack(buf_str(&bytes), &back, NULL))
				continue;
			CHECK(page_export(&back, PAGE_AS_TEXT, &text));
			CHECK(page_export(&back, PAGE_AS_MARKDOWN, &text));
			CHECK(page_export(&back, PAGE_AS_HTML, &text));
			page_add_text(&back, &text);
			page_free(&back);
			buf_free(&text);
		}
		page_free(&page);
		buf_free(&bytes);
	}
}

static bool is_taken(const struct page *page)
{
	struct page back;
	struct buf bytes = { 0 };

	CHECK(page_pack(page, &bytes));
	bool is_ok = page_unpack(buf_str(&bytes), &back, NULL);
	page_free(&back);
	buf_free(&bytes);
	return is_ok;
}

static void test_what_is_out_of_range_is_refused(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct date *when = &page.meta.published;

	page_add_block(&page, PAGE_PARAGRAPH);
	*when = (struct date){ .precision = DATE_SECOND, .utc = INT64_C(1) << 40,
			       .offset = -24 * 60, .has_zone = true };
	CHECK(is_taken(&page));
	when->utc++;
	CHECK(!is_taken(&page));
	when->utc = -(INT64_C(1) << 40) - 1;
	CHECK(!is_taken(&page));
	when->utc = 0;
	when->offset = 24 * 60;
	CHECK(is_taken(&page));
	when->offset = 24 * 60 + 1;
	CHECK(!is_taken(&page));
	when->offset = -24 * 60 - 1;
	CHECK(!is_taken(&page));
	when->offset = 0;
	page.blocks[0].kind = PAGE_KIND_COUNT;
	CHECK(!is_taken(&page));
	page.blocks[0].kind = PAGE_HEADING;
	page.blocks[0].level = 6;
	CHECK(is_taken(&page));
	page.blocks[0].level = 7;
	CHECK(!is_taken(&page));
	page_free(&page);
}

static void test_bytes_behind_a_page_are_refused(void **state)
{
	(void)state;
	struct page page = { 0 }, back;
	struct buf bytes = { 0 };

	page_add_block(&page, PAGE_PARAGRAPH);
	CHECK(page_pack(&page, &bytes) && buf_add_char(&bytes, 0));
	CHECK(!page_unpack(buf_str(&bytes), &back, NULL));
	page_free(&page);
	buf_free(&bytes);
}

static void test_a_page_of_the_first_version_is_read(void **state)
{
	(void)state;
	struct page page = { 0 }, back;
	struct buf bytes = { 0 };

	page_add_block(&page, PAGE_PARAGRAPH)->is_rtl = true;
	page_add_span(&page, STR("teks"), 0, 0);
	CHECK(page_pack(&page, &bytes));
	CHECK(bytes.ptr[3] == 2);
	bytes.ptr[3] = 1;
	CHECK(page_unpack(buf_str(&bytes), &back, NULL));
	CHECK(back.block_count == 1 && back.blocks[0].is_rtl && !back.blocks[0].inset);
	page_free(&back);
	bytes.ptr[3] = 3;
	CHECK(!page_unpack(buf_str(&bytes), &back, NULL));
	page_free(&page);
	buf_free(&bytes);
}

static void test_text_that_is_no_utf8_is_refused(void **state)
{
	(void)state;
	struct page page = { 0 }, back;
	struct buf bytes = { 0 };

	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("\u00e9x"), 0, 0);
	CHECK(page_pack(&page, &bytes));
	size_t at = str_find(buf_str(&bytes), STR("\u00e9"));
	bytes.ptr[at + 1] = 'x';
	CHECK(!page_unpack(buf_str(&bytes), &back, NULL));
	page_free(&page);
	buf_free(&bytes);
}

static void test_counts_that_cannot_follow_take_no_memory(void **state)
{
	(void)state;
	struct page page = { 0 }, back;
	struct buf bytes = { 0 };

	CHECK(page_pack(&page, &bytes));
	/* An empty page ends in the counts of links, spans, cells and blocks. */
	for (size_t back_off = 1; back_off <= 4; back_off++) {
		struct buf bad = { 0 };
		buf_add(&bad, str_slice(buf_str(&bytes), 0, bytes.len - back_off));
		buf_add(&bad, STR("\xff\xff\x3f"));
		for (size_t i = 1; i < back_off; i++)
			buf_add_char(&bad, 0);
		CHECK(!page_unpack(buf_str(&bad), &back, NULL));
		buf_free(&bad);
	}
	page_free(&page);
	buf_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(unpacking_gives_back_what_was_packed),
		TEST(a_cut_page_is_refused_wherever_it_is_cut),
		TEST(damaged_bytes_give_a_whole_page_or_none),
		TEST(what_is_out_of_range_is_refused),
		TEST(bytes_behind_a_page_are_refused),
		TEST(a_page_of_the_first_version_is_read),
		TEST(text_that_is_no_utf8_is_refused),
		TEST(counts_that_cannot_follow_take_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
