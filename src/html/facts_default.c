/* SPDX-License-Identifier: MIT */
#include "html/pipeline.h"

/* Stages that nobody has written yet find nothing. */
#define WEAK __attribute__((weak))

WEAK void facts_read(struct dom *dom, const struct html_source *source, struct facts *facts)
{
	(void)dom, (void)source;
	*facts = (struct facts){ .is_free = true };
}

WEAK void facts_free(struct facts *facts)
{
	*facts = (struct facts){ 0 };
}

WEAK struct str state_find_body(struct dom *dom, const struct facts *facts, bool *is_html)
{
	(void)dom, (void)facts;
	*is_html = false;
	return (struct str){ 0 };
}

WEAK void meta_read(struct dom *dom, const struct html_source *source, const struct facts *facts,
		    const struct article *article, struct page *page)
{
	(void)dom, (void)source, (void)facts, (void)article, (void)page;
}
