/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_JOURNAL_H
#define WARTA_STORE_JOURNAL_H

#include "store/db.h"

/* What a mark does to one article, and what takes it back. Each statement has
 * the id as ?1, the tag as ?2 and the time as ?3. */
struct mark_kind {
	const char *name;      /* in the journal */
	const char *condition; /* that it changes anything, over items i */
	const char *change;
	const char *after;     /* NULL or a second statement */
	enum store_mark back;  /* the mark that undoes it */
	const char *page;      /* the same for a page, or NULL */
};
extern const struct mark_kind mark_kinds[];
enum { MARK_KINDS = STORE_MARK_MUTE + 1 };

/* Changes one row; negative ids are pages. *changed grows by what changed. */
bool mark_one(struct store *store, enum store_mark mark, int64_t id, struct str tag, int64_t now,
	      int64_t *changed, struct error *err);

/* Keeps what was done; ids in ascending order. */
bool journal_add(struct store *store, const char *kind, struct str data, int64_t now,
		 const int64_t *ids, size_t count, struct error *err);

#endif
