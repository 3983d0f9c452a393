/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "store/db.h"

enum { COUNT_MAX = 9999 /* shown as "more" above */ };

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
	db_int(stmt, 2, COUNT_MAX);
	out->today = db_number(store, stmt, 0);
	return true;
}

bool store_article_tags(struct store *store, struct arena *arena, struct store_tag **out,
			size_t *count)
{
	struct store_tag *tags = arena_array(arena, STORE_TAGS_MOST, sizeof(*tags));
	sqlite3_stmt *stmt;
	bool is_well = true;

	*out = tags;
	/* From tag to tag, past however many articles have it. */
	for (*count = 0; is_well && *count < STORE_TAGS_MOST; ++*count) {
		struct store_tag *tag = &tags[*count];

		stmt = db_use(store, "SELECT min(tag) FROM item_tags WHERE tag > ?");
		db_str(stmt, 1, *count ? tags[*count - 1].name : (struct str){ "", 0 });
		tag->name = db_row(stmt) ? db_copy_str(stmt, 0, arena) : (struct str){ NULL, 0 };
		is_well = db_done(store, stmt, NULL);
		if (!is_well || !tag->name.len)
			break;
		stmt = db_use(store, "SELECT count(*) FROM (SELECT 1 FROM item_tags g JOIN items i "
				     "ON i.id = g.id WHERE g.tag = ?1 AND i.hidden = 0 LIMIT ?2)");
		db_str(stmt, 1, tag->name);
		db_int(stmt, 2, COUNT_MAX);
		tag->total = db_number(store, stmt, 0);
	}
	return is_well;
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
