/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_FRAGMENT_H
#define WARTA_HTML_FRAGMENT_H

#include "html/pipeline.h"

/* Builds blocks out of all of the source's bytes: HTML (is_html, or when it
 * looks like it), else plain text with paragraphs parted by blank lines. */
void fragment_build(const struct html_source *source, bool is_html, struct page *page);

#endif
