/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_NOISE_H
#define WARTA_HTML_NOISE_H

#include "page/page.h"

/* Lines that are on the page but not of the article: calls to share, to
 * subscribe, to scroll; labels of advertisements; the codes of the desk. */

/* Whether the last block of the page is such a line. */
bool noise_is_last(const struct page *page);

/* Takes what trails behind the last sentence off the page: headings of
 * nothing, lists of links, the desk's code. */
void noise_trim(struct page *page);

#endif
