/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_COLOUR_H
#define WARTA_SRC_TERM_COLOUR_H

#include "base/str.h"

/* Six hexadecimal digits. */
bool colour_from_hex(struct str digits, int32_t *out);

/* "red" .. "bright-white" as a palette number 0 to 15, or -1. */
int colour_from_name(struct str name);

#endif
