/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_RULES_H
#define WARTA_ENGINE_RULES_H

#include "conf/settings.h"
#include "store/store.h"

/* A line of [rules]: what is done with every new article that it finds. */
struct rule {
	enum store_mark mark;
	struct str tag;     /* STORE_MARK_TAG; a view into the line */
	struct query query; /* query_free */
};

/* False: err says what is wrong with it, and there is nothing to free. */
bool rule_read(const struct conf_pair *pair, int64_t now, struct rule *out, struct error *err);

#endif
