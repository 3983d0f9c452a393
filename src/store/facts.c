/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "store/db.h"

enum { TODAY_MAX = 9999 /* shown as "more" above */ };

static int64_t local_midnight(void)
{
	time_t now = time(NULL);
	struct tm parts;

	localtime_r(&now, &parts);
	parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
	parts.tm_isdst = -1;
	return (int64_t)mktime(&parts);
}

/* Sums over narrow rows that triggers keep; nothing here grows with the
 * number of articles. */
bool store_counts(struct store *store, struct str tag, struct store_counts *out)
{
	sqlite3_stmt *stmt = db_use(store, tag.len
		? "SELECT sum(t.unread), sum(t.total) FROM feed_tags g "
		  "JOIN tallies t ON t.feed = g.feed WHERE g.tag = ?"
		: "SELECT sum(unread), sum(total) FROM tallies");

	*out = (struct store_counts){ 0 };
	if (tag.len)
		db_str(stmt, 1, tag);
	if (db_row(stmt)) {
		out->unread = db_get_int(stmt, 0);
		out->total = db_get_int(stmt, 1);
	}
	if (!db_done(store, stmt, NULL) || tag.len)
		return true;
	stmt = db_use(store, "SELECT value FROM facts WHERE name = 'starred'");
	out->starred = db_number(store, stmt, 0);
	stmt = db_use(store, "SELECT value FROM facts WHERE name = 'kept'");
	out->kept = db_number(store, stmt, 0);
	stmt = db_use(store, "SELECT count(*) FROM (SELECT 1 FROM items INDEXED BY items_unread "
			     "WHERE unread = 1 AND hidden = 0 AND date >= ? LIMIT ?)");
	db_int(stmt, 1, local_midnight());
	db_int(stmt, 2, TODAY_MAX);
	out->today = db_number(store, stmt, 0);
	return true;
}

bool store_put(struct store *store, struct str name, struct str value)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) "
					   "VALUES('user:' || ?, ?)");

	db_str(stmt, 1, name);
	db_blob(stmt, 2, value);
	return db_run(store, stmt, NULL);
}

bool store_get(struct store *store, struct str name, struct arena *arena, struct str *value)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT value FROM facts WHERE name = 'user:' || ?");
	bool is_there;

	db_str(stmt, 1, name);
	is_there = db_row(stmt);
	*value = is_there ? db_copy_str(stmt, 0, arena) : (struct str){ 0 };
	return db_done(store, stmt, NULL) && is_there;
}
