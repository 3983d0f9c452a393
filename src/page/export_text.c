/* SPDX-License-Identifier: MIT */
#include "page/forms.h"

#include "base/i18n.h"
#include "page/facts.h"

struct writer {
	const struct page *page;
	struct buf *out;
	bool is_whole;
	bool is_begun;         /* something was written */
	bool is_after_item;    /* the next item needs no blank line */
	bool is_after_term;    /* nor does what it means */
};

/* One blank line between blocks, none between the items of a list. */
static void start_block(struct writer *w, bool is_item)
{
	bool is_tight = w->is_after_term || (is_item && w->is_after_item);

	if (w->is_begun)
		buf_add(w->out, is_tight ? STR("\n") : STR("\n\n"));
	w->is_begun = true;
	w->is_after_item = is_item;
}

static void add_mark(struct writer *w, const struct page_block *item)
{
	size_t from = w->out->len;

	form_add_mark(item, w->out);
	buf_add(w->out, w->out->len > from ? STR(" ") : STR("- "));
}

static void add_prefix(struct writer *w, const struct page_block *block, bool is_first)
{
	for (int i = 0; i < block->quote; i++)
		buf_add(w->out, STR("> "));
	for (int i = 0; i < block->inset && w->is_whole; i++)
		buf_add(w->out, STR("    "));
	for (int i = 1; i < block->depth; i++)
		buf_add(w->out, STR("  "));
	if (block->kind != PAGE_ITEM)
		buf_add(w->out, block->depth ? STR("  ") : STR(""));
	else if (!is_first)
		buf_add(w->out, STR("  "));
	else
		add_mark(w, block);
}

static void add_number(struct writer *w, uint32_t index)
{
	const struct page_link *link = form_link(w->page, index);

	if (!w->is_whole || !link || !link->number || link->kind == PAGE_LINK_NOTE)
		return;
	bool is_related = link->kind == PAGE_LINK_RELATED || link->kind == PAGE_LINK_LATEST;
	buf_addf(w->out, is_related ? " [b%u]" : " [%u]", (unsigned)link->number);
}

static void add_spans(struct writer *w, struct form_spans spans, const struct page_block *prefix)
{
	for (size_t i = 0; i < spans.count; i++) {
		struct str text = spans.first[i].text, line;
		bool is_raised = w->is_whole &&
				 form_add_raised(w->out, text, spans.first[i].style, false);
		if (is_raised)
			text = STR("");
		for (bool first = true; str_cut(&text, '\n', &line); first = false) {
			if (!first && prefix) {
				buf_add_char(w->out, '\n');
				add_prefix(w, prefix, false);
			} else if (!first) {
				buf_add_char(w->out, ' ');
			}
			buf_add(w->out, line);
		}
		if (i + 1 == spans.count || spans.first[i + 1].link != spans.first[i].link)
			add_number(w, spans.first[i].link);
	}
}

static void add_table(struct writer *w, const struct page_block *block)
{
	size_t columns = block->columns ? block->columns : 1;

	for (size_t i = 0; i < block->cell_count; i++) {
		const struct page_cell *cell = &w->page->cells[block->first_cell + i];
		if (i % columns) {
			buf_add(w->out, STR(" | "));
		} else {
			if (i)
				buf_add_char(w->out, '\n');
			add_prefix(w, block, true);
		}
		add_spans(w, form_cell_spans(w->page, cell), NULL);
	}
}

static void add_related(struct writer *w, const struct page_link *link)
{
	buf_add(w->out, facts_label(link, NULL));
	buf_add(w->out, STR(": "));
	buf_add(w->out, form_title(link));
}

static bool is_silent(const struct writer *w, const struct page_block *block)
{
	switch ((enum page_block_kind)block->kind) {
	case PAGE_RULE:
		return !w->is_whole;
	case PAGE_RELATED:
		return !w->is_whole || !form_link(w->page, block->link);
	case PAGE_TABLE:
		return !block->cell_count;
	case PAGE_IMAGE:
		return !w->is_whole;
	case PAGE_EMBED:
		return !w->is_whole && !block->span_count;
	default:
		return !block->span_count;
	}
}

