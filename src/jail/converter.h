/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_JAIL_CONVERTER_H
#define WARTA_SRC_JAIL_CONVERTER_H

#include "base/str.h"

/* The C library keeps its converters between encodings in files, which a
 * child cannot open. This loads, before the walls are up, those that a
 * document may need: what its first bytes and its content type name, and
 * where it is not UTF-8, what may be guessed. Only names out of base's table
 * are asked for. A document in UTF-8 costs one look. */
void converter_load(struct str bytes, struct str content_type);

#endif
