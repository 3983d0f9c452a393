/* SPDX-License-Identifier: MIT */
#include "page/export.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "page/forms.h"

const struct form_list form_lists[FORM_LIST_COUNT] = {
	{ PAGE_LINK_RELATED, N_("Related") },
	{ PAGE_LINK_LATEST, N_("Latest") },
	{ PAGE_LINK_ENCLOSURE, N_("Media") },
	{ PAGE_LINK_COMMENTS, N_("Comments") },
};

const struct page_link *form_link(const struct page *page, uint32_t index)
{
	return index && index <= page->link_count ? &page->links[index - 1] : NULL;
}

bool form_is_web(struct str url)
{
	if (!str_has_prefix_nocase(url, STR("http://")) &&
	    !str_has_prefix_nocase(url, STR("https://")))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || url.ptr[i] == 0x7f)
			return false;
	return true;
}

struct str form_title(const struct page_link *link)
{
	return link->title.len ? link->title : link->url;
}

bool form_is_listed(const struct page_link *link, enum page_link_kind kind)
{
	return link->kind == kind && !(kind == PAGE_LINK_RELATED && link->is_inline);
}

struct form_spans form_block_spans(const struct page *page, const struct page_block *block)
{
	if (!block->span_count)
		return (struct form_spans){ NULL, 0 };
	return (struct form_spans){ &page->spans[block->first_span], block->span_count };
}

struct form_spans form_cell_spans(const struct page *page, const struct page_cell *cell)
{
	if (!cell->span_count)
		return (struct form_spans){ NULL, 0 };
	return (struct form_spans){ &page->spans[cell->first_span], cell->span_count };
}

bool form_is_blank(const struct page *page, const struct page_cell *cell)
{
	struct form_spans spans = form_cell_spans(page, cell);

	for (size_t i = 0; i < spans.count; i++)
		if (str_trim(spans.first[i].text).len)
			return false;
	return true;
}

/* As in tables: 27 is "aa". */
static void add_letters(uint32_t ordinal, char first, struct buf *out)
{
	char letters[8];
	size_t at = sizeof(letters);

	for (; ordinal && at > 0; ordinal = (ordinal - 1) / 26)
		letters[--at] = (char)(first + (ordinal - 1) % 26);
	buf_add_bytes(out, letters + at, sizeof(letters) - at);
}

static void add_roman(uint32_t ordinal, bool is_upper, struct buf *out)
{
	static const struct {
		uint32_t value;
		const char *lower, *upper;
	} figures[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" },
		{ 100, "c", "C" }, { 90, "xc", "XC" }, { 50, "l", "L" }, { 40, "xl", "XL" },
		{ 10, "x", "X" }, { 9, "ix", "IX" }, { 5, "v", "V" }, { 4, "iv", "IV" },
		{ 1, "i", "I" },
	};

	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		for (; ordinal >= figures[i].value; ordinal -= figures[i].value)
			buf_add(out, str_from(is_upper ? figures[i].upper : figures[i].lower));
}

void form_add_mark(const struct page_block *item, struct buf *out)
{
	enum { ROMAN_MOST = 399 };
	enum page_numbering numbering = (enum page_numbering)item->level;

	if (numbering == PAGE_BOX_OPEN || numbering == PAGE_BOX_DONE) {
		buf_add(out, numbering == PAGE_BOX_DONE ? STR("[x]") : STR("[ ]"));
		return;
	}
	if (!item->ordinal)
		return;
	if (numbering == PAGE_LOWER || numbering == PAGE_UPPER)
		add_letters(item->ordinal, numbering == PAGE_UPPER ? 'A' : 'a', out);
	else if (numbering != PAGE_DECIMAL && item->ordinal <= ROMAN_MOST)
		add_roman(item->ordinal, numbering == PAGE_UPPER_ROMAN, out);
	else
		buf_addf(out, "%u", (unsigned)item->ordinal);
	buf_add_char(out, '.');
}

/* "n+1", which no characters raise. */
static bool add_power(struct buf *out, struct str text)
{
	enum { LONGEST = 8 };
	bool has_figure = false, is_plain = true;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool is_figure = c >= '0' && c <= '9';
		bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';

		has_figure |= is_figure;
		is_plain &= is_figure || is_letter || str_find_char(STR("+-/*.,"), c) != SIZE_MAX;
	}
	bool is_behind = out->len && !str_is_space(out->ptr[out->len - 1]);
	return has_figure && is_plain && is_behind && text.len <= LONGEST &&
	       buf_add_char(out, '^') && buf_add(out, text);
}

bool form_add_raised(struct buf *out, struct str text, unsigned style, bool is_ascii)
{
	static const struct str digits = { "0123456789+-", 12 };
	static const char *const raised[] = {
		"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074", "\u2075",
		"\u2076", "\u2077", "\u2078", "\u2079", "\u207a", "\u207b",
	};
	static const char *const lowered[] = {
		"\u2080", "\u2081", "\u2082", "\u2083", "\u2084", "\u2085",
		"\u2086", "\u2087", "\u2088", "\u2089", "\u208a", "\u208b",
	};
	enum { LONGEST = 4 };
	bool is_number = text.len <= LONGEST, has_digit = false;

	if (!(style & (PAGE_SUP | PAGE_SUB)))
		return false;
	for (size_t i = 0; i < text.len && is_number; i++) {
		size_t digit = str_find_char(digits, text.ptr[i]);

		is_number = digit != SIZE_MAX;
		has_digit |= digit < 10;
	}
	if (!is_number || !has_digit || is_ascii)
		return style & PAGE_SUP && add_power(out, text);
	for (size_t i = 0; i < text.len; i++) {
		size_t digit = str_find_char(digits, text.ptr[i]);
		buf_add(out, str_from((style & PAGE_SUP ? raised : lowered)[digit]));
	}
	return true;
}

bool form_is_term(const struct page *page, const struct page_block *block)
{
	const struct page_block *next = block + 1;

	return block->kind == PAGE_PARAGRAPH && next < page->blocks + page->block_count &&
	       next->inset == block->inset + 1 && next->quote == block->quote;
}

/* Text for a terminal: what must not get there is taken out at the end. */
static bool export_clean(const struct page *page, enum page_form form, struct buf *out)
{
	struct buf text = { .max = out->max };

	if (form == PAGE_AS_MARKDOWN)
		form_markdown(page, &text);
	else
		form_text(page, form == PAGE_AS_TEXT, &text);
	bool done = !text.is_full && utf8_clean_text(out, buf_str(&text));
	buf_free(&text);
	return done;
}

bool page_export(const struct page *page, enum page_form form, struct buf *out)
{
	if (form != PAGE_AS_HTML && form != PAGE_AS_HTML_BODY)
		return export_clean(page, form, out);
	form_html(page, form == PAGE_AS_HTML, out);
	return !out->is_full;
}
