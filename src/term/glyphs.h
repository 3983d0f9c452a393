/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_GLYPHS_H
#define WARTA_SRC_TERM_GLYPHS_H

#include "base/buf.h"

/* Adds the cluster as exactly `width` columns of ASCII. */
void glyph_add_ascii(struct buf *out, struct str cluster, int width);

/* Adds the cluster, or what stands in its place in the fonts of text consoles. */
void glyph_add_common(struct buf *out, struct str cluster);

/* Whether all terminals agree on the width of this cluster: one code point
 * below U+3000 without marks, apart from the symbols that some draw wide. */
bool glyph_is_simple(const char *text);

#endif