static void add_block(struct writer *w, const struct page_block *block)
{
	if (is_silent(w, block))
		return;
	bool is_apart = block > w->page->blocks && form_is_apart(block - 1, block);
	start_block(w, block->kind == PAGE_ITEM && !is_apart);
	w->is_after_item = block->kind == PAGE_ITEM;
	w->is_after_term = w->is_whole && form_is_term(w->page, block);
	if (block->kind == PAGE_TABLE) {
		add_table(w, block);
		return;
	}
	add_prefix(w, block, true);
	if (block->kind == PAGE_RULE)
		buf_add(w->out, STR("* * *"));
	else if (block->kind == PAGE_RELATED)
		add_related(w, form_link(w->page, block->link));
	else if (block->kind == PAGE_IMAGE && w->is_whole)
		buf_add(w->out, block->span_count ? STR("[#] ") : STR("[#]"));
	else if (block->kind == PAGE_EMBED && w->is_whole)
		buf_add(w->out, block->span_count ? STR("[>] ") : STR("[>]"));
	if (block->kind != PAGE_RELATED)
		add_spans(w, form_block_spans(w->page, block), block);
	add_number(w, block->link);
}

static void add_head(struct writer *w)
{
	const struct page_meta *meta = &w->page->meta;
	struct buf facts = { 0 };

	facts_add_line(meta, &facts);
	if (meta->title.len) {
		start_block(w, false);
		buf_add(w->out, meta->title);
	}
	if (facts.len) {
		start_block(w, false);
		buf_add(w->out, buf_str(&facts));
	}
	if (meta->url.len) {
		start_block(w, facts.len > 0);
		buf_add(w->out, meta->url);
	}
	buf_free(&facts);
	if (!meta->image_url.len)
		return;
	start_block(w, false);
	buf_add(w->out, STR("[#] "));
	buf_add(w->out, meta->image_caption.len ? meta->image_caption : meta->image_alt);
	if (meta->image_credit.len)
		buf_addf(w->out, " %.*s", STR_ARG(meta->image_credit));
	add_number(w, page_image_link(w->page));
}

static void add_link_list(struct writer *w, const struct form_list *list)
{
	bool is_open = false;

	for (size_t i = 0; i < w->page->link_count; i++) {
		const struct page_link *link = &w->page->links[i];
		if (!form_is_listed(link, list->kind))
			continue;
		if (!is_open) {
			start_block(w, false);
			buf_add(w->out, str_from(_(list->heading)));
		}
		is_open = true;
		w->is_after_item = true;
		start_block(w, true);
		buf_add(w->out, STR("- "));
		buf_add(w->out, form_title(link));
		add_number(w, (uint32_t)(i + 1));
	}
}

/* What the numbers in the text stand for: those of the text, or the related. */
static void add_addresses(struct writer *w, bool wants_related)
{
	w->is_after_item = false;
	for (size_t i = 0; i < w->page->link_count; i++) {
		const struct page_link *link = &w->page->links[i];
		bool is_related = link->kind == PAGE_LINK_RELATED ||
				  link->kind == PAGE_LINK_LATEST;
		if (!link->number || !link->url.len || link->kind == PAGE_LINK_NOTE ||
		    is_related != wants_related)
			continue;
		start_block(w, true);
		buf_addf(w->out, is_related ? "[b%u] " : "[%u] ", (unsigned)link->number);
		buf_add(w->out, link->url);
	}
}

void form_text(const struct page *page, bool is_whole, struct buf *out)
{
	struct writer w = { .page = page, .out = out, .is_whole = is_whole };

	if (is_whole)
		add_head(&w);
	for (size_t i = 0; i < page->block_count; i++)
		add_block(&w, &page->blocks[i]);
	if (is_whole) {
		for (size_t i = 0; i < FORM_LIST_COUNT; i++)
			add_link_list(&w, &form_lists[i]);
		add_addresses(&w, false);
		add_addresses(&w, true);
	}
	if (w.is_begun)
		buf_add_char(out, '\n');
}
