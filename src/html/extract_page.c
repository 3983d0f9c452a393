/* SPDX-License-Identifier: MIT */
#include "html/pipeline.h"

#include "base/i18n.h"

static bool is_readable(const struct page *page)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].span_count || page->blocks[i].kind == PAGE_IMAGE)
			return true;
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
	bool is_found = article_find(&dom, &facts, &article);

	if (is_found)
		article_build(&dom, &article, page);
	meta_read(&dom, source, &facts, is_found ? &article : NULL, page);
	related_collect(&dom, source, is_found ? &article : NULL, page);
	page_number(page);
	facts_free(&facts);
	dom_free(&dom);
	if (is_readable(page))
		return true;
	return error_set(err, _("the page holds no readable text"));
}
