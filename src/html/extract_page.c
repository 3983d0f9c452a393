/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "html/fragment.h"
#include "html/tidy.h"

enum { TEXT_LITTLE = 250, BODY_LEAST = 400 }; /* bytes */

static bool is_readable(const struct page *page)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].span_count || page->blocks[i].kind == PAGE_IMAGE)
			return true;
	return false;
}

static size_t text_len(const struct page *page)
{
	size_t len = 0;

	for (size_t i = 0; i < page->span_count; i++)
		len += page->spans[i].text.len;
	return len;
}

/* Takes a body out of JSON in place of what the page shows. */
static void replace_body(const struct html_source *source, struct str body, bool is_html,
			 struct page *page)
{
	struct html_source inner = *source;

	inner.bytes = body;
	inner.content_type = STR("text/html; charset=utf-8");
	page_free(page);
	fragment_build(&inner, is_html, page);
}

/* Where the page shows less than machines are told, they are believed.
 * Returns whether the body is the page's own. */
static bool build_body(struct dom *dom, const struct html_source *source,
		       const struct facts *facts, struct article *article, struct page *page)
{
	bool is_html = facts->body_is_html;

	if (article_find(dom, facts, article))
		article_build(dom, article, page);
	size_t shown = text_len(page);

	if (facts->body.len > BODY_LEAST && facts->body.len / 5 * 2 > shown) {
		replace_body(source, facts->body, is_html, page);
		return false;
	}
	if (shown >= TEXT_LITTLE)
		return true;
	struct str body = state_find_body(dom, facts, &is_html);
	if (body.len / 2 <= shown || body.len < BODY_LEAST)
		return true;
	replace_body(source, body, is_html, page);
	return false;
}

bool html_extract(const struct html_source *source, struct page *page, struct error *err)
{
	struct dom dom;
	struct facts facts;
	struct article article = { 0 };

	*page = (struct page){ 0 };
	if (!dom_parse(source, &dom, err)) {
		dom_free(&dom);
		return false;
	}
	facts_read(&dom, source, &facts);
	related_mark(&dom, source);
	bool is_own = build_body(&dom, source, &facts, &article, page) && article.count;
	const struct article *seen = is_own ? &article : NULL;

	meta_read(&dom, source, &facts, seen, page);
	tidy_page(page);
	related_collect(&dom, source, seen, page);
	page_number(page);
	facts_free(&facts);
	dom_free(&dom);
	if (is_readable(page))
		return true;
	return error_set(err, _("the page holds no readable text"));
}
