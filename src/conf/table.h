/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_TABLE_H
#define WARTA_CONF_TABLE_H

#include "conf/settings.h"

/* The rows of settings.def. */

/* Its index, or -1. */
int table_find(struct str section, struct str name);

/* Whether entries of the section that are no rows are kept as pairs. */
bool table_takes_pairs(struct str section);

/* The sentence for an entry that is neither, with the nearest valid word. */
struct str table_unknown(struct str section, struct str name, struct arena *arena);

/* Puts a value into conf; false, with a sentence, when it does not fit. */
bool table_read(enum setting setting, struct str value, struct conf *conf, struct str *sentence);

/* All rows at their fallbacks. */
void table_defaults(struct conf *conf);

#endif
