/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_LIST_H
#define WARTA_STORE_LIST_H

#include "store/scope.h"

/* Windows of a list, by the kind of order that they need. */

/* A window under construction: rows come in list order, or in the opposite
 * one when it lies before its starting row. */
struct list {
	struct store *store;
	const struct store_scope *scope;
	const struct store_row *after; /* may be NULL */
	bool is_newest_first; /* as the rows come */
	bool is_backwards;
	bool has_sections;    /* list_take: a row's group is its section */
	const struct str *group_tag; /* list_merge: only what stands under it */
	size_t limit;
	struct store_effort *effort; /* NULL: none too great */
	struct arena *arena;
	struct store_row *rows;
	size_t count;
	struct error *err;
};

/* Where a row stands in orders of date. */
struct list_place { int64_t date, feed, id; };

/* > 0 when a comes before b among newest-first rows. */
int list_place_compare(const struct list_place *a, const struct list_place *b);
int list_compare(const struct store_row *a, const struct store_row *b);

void list_reverse(struct store_row *rows, size_t count);

/* Appends the rows of a statement over scope_add_select. */
bool list_take(struct list *list, sqlite3_stmt *stmt);

/* Whether rows have to be looked at that may not be in the list, and not for
 * ever. */
bool list_is_looking(const struct list *list);
/* Ends a reading that took long, where it is: true, and the effort says so. */
bool list_is_over(struct list *list, int64_t date, int64_t feed, int64_t id);

/* Has each row announced before conditions that are there are looked at. */
void list_add_look(struct list *list, struct sql *sql);

/* In order of title. */
bool list_by_title(struct list *list);

/* Section by section, tag by tag. */
bool list_by_group(struct list *list);
bool list_has_sections(struct store *store);
bool list_prepare_sections(struct store *store, struct error *err);
/* Adds " AND (...)": it stands in that group of the order. */
void list_add_group(struct sql *sql, enum store_order order, struct str group);

/* The rows of many feeds and of a tag's own articles, merged. */
bool list_merge(struct list *list);

/* Pages that are kept. */
bool list_pages(struct list *list);

/* In order of date, newest or oldest first. */
bool list_by_date(struct list *list);

/* Ranked search. */
bool list_search(struct list *list);

#endif
