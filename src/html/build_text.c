/* SPDX-License-Identifier: MIT */
#include "html/build.h"

#include "base/utf8.h"
#include "html/noise.h"

/* White space is folded across elements: a blank is owed until more text
 * comes, and it goes to the side of a boundary that is no link. */

/* Fixed blanks that begin a line of a poem, behind a line break. */
enum { INDENT_LEAST = 2, INDENT_MOST = 16 };

static void open_block(struct builder *b)
{
	const struct build_place *p = build_place(b);
	enum page_block_kind kind = PAGE_PARAGRAPH;

	if (b->is_open)
		return;
	if (p->is_pre)
		kind = PAGE_PRE;
	else if (b->owes_item)
		kind = PAGE_ITEM; /* one that begins with a heading is strong */
	else if (p->level)
		kind = PAGE_HEADING;
	struct page_block *block = page_add_block(b->page, kind);

	block->level = kind == PAGE_HEADING ? p->level : 0;
	block->quote = p->quote;
	block->depth = p->depth;
	if (kind == PAGE_ITEM) {
		block->ordinal = b->item_ordinal;
		block->level = b->item_numbering;
	}
	block->starts_list = kind == PAGE_ITEM && b->item_is_first;
	block->inset = p->inset;
	block->link = b->note;
	b->note = 0;
	b->owes_item = false;
	b->is_open = true;
}

/* Writes the pending run out as a span. */
static void flush(struct builder *b)
{
	if (b->run.len)
		page_add_span(b->page, buf_str(&b->run), b->run_style, b->run_link);
	buf_clear(&b->run);
}

/* The direction of the block's first letters. */
static bool is_rtl(const struct page *page, const struct page_block *block)
{
	struct buf text = { .max = 1 << 10 };

	for (size_t i = 0; i < block->span_count; i++)
		if (!buf_add(&text, page->spans[block->first_span + i].text))
			break;
	bool is = utf8_is_rtl(text.len || !block->span_count ? buf_str(&text)
							     : page->spans[block->first_span].text);

	buf_free(&text);
	return is;
}

/* A program ends with its last line. */
static void trim_program(struct builder *b)
{
	struct page_block *block = &b->page->blocks[b->page->block_count - 1];
	struct page_span *last = &b->page->spans[b->page->span_count - 1];

	if (block->kind != PAGE_PRE || !block->span_count)
		return;
	while (last->text.len && str_is_space(last->text.ptr[last->text.len - 1]))
		last->text.len--;
}

static void set_direction(struct builder *b)
{
	struct page_block *block = &b->page->blocks[b->page->block_count - 1];

	block->is_rtl = is_rtl(b->page, block);
}

void build_end(struct builder *b)
{
	flush(b);
	if (b->is_open) {
		set_direction(b);
		trim_program(b);
	}
	if (b->is_open && b->is_article && noise_is_last(b->page))
		b->page->span_count = b->page->blocks[--b->page->block_count].first_span;
	b->is_open = b->has_text = b->is_into_caption = false;
	b->owed = SPACE_NONE;
	b->breaks = b->indent = 0;
}

static void pay_owed(struct builder *b, bool is_left)
{
	if (!b->owed || (is_left && b->run_link))
		return;
	buf_add(&b->run, b->owed == SPACE_FIXED ? STR("\xc2\xa0") : STR(" "));
	b->owed = SPACE_NONE;
}

/* Whether a heading is read as the beginning of an item. */
static bool is_in_item(const struct builder *b)
{
	return b->is_open && b->page->blocks[b->page->block_count - 1].kind == PAGE_ITEM;
}

/* Makes the run one of this place's style and link. */
static void start_run(struct builder *b)
{
	const struct build_place *p = build_place(b);

	if (b->has_text && b->breaks) {
		b->owed = SPACE_NONE;
		buf_add_char(&b->run, '\n');
		for (int i = 0; b->indent >= INDENT_LEAST && i < b->indent; i++)
			buf_add(&b->run, STR("\xc2\xa0"));
	}
	b->breaks = b->indent = 0;
	if (!b->has_text)
		b->owed = SPACE_NONE;
	uint16_t style = p->style;
	if (p->level && is_in_item(b))
		style |= PAGE_STRONG;
	if (style != b->run_style || p->link != b->run_link) {
		if (b->run.len)
			pay_owed(b, true);
		flush(b);
		b->run_style = style;
		b->run_link = p->link;
	}
	pay_owed(b, false);
}

/* A blank line between texts of one element parts paragraphs. */
static void part_paragraph(struct builder *b)
{
	if (b->breaks < 2 || !b->has_text || b->is_into_caption || build_place(b)->is_pre)
		return;
	build_end(b);
}

static void add_word(struct builder *b, struct str word)
{
	part_paragraph(b);
	if (!b->is_into_caption)
		open_block(b);
	start_run(b);
	buf_add(&b->run, word);
	b->has_text = true;
}

/* Length of what is no text at the start of s: controls and the mark of byte
 * order. */
static size_t junk_len(struct str s)
{
	if ((unsigned char)s.ptr[0] < ' ' && !str_is_space(s.ptr[0]))
		return 1;
	if (s.ptr[0] == 0x7f)
		return 1;
	return str_has_prefix(s, STR("\xef\xbb\xbf")) ? 3 : 0;
}

static size_t space_len(struct str s)
{
	if (str_is_space(s.ptr[0]))
		return 1;
	return str_has_prefix(s, STR("\xc2\xa0")) ? 2 : 0;
}

/* Length of what preformatted text leaves out at the start of s. */
static size_t pre_junk_len(struct str s)
{
	if (s.ptr[0] == '\n' || s.ptr[0] == '\t')
		return 0;
	return s.ptr[0] == '\r' ? 1 : junk_len(s);
}

static void add_pre(struct builder *b, struct str s)
{
	while (s.len) {
		size_t end = 0, junk = 0;

		while (end < s.len && !(junk = pre_junk_len(str_slice(s, end, s.len))))
			end++;
		struct str part = str_slice(s, 0, end);
		if (!b->has_text && part.len && part.ptr[0] == '\n')
			part = str_slice(part, 1, part.len);
		if (part.len) {
			open_block(b);
			start_run(b);
			buf_add(&b->run, part);
			b->has_text = true;
		}
		s = str_slice(s, end + junk, s.len);
	}
}

void build_add_text(struct builder *b, struct str s)
{
	if (build_place(b)->is_pre && !b->is_into_caption) {
		add_pre(b, s);
		return;
	}
	while (s.len) {
		size_t skip = junk_len(s), space = skip ? 0 : space_len(s);

		if (space == 2 && b->breaks && b->indent < INDENT_MOST)
			b->indent++;
		if (space)
			b->owed = space == 2 && !b->owed ? SPACE_FIXED : SPACE_BLANK;
		if (skip || space) {
			s = str_slice(s, skip + space, s.len);
			continue;
		}
		size_t len = 1;
		while (len < s.len && !space_len(str_slice(s, len, s.len)) &&
		       !junk_len(str_slice(s, len, s.len)))
			len++;
		add_word(b, str_slice(s, 0, len));
		s = str_slice(s, len, s.len);
	}
}

void build_add_break(struct builder *b)
{
	if (build_place(b)->is_pre && !b->is_into_caption) {
		if (b->has_text)
			buf_add_char(&b->run, '\n');
		return;
	}
	b->breaks++;
	b->indent = 0;
	b->owed = SPACE_NONE;
}
