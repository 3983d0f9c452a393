/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_JAIL_CONVERTER_H
#define WARTA_SRC_JAIL_CONVERTER_H

#include "base/str.h"

/* The C library keeps its converters between encodings in files, which a
 * child cannot open. This loads, before the walls are up, those that a
 * document may ask for: what its first bytes and its content type name. Names
 * are compared with a table and never taken as paths. A document in UTF-8
 * costs one look at its front. */
void converter_load(struct str bytes, struct str content_type);

#endif
