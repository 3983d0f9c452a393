/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_DIFF_H
#define WARTA_PAGE_DIFF_H

#include "page/page.h"

/* One state of an article: its headline, and its text with a line for each
 * paragraph. */
struct page_version {
	struct str title, text;
};

/* Makes a page of what differs: paragraphs that changed, with the words that
 * went (PAGE_STRIKE) before those that came (PAGE_MARK), and how many stayed as
 * they were between them. in_words: [-went-] and {+came+} say it as well, for
 * who does not see styles. Bounded work, whatever the texts are: beyond it whole
 * paragraphs are said to differ. False: not one word does. */
bool page_diff(const struct page_version *before, const struct page_version *after, bool in_words,
	       struct page *out);

#endif
