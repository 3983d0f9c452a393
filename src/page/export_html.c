/* SPDX-License-Identifier: MIT */
#include "page/forms.h"

#include <stdio.h>

#include "base/i18n.h"
#include "page/facts.h"

/* Blocks are flat, HTML is nested: what is open at the moment. Quotes lie
 * outside of lists and of definitions. */
struct writer {
	const struct page *page;
	struct buf *out;
	bool is_whole;
	int quotes, lists;       /* how many are open */
	bool is_ordered[256];    /* the open lists, outermost first */
	uint32_t next[256];      /* what their next items would be without a value */
	int insets;              /* definitions that are open, */
	int lists_around[256];   /* and in how many of the lists each stands */
};

static void add_attribute(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, " %s=\"", name);
	buf_add_escaped(out, value);
	buf_add_char(out, '"');
}

/* With line breaks as <br>, but not in preformatted text. */
static void add_text(struct buf *out, struct str text, bool is_pre)
{
	struct str line;

	if (is_pre) {
		buf_add_escaped(out, text);
		return;
	}
	for (bool first = true; str_cut(&text, '\n', &line); first = false) {
		if (!first)
			buf_add(out, STR("<br>\n"));
		buf_add_escaped(out, line);
	}
}

static const struct {
	unsigned style;
	const char *element;
} style_elements[] = {
	{ PAGE_STRONG, "strong" }, { PAGE_EMPHASIS, "em" }, { PAGE_CODE, "code" },
	{ PAGE_STRIKE, "s" },      { PAGE_SUP, "sup" },     { PAGE_SUB, "sub" },
	{ PAGE_MARK, "mark" },     { PAGE_UNDERLINE, "u" }, { PAGE_SMALL, "small" },
};
enum { STYLE_COUNT = sizeof(style_elements) / sizeof(*style_elements) };

static void add_spans(struct writer *w, struct form_spans spans, bool is_pre)
{
	uint32_t open_link = 0;

	for (size_t i = 0; i < spans.count; i++) {
		const struct page_span *span = &spans.first[i];
		const struct page_link *link = form_link(w->page, span->link);
		bool is_note = w->is_whole && link && link->kind == PAGE_LINK_NOTE;
		uint32_t wanted = is_note || (link && form_is_web(link->url)) ? span->link : 0;
		if (wanted != open_link && open_link)
			buf_add(w->out, STR("</a>"));
		if (wanted != open_link && is_note) {
			buf_addf(w->out, "<a href=\"#note-%u\">", (unsigned)wanted);
		} else if (wanted != open_link && wanted) {
			buf_add(w->out, STR("<a"));
			add_attribute(w->out, "href", link->url);
			buf_add_char(w->out, '>');
		}
		open_link = wanted;
		for (int j = 0; j < STYLE_COUNT; j++)
			if (span->style & style_elements[j].style)
				buf_addf(w->out, "<%s>", style_elements[j].element);
		add_text(w->out, span->text, is_pre);
		for (int j = STYLE_COUNT - 1; j >= 0; j--)
			if (span->style & style_elements[j].style)
				buf_addf(w->out, "</%s>", style_elements[j].element);
	}
	if (open_link)
		buf_add(w->out, STR("</a>"));
}

static void close_definitions(struct writer *w)
{
	w->insets--;
	buf_add(w->out, STR("</dd>\n</dl>\n"));
}

static void open_definitions(struct writer *w)
{
	w->lists_around[w->insets++] = w->lists;
	buf_add(w->out, STR("<dl>\n"));
}

static void close_list(struct writer *w)
{
	while (w->insets && w->lists_around[w->insets - 1] >= w->lists)
		close_definitions(w);
	w->lists--;
	buf_add(w->out, w->is_ordered[w->lists] ? STR("</li>\n</ol>\n") : STR("</li>\n</ul>\n"));
}

