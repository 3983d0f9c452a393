/* SPDX-License-Identifier: MIT */
#include "engine/article.h"

#include "base/i18n.h"

enum { LATEST = 5 };

static void fill(struct page *page, struct str *fact, struct str value)
{
	if (!fact->len && value.len)
		*fact = arena_str(&page->arena, value);
}

static void fill_date(struct date *date, int64_t utc)
{
	if (date->precision == DATE_NONE && utc)
		*date = (struct date){ .utc = utc, .precision = DATE_SECOND };
}

static bool has_image(const struct page *page)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].kind == PAGE_IMAGE)
			return true;
	return false;
}

/* Facts that hold for the text of the feed and the page behind it alike. */
static void fill_facts(struct page *page, const struct store_article *article)
{
	struct page_meta *meta = &page->meta;

	if (!(article->row.flags & STORE_UNTITLED)) /* they stand there anyway */
		fill(page, &meta->title, article->row.title);
	fill(page, &meta->site, article->row.source);
	fill(page, &meta->url, article->row.url);
	fill(page, &meta->language, article->language);
	fill_date(&meta->published, article->published);
	if (!meta->authors.count)
		for (size_t i = 0; i < article->authors.count; i++)
			page_add_name(page, &meta->authors,
				      news_author_name(article->authors.items[i]));
	if (!meta->image_url.len && !has_image(page))
		fill(page, &meta->image_url, article->image);
}

static void add_enclosure(struct page *page, const struct news_enclosure *enclosure)
{
	uint32_t link = page_add_link(page, PAGE_LINK_ENCLOSURE, enclosure->url, enclosure->title,
				      STR(""));

	if (!link)
		return;
	page->links[link - 1].type = arena_str(&page->arena, enclosure->type);
	page->links[link - 1].length = enclosure->length;
	page->links[link - 1].duration = enclosure->duration;
}

void article_complete(struct page *page, const struct store_article *article, bool is_full)
{
	fill_facts(page, article);
	if (!is_full) {
		/* The feed's own text: its facts are the row's, as it is now. */
		fill_date(&page->meta.modified, article->updated);
		if (article->categories.count)
			fill(page, &page->meta.section, article->categories.items[0]);
		page->meta.is_complete = !(article->row.flags & STORE_PARTIAL);
	}
	for (size_t i = 0; i < article->enclosure_count; i++)
		add_enclosure(page, &article->enclosures[i]);
	if (article->comments.len)
		page_add_link(page, PAGE_LINK_COMMENTS, article->comments,
			      str_from(_("Comments")), STR(""));
	page_number(page);
}

/* Named by the article already, as related or in its text. */
static bool has_link(const struct page *page, struct str url)
{
	for (size_t i = 0; i < page->link_count; i++)
		if (str_eq(page->links[i].url, url))
			return true;
	return false;
}

void article_add_latest(struct page *page, struct store *store, int64_t feed, int64_t but)
{
	struct arena arena = { 0 };
	struct store_row *rows;
	size_t count = 0;

	if (feed && store_latest(store, feed, page->meta.section, but, LATEST, &arena, &rows,
				 &count)) {
		for (size_t i = 0; i < count; i++)
			if (rows[i].url.len && !has_link(page, rows[i].url))
				page_add_link(page, PAGE_LINK_LATEST, rows[i].url, rows[i].title,
					      str_from(_("Latest")));
		page_number(page);
	}
	arena_free(&arena);
}
