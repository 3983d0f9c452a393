/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_TIDY_H
#define WARTA_HTML_TIDY_H

#include "page/page.h"

/* Takes out of the first blocks what the facts already say: the headline, the
 * lead picture (its caption goes to the facts if they have none), lines that
 * are a date alone. */
void tidy_page(struct page *page);

#endif