static void open_list(struct writer *w, uint32_t ordinal, int numbering)
{
	static const char *const types[] = {
		[PAGE_LOWER] = " type=\"a\"", [PAGE_UPPER] = " type=\"A\"",
		[PAGE_LOWER_ROMAN] = " type=\"i\"", [PAGE_UPPER_ROMAN] = " type=\"I\"",
	};

	w->next[w->lists] = ordinal + 1;
	w->is_ordered[w->lists++] = ordinal > 0;
	buf_add(w->out, ordinal ? STR("<ol") : STR("<ul"));
	if (ordinal && numbering > PAGE_DECIMAL && numbering < PAGE_BOX_OPEN)
		buf_add(w->out, str_from(types[numbering]));
	if (ordinal > 1)
		buf_addf(w->out, " start=\"%u\"", (unsigned)ordinal);
	buf_add(w->out, STR(">\n"));
	buf_add(w->out, STR("<li>"));
}

static void next_item(struct writer *w, uint32_t ordinal)
{
	uint32_t *next = &w->next[w->lists - 1];

	if (ordinal == *next || !ordinal)
		buf_add(w->out, STR("</li>\n<li>"));
	else
		buf_addf(w->out, "</li>\n<li value=\"%u\">", (unsigned)ordinal);
	*next = ordinal + 1;
}

static void set_quotes(struct writer *w, int quotes)
{
	while (w->quotes != quotes && (w->lists || w->insets)) {
		if (w->lists)
			close_list(w);
		else
			close_definitions(w);
	}
	for (; w->quotes > quotes; w->quotes--)
		buf_add(w->out, STR("</blockquote>\n"));
	for (; w->quotes < quotes; w->quotes++)
		buf_add(w->out, STR("<blockquote>\n"));
}

/* Closes definitions, and the lists in them, that are not around the block; one
 * more stays open for a term that goes on with it. */
static void leave_definitions(struct writer *w, int insets)
{
	while (w->insets > insets) {
		if (w->lists > w->lists_around[w->insets - 1])
			close_list(w);
		else
			close_definitions(w);
	}
}

/* Opens and closes what must be for the block to stand where it does. */
static void set_place(struct writer *w, const struct page_block *block)
{
	int depth = block->depth;

	set_quotes(w, block->quote);
	if (block->kind == PAGE_ITEM && !depth)
		depth = 1;
	leave_definitions(w, block->inset + form_is_term(w->page, block));
	while (w->lists > depth)
		close_list(w);
	while (w->insets < block->inset) {
		open_definitions(w);
		buf_add(w->out, STR("<dd>"));
	}
	if (block->kind != PAGE_ITEM)
		return;
	if (w->lists == depth && w->is_ordered[depth - 1] == (block->ordinal > 0) &&
	    !block->starts_list) {
		next_item(w, block->ordinal);
		return;
	}
	if (w->lists == depth)
		close_list(w);
	while (w->lists < depth - 1)
		open_list(w, 0, PAGE_DECIMAL);
	open_list(w, block->ordinal, block->level);
}

static void add_cell(struct writer *w, const struct page_cell *cell)
{
	const char *name = cell->is_header ? "th" : "td";

	buf_addf(w->out, "<%s", name);
	if (cell->colspan > 1)
		buf_addf(w->out, " colspan=\"%u\"", (unsigned)cell->colspan);
	buf_add_char(w->out, '>');
	add_spans(w, form_cell_spans(w->page, cell), false);
	buf_addf(w->out, "</%s>", name);
}

static void add_table(struct writer *w, const struct page_block *block)
{
	const struct page_cell *cells = block->cell_count ?
					&w->page->cells[block->first_cell] : NULL;
	size_t columns = block->columns ? block->columns : 1;

	buf_add(w->out, STR("<table>\n"));
	for (size_t at = 0; at < block->cell_count; at += columns) {
		size_t end = at + columns < block->cell_count ? at + columns : block->cell_count;
		buf_add(w->out, STR("<tr>"));
		for (size_t i = at; i < end;) {
			size_t covered = i + cells[i].colspan;
			add_cell(w, &cells[i++]);
			while (i < end && i < covered && form_is_blank(w->page, &cells[i]))
				i++;
		}
		buf_add(w->out, STR("</tr>\n"));
	}
	buf_add(w->out, STR("</table>\n"));
}

static void add_caption(struct writer *w, struct form_spans spans, size_t credit)
{
	if (!spans.count)
		return;
	if (credit > spans.count)
		credit = spans.count;
	buf_add(w->out, STR("<figcaption>"));
	add_spans(w, (struct form_spans){ spans.first, credit }, false);
	if (credit && credit < spans.count)
		buf_add_char(w->out, ' ');
	add_spans(w, (struct form_spans){ spans.first + credit, spans.count - credit }, false);
	buf_add(w->out, STR("</figcaption>"));
}

