/* SPDX-License-Identifier: MIT */
#ifndef WARTA_QUERY_PATTERN_H
#define WARTA_QUERY_PATTERN_H

#include "base/error.h"
#include "base/str.h"

/* Regular expressions: POSIX extended ones, and \w \W \s \S \d \b \< \> of
 * those that people write; letters in any case. A match takes time by the
 * length of the text and of the pattern, whatever they are; there are no
 * back-references. */
struct pattern;

enum { PATTERN_LENGTH_MAX = 256 /* bytes */ };

/* NULL with a sentence when the text is no pattern, or one that would be too
 * big when its repeats are written out. */
struct pattern *pattern_new(struct str text, struct error *err);
void pattern_free(struct pattern *pattern);

/* ASCII letters (small) and digits that stand side by side in every text that
 * matches; empty: none have to. A view, as long as the pattern lives. */
struct str pattern_literal(const struct pattern *pattern);

/* Whether any part of the text matches. */
bool pattern_matches(const struct pattern *pattern, struct str text);

#endif
