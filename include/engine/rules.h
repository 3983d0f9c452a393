/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_RULES_H
#define WARTA_ENGINE_RULES_H

#include "conf/settings.h"
#include "store/store.h"

/* A line of [rules]: what is done with every new article that it finds. */
enum { RULE_ACTIONS = 16 };

struct rule {
	struct rule_action {
		enum store_mark mark;
		struct str tag; /* STORE_MARK_TAG */
	} actions[RULE_ACTIONS];
	size_t action_count;
	bool is_notified; /* announce it */
	struct str text;  /* the search; this and the tags are views into the line */
	struct query query; /* query_free */
};

/* NAME = ACTION[,ACTION...] SEARCH, or ACTION = SEARCH. False: err says what is
 * wrong with it, and there is nothing to free. */
bool rule_read(const struct conf_pair *pair, int64_t now, struct rule *out, struct error *err);

/* The next line of [rules] from *at on, which is moved behind it; NULL: there
 * is none. */
const struct conf_pair *rule_next(const struct conf *conf, size_t *at);

/* What is wrong with the lines of [rules], in their order, into arena. */
size_t rules_check(const struct conf *conf, int64_t now, struct arena *arena,
		   struct conf_complaint **out);

#endif
