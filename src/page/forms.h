/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_FORMS_H
#define WARTA_PAGE_FORMS_H

#include "page/page.h"

/* The forms of an export, one writer each. is_whole: with title, facts,
 * related and link lists; else the body's prose alone. */
void form_html(const struct page *page, bool is_whole, struct buf *out);
void form_text(const struct page *page, bool is_whole, struct buf *out);
void form_markdown(const struct page *page, struct buf *out);

/* The link with that index plus one, or NULL. */
const struct page_link *form_link(const struct page *page, uint32_t index);

/* Whether an address may be written as one: http or https, no controls. */
bool form_is_web(struct str url);

/* The title of a link, else its address. */
struct str form_title(const struct page_link *link);

/* The lists of links behind the body: related ones that are not inline,
 * latest, enclosures, comments. */
struct form_list {
	enum page_link_kind kind;
	const char *heading; /* English, for _() */
};
enum { FORM_LIST_COUNT = 4 };
extern const struct form_list form_lists[FORM_LIST_COUNT];

/* Whether the link stands in the list of this kind. */
bool form_is_listed(const struct page_link *link, enum page_link_kind kind);

/* Whether the cell holds no text. */
bool form_is_blank(const struct page *page, const struct page_cell *cell);

/* The spans of a block or a cell. */
struct form_spans {
	const struct page_span *first;
	size_t count;
};
struct form_spans form_block_spans(const struct page *page, const struct page_block *block);
struct form_spans form_cell_spans(const struct page *page, const struct page_cell *cell);

/* What stands before an item: "3.", "c.", "iii.", "[x]"; nothing for a bullet. */
void form_add_mark(const struct page_block *item, struct buf *out);

/* Raised and lowered numbers have characters of their own; without them 10 to the
 * sixth is read as 106. Other raised short texts with a figure in them follow a
 * "^". False, and nothing added, where the text is neither. */
bool form_add_raised(struct buf *out, struct str text, unsigned style, bool is_ascii);

/* Whether the block is a term: what comes right below it is what it means. */
bool form_is_term(const struct page *page, const struct page_block *block);

/* Whether the items are of two lists side by side. One that counts on from the
 * other is read as the same. */
static inline bool form_is_apart(const struct page_block *before, const struct page_block *block)
{
	bool counts_on = block->ordinal > 1 && block->ordinal == before->ordinal + 1;

	return block->starts_list && before->kind == PAGE_ITEM && !counts_on &&
	       block->depth <= before->depth;
}

#endif