/* In the prose alone a caption rides on its image. */
static void add_caption_title(struct writer *w, struct form_spans spans)
{
	struct buf caption = { 0 };

	for (size_t i = 0; i < spans.count; i++)
		buf_add(&caption, spans.first[i].text);
	if (caption.len)
		add_attribute(w->out, "title", buf_str(&caption));
	buf_free(&caption);
}

static void add_image(struct writer *w, const struct page_block *block)
{
	const struct page_link *link = form_link(w->page, block->link);
	bool has_image = link && form_is_web(link->url);

	buf_add(w->out, STR("<figure>"));
	if (has_image) {
		buf_add(w->out, STR("<img"));
		add_attribute(w->out, "src", link->url);
		add_attribute(w->out, "alt", link->title);
		if (!w->is_whole)
			add_caption_title(w, form_block_spans(w->page, block));
		buf_add_char(w->out, '>');
	}
	if (w->is_whole || !has_image)
		add_caption(w, form_block_spans(w->page, block), block->credit_span);
	buf_add(w->out, STR("</figure>\n"));
}

static void add_embed(struct writer *w, const struct page_block *block)
{
	const struct page_link *link = form_link(w->page, block->link);

	buf_add(w->out, STR("<figure>"));
	if (link && form_is_web(link->url)) {
		buf_add(w->out, STR("<a"));
		add_attribute(w->out, "href", link->url);
		if (link->title.len)
			add_attribute(w->out, "title", link->title);
		buf_add(w->out, STR(">\u25b6</a>"));
	}
	add_caption(w, form_block_spans(w->page, block), block->span_count);
	buf_add(w->out, STR("</figure>\n"));
}

static void add_titled(struct writer *w, const struct page_link *link)
{
	if (!form_is_web(link->url)) {
		buf_add_escaped(w->out, form_title(link));
		return;
	}
	buf_add(w->out, STR("<a"));
	add_attribute(w->out, "href", link->url);
	buf_add_char(w->out, '>');
	buf_add_escaped(w->out, form_title(link));
	buf_add(w->out, STR("</a>"));
}

static void add_related(struct writer *w, const struct page_block *block)
{
	const struct page_link *link = form_link(w->page, block->link);

	if (!link)
		return;
	buf_add(w->out, STR("<aside><p><strong>"));
	buf_add_escaped(w->out, facts_label(link, NULL));
	buf_add(w->out, STR("</strong> "));
	add_titled(w, link);
	buf_add(w->out, STR("</p></aside>\n"));
}

/* Text between a start and an end tag; an item's own tags are set_place's. */
static void add_prose(struct writer *w, const struct page_block *block)
{
	bool is_pre = block->kind == PAGE_PRE;
	char name[8] = "p";

	if (is_pre)
		snprintf(name, sizeof(name), "pre");
	else if (block->kind == PAGE_HEADING)
		snprintf(name, sizeof(name), "h%d", block->level >= 1 && block->level <= 6 ?
			 block->level : 2);
	if (block->kind != PAGE_ITEM)
		buf_addf(w->out, block->is_rtl ? "<%s dir=\"rtl\">" : "<%s>", name);
	/* HTML drops a line break right behind <pre>. */
	if (is_pre)
		buf_add_char(w->out, '\n');
	/* Where the marks of a note lead. */
	const struct page_link *note = w->is_whole ? form_link(w->page, block->link) : NULL;
	if (note && note->kind == PAGE_LINK_NOTE)
		buf_addf(w->out, "<a id=\"note-%u\"></a>", (unsigned)block->link);
	add_spans(w, form_block_spans(w->page, block), is_pre);
	if (block->kind != PAGE_ITEM)
		buf_addf(w->out, "</%s>\n", name);
}

/* The text it has comes next and finds its element open. */
static void add_term(struct writer *w, const struct page_block *block)
{
	if (w->insets > block->inset)
		buf_add(w->out, STR("</dd>\n"));
	else
		open_definitions(w);
	buf_add(w->out, block->is_rtl ? STR("<dt dir=\"rtl\">") : STR("<dt>"));
	add_spans(w, form_block_spans(w->page, block), false);
	buf_add(w->out, STR("</dt>\n<dd>"));
}

