/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_UTF8_H
#define WARTA_BASE_UTF8_H

#include <stdint.h>

#include "base/buf.h"

/* Text in UTF-8: validity, clusters and widths after Unicode (UAX 11), and
 * what is kept of it when it goes to a screen. */

enum { UTF8_REPLACEMENT = 0xfffd };

/* Takes the next code point off the front. An invalid byte yields U+FFFD and
 * is skipped. Call only when s is not empty. */
uint32_t utf8_next(struct str *s);

bool utf8_put(struct buf *out, uint32_t code_point);

/* The capital of a letter when that is one letter of the same width, else the
 * code point itself. Independent of the locale. */
uint32_t utf8_capital(uint32_t code_point);

bool utf8_is_valid(struct str s);

/* Adds s with every invalid sequence replaced by U+FFFD (WHATWG Encoding,
 * "maximal subpart"). */
bool utf8_add_valid(struct buf *out, struct str s);

/* Takes the next cluster off the front: what one cell of a terminal holds, a
 * code point with the zero-width ones behind it. Where a grapheme cluster of
 * UAX 29 has several code points with a width (flags, emoji joined by ZWJ,
 * spacing vowel signs) these are clusters of their own: terminals that join
 * them and terminals that do not agree on that sum. *width gets its columns,
 * 0 to 2. Call only when s is not empty. */
struct str utf8_cluster(struct str *s, int *width);

/* Columns that s takes on a terminal. */
int utf8_width(struct str s);

/* The longest front part of s that has at most max bytes and cuts no code
 * point. */
struct str utf8_clip(struct str s, size_t max);

/* The longest front part of s that takes at most `columns` columns and cuts
 * no cluster; *width (may be NULL) gets the columns it does take. */
struct str utf8_fit(struct str s, int columns, int *width);

/* Adds what a screen may show of s, on one line: white space runs, tabs and
 * newlines become one space (no-break and other Unicode spaces stay); C0, C1,
 * bidi controls and isolates, tags block, noncharacters, private use,
 * variation selectors, skin tones and zero-width characters go, save joiners
 * inside words of scripts that need them; at most four marks stay on a base.
 * Everything remote passes here (or utf8_clean_text) before the terminal. */
bool utf8_clean_line(struct buf *out, struct str s);

/* The same, but newlines stay and other white space is kept as it is
 * (a tab becomes spaces up to the next multiple of eight). */
bool utf8_clean_text(struct buf *out, struct str s);

/* Adds s folded for comparison: NFKC, case folded, marks of Latin letters
 * kept. Independent of the locale. */
bool utf8_fold(struct buf *out, struct str s);

/* Adds s with white space runs as one space and none at the ends; U+00A0 and
 * the other Unicode spaces count as white space. */
bool utf8_squeeze(struct buf *out, struct str s);

/* Where a line may be broken after UAX 14: for each byte of s, breaks[i] is
 * UTF8_BREAK_ALLOWED when a break is allowed before byte i, _MUST when it is
 * mandatory, else _NO. */
enum utf8_break { UTF8_BREAK_NO, UTF8_BREAK_ALLOWED, UTF8_BREAK_MUST };
void utf8_line_breaks(struct str s, char *breaks);

/* The direction of the first strong character (UAX 9, P2), if there is one. */
enum utf8_direction { UTF8_NEUTRAL, UTF8_LTR, UTF8_RTL };
enum utf8_direction utf8_direction(struct str s);
bool utf8_is_rtl(struct str s);

/* Readable ASCII for terminals without UTF-8: quotes, dashes, Latin letters
 * without marks, "?" for the rest. */
bool utf8_add_ascii(struct buf *out, struct str s);

#endif
