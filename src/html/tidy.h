/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_TIDY_H
#define WARTA_HTML_TIDY_H

#include "page/page.h"

/* Takes out of the first blocks what the facts already say: the headline, the
 * lead picture (its caption goes to the facts if they have none), lines that
 * are a date alone. */
void tidy_page(struct page *page);

/* Its parts. Short lines right behind a picture that say whose it is become
 * its caption. */
void tidy_captions(struct page *page);

/* Takes out lists that sum the article up under a label that says so. */
void tidy_summaries(struct page *page);

#endif
