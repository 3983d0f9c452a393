/* SPDX-License-Identifier: MIT */
#include "page/export.h"

#include "base/json.h"
#include "page/forms.h"

static void add_names(struct json *json, const char *key, const struct page_names *names)
{
	json_pair_strs(json, key, names->items, names->count);
}

static void add_date(struct json *json, const char *key, const struct date *date)
{
	struct buf text = { 0 };

	if (date->precision)
		date_add_iso(&text, date);
	json_pair_or_null(json, key, buf_str(&text));
	buf_free(&text);
}

static void add_facts(struct json *json, const struct page_meta *meta)
{
	json_pair(json, "title", meta->title);
	add_names(json, "byline", &meta->authors);
	add_names(json, "editors", &meta->editors);
	add_names(json, "sources", &meta->sources);
	add_date(json, "published", &meta->published);
	add_date(json, "modified", &meta->modified);
	json_pair_or_null(json, "site", meta->site);
	json_pair_or_null(json, "section", meta->section);
	json_pair_or_null(json, "place", meta->place);
	json_pair_or_null(json, "language", meta->language);
	json_pair_or_null(json, "url", meta->url);
	json_pair_or_null(json, "canonical", meta->canonical);
	json_key(json, "lead_image");
	if (!meta->image_url.len && !meta->image_caption.len) {
		json_null(json);
		return;
	}
	json_open(json, '{');
	json_pair_or_null(json, "url", meta->image_url);
	json_pair_or_null(json, "caption", meta->image_caption);
	json_pair_or_null(json, "credit", meta->image_credit);
	json_close(json, '}');
}

/* The body as it is: escapes keep its controls from any terminal. */
static void add_body(struct json *json, const struct page *page)
{
	struct buf body = { 0 };

	form_html(page, false, &body);
	json_pair(json, "content_html", str_trim(buf_str(&body)));
	buf_clear(&body);
	form_text(page, false, &body);
	json_pair(json, "text", str_trim(buf_str(&body)));
	buf_free(&body);
}

/* paragraph < 0: not between the paragraphs. */
static void add_related_link(struct json *json, const struct page_link *link, int64_t paragraph)
{
	json_open(json, '{');
	json_pair(json, "title", link->title);
	json_pair_or_null(json, "url", link->url);
	json_pair_or_null(json, "label", link->label);
	json_pair_bool(json, "inline", paragraph >= 0);
	json_key(json, "after_paragraph");
	if (paragraph >= 0)
		json_int(json, paragraph);
	else
		json_null(json);
	json_close(json, '}');
}

static void add_related(struct json *json, const struct page *page)
{
	int64_t paragraphs = 0;

	json_key(json, "related");
	json_open(json, '[');
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->blocks[i];
		const struct page_link *link = form_link(page, block->link);
		if (block->kind == PAGE_PARAGRAPH)
			paragraphs++;
		else if (block->kind == PAGE_RELATED && link)
			add_related_link(json, link, paragraphs);
	}
	for (size_t i = 0; i < page->link_count; i++)
		if (form_is_listed(&page->links[i], PAGE_LINK_RELATED))
			add_related_link(json, &page->links[i], -1);
	json_close(json, ']');
}

static void add_latest(struct json *json, const struct page *page)
{
	json_key(json, "latest");
	json_open(json, '[');
	for (size_t i = 0; i < page->link_count; i++) {
		if (!form_is_listed(&page->links[i], PAGE_LINK_LATEST))
			continue;
		json_open(json, '{');
		json_pair(json, "title", page->links[i].title);
		json_pair_or_null(json, "url", page->links[i].url);
		json_close(json, '}');
	}
	json_close(json, ']');
}

bool page_export_json(const struct page *page, struct buf *out)
{
	return page_export_json_with(page, NULL, NULL, out);
}

bool page_export_json_with(const struct page *page,
			   void (*add)(void *ctx, const struct page *page, struct json *json),
			   void *ctx, struct buf *out)
{
	struct json json = { .out = out };

	json_open(&json, '{');
	add_facts(&json, &page->meta);
	add_body(&json, page);
	add_related(&json, page);
	add_latest(&json, page);
	json_pair_or_null(&json, "next_page", page->meta.next_page);
	json_pair_bool(&json, "complete", page->meta.is_complete);
	if (add)
		add(ctx, page, &json);
	json_close(&json, '}');
	return !out->is_full;
}