static void add_block(struct writer *w, const struct page_block *block)
{
	if (block->kind == PAGE_RELATED && !w->is_whole)
		return;
	set_place(w, block);
	if (form_is_term(w->page, block))
		add_term(w, block);
	else if (block->kind == PAGE_TABLE)
		add_table(w, block);
	else if (block->kind == PAGE_IMAGE)
		add_image(w, block);
	else if (block->kind == PAGE_EMBED)
		add_embed(w, block);
	else if (block->kind == PAGE_RULE)
		buf_add(w->out, STR("<hr>\n"));
	else if (block->kind == PAGE_RELATED)
		add_related(w, block);
	else
		add_prose(w, block);
}

static void add_body(struct writer *w)
{
	for (size_t i = 0; i < w->page->block_count; i++)
		add_block(w, &w->page->blocks[i]);
	set_quotes(w, 0);
	leave_definitions(w, 0);
	while (w->lists)
		close_list(w);
}

static void add_link_list(struct writer *w, const struct form_list *list)
{
	bool is_open = false;

	for (size_t i = 0; i < w->page->link_count; i++) {
		const struct page_link *link = &w->page->links[i];
		if (!form_is_listed(link, list->kind))
			continue;
		if (!is_open) {
			buf_add(w->out, STR("<h2>"));
			buf_add_escaped(w->out, str_from(_(list->heading)));
			buf_add(w->out, STR("</h2>\n<ul>\n"));
		}
		is_open = true;
		buf_add(w->out, STR("<li>"));
		add_titled(w, link);
		buf_add(w->out, STR("</li>\n"));
	}
	if (is_open)
		buf_add(w->out, STR("</ul>\n"));
}

static void add_lead_image(struct writer *w)
{
	const struct page_meta *meta = &w->page->meta;

	if (!form_is_web(meta->image_url))
		return;
	buf_add(w->out, STR("<figure><img"));
	add_attribute(w->out, "src", meta->image_url);
	add_attribute(w->out, "alt", meta->image_alt);
	buf_add(w->out, STR("><figcaption>"));
	buf_add_escaped(w->out, meta->image_caption);
	if (meta->image_caption.len && meta->image_credit.len)
		buf_add_char(w->out, ' ');
	buf_add_escaped(w->out, meta->image_credit);
	buf_add(w->out, STR("</figcaption></figure>\n"));
}

static void add_head(struct writer *w)
{
	const struct page_meta *meta = &w->page->meta;
	struct buf facts = { 0 };

	buf_add(w->out, STR("<!DOCTYPE html>\n<html"));
	if (meta->language.len)
		add_attribute(w->out, "lang", meta->language);
	if (meta->is_rtl)
		buf_add(w->out, STR(" dir=\"rtl\""));
	buf_add(w->out, STR(">\n<head>\n<meta charset=\"utf-8\">\n<title>"));
	buf_add_escaped(w->out, meta->title);
	buf_add(w->out, STR("</title>\n"));
	if (form_is_web(meta->canonical)) {
		buf_add(w->out, STR("<link rel=\"canonical\""));
		add_attribute(w->out, "href", meta->canonical);
		buf_add(w->out, STR(">\n"));
	}
	buf_add(w->out, STR("</head>\n<body>\n<h1>"));
	buf_add_escaped(w->out, meta->title);
	buf_add(w->out, STR("</h1>\n<p>"));
	facts_add_line(meta, &facts);
	buf_add_escaped(w->out, buf_str(&facts));
	buf_add(w->out, STR("</p>\n"));
	buf_free(&facts);
	add_lead_image(w);
}

void form_html(const struct page *page, bool is_whole, struct buf *out)
{
	struct writer w = { .page = page, .out = out, .is_whole = is_whole };

	if (is_whole)
		add_head(&w);
	add_body(&w);
	if (!is_whole)
		return;
	for (size_t i = 0; i < FORM_LIST_COUNT; i++)
		add_link_list(&w, &form_lists[i]);
	buf_add(out, STR("</body>\n</html>\n"));
}
