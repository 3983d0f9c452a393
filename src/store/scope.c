/* SPDX-License-Identifier: MIT */
#include "store/scope.h"

#include "base/url.h"
#include "store/body.h"
#include "store/name.h"
#include "store/query_sql.h"

bool scope_is_plainly_unread(const struct store_scope *scope)
{
	return scope->unread_only && scope->read_since == 0;
}

static void add_kind(struct sql *sql, const struct store_scope *scope, const char *alias)
{
	switch (scope->kind) {
	case STORE_FEED:
		sql_add(sql, " AND ");
		sql_column(sql, alias, "feed = ");
		sql_int(sql, scope->feed);
		break;
	case STORE_TAG:
		sql_add(sql, " AND (");
		sql_column(sql, alias, "feed IN (SELECT feed FROM feed_tags WHERE tag = ");
		sql_str(sql, scope->tag);
		sql_add(sql, ") OR ");
		sql_column(sql, alias, "id IN (SELECT id FROM item_tags WHERE tag = ");
		sql_str(sql, scope->tag);
		sql_add(sql, "))");
		break;
	case STORE_STARRED:
		sql_add(sql, " AND ");
		sql_column(sql, alias, "starred = 1");
		break;
	case STORE_TODAY:
		sql_add(sql, " AND ");
		sql_column(sql, alias, "date >= ");
		sql_int(sql, scope->today);
		break;
	case STORE_QUERY:
	case STORE_SEARCH:
		query_add_where(sql, scope->query, alias);
		break;
	case STORE_ALL:
	case STORE_PAGES:
		break;
	}
}

void scope_add_where(struct sql *sql, const struct store_scope *scope, const char *alias)
{
	sql_column(sql, alias, "hidden = 0");
	add_kind(sql, scope, alias);
	if (scope_is_plainly_unread(scope)) {
		sql_add(sql, " AND ");
		sql_column(sql, alias, "unread = 1");
	} else if (scope->unread_only) {
		sql_add(sql, " AND (");
		sql_column(sql, alias, "unread = 1 OR EXISTS (SELECT 1 FROM just_read r "
				       "WHERE r.id = ");
		sql_column(sql, alias, "id AND r.at >= ");
		sql_int(sql, scope->read_since);
		sql_add(sql, "))");
	}
	if (scope->filter)
		query_add_where(sql, scope->filter, alias);
}

/* A story's face is an article whose address is of its feed's own site: others
 * may name that address too, under any headline and date they like. Then the
 * one that was here first; so a story that stands somewhere stays there. */
void scope_add_fold(struct sql *sql, const struct store_scope *scope)
{
	struct store_scope wide = *scope;

	if (!scope->fold_stories)
		return;
	/* Which of a story's articles leads must not depend on what was read
	 * a moment ago, or rows would change places under the reader. */
	wide.unread_only = scope_is_plainly_unread(scope);
	wide.query = wide.filter = NULL;
	sql_add(sql, " AND (i.story IS NULL OR NOT EXISTS (SELECT 1 FROM items o INDEXED BY "
		     "items_story WHERE o.story = i.story AND (o.flags & ");
	sql_int(sql, SCOPE_HOME);
	sql_add(sql, ", -o.id) > (i.flags & ");
	sql_int(sql, SCOPE_HOME);
	sql_add(sql, ", -i.id) AND ");
	scope_add_where(sql, &wide, "o");
	if (scope->kind == STORE_QUERY || scope->kind == STORE_SEARCH)
		query_add_tests(sql, scope->query, "o");
	query_add_tests(sql, scope->filter, "o");
	sql_add(sql, "))");
}

void scope_add_columns(struct sql *sql)
{
	sql_add(sql, "SELECT i.id, i.feed, i.date, i.unread, i.starred, i.flags, i.title, i.author,"
		     " i.url, f.title, f.own_title, f.url, i.story, i.section FROM ");
}

void scope_add_select(struct sql *sql, const char *index)
{
	scope_add_columns(sql);
	sql_add(sql, "items i ");
	if (index) {
		sql_add(sql, "INDEXED BY ");
		sql_add(sql, index);
	}
	sql_add(sql, " CROSS JOIN feeds f ON f.id = i.feed WHERE ");
}

void scope_put_select(struct sql *sql, const char *index)
{
	struct sql front = { 0 };

	scope_add_select(&front, index);
	buf_insert(&sql->text, 0, buf_str(&front.text));
	sql_free(&front);
}

/* A post that an older program stored without a name gets it when it is read. */
static void row_name(struct store *store, struct arena *arena, struct store_row *row)
{
	struct arena body = { 0 };
	struct str text;

	if (body_load_text(store, row->id, &body, &text))
		row->title = name_of_post(text, arena);
	if (row->title.len)
		row->flags |= STORE_UNTITLED;
	arena_free(&body);
}

void scope_read_row(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
		    struct store_row *out)
{
	int source = db_get_str(stmt, 9).len ? 9 : 10;

	*out = (struct store_row){
		.id = db_get_int(stmt, 0),
		.feed = db_get_int(stmt, 1),
		.date = db_get_int(stmt, 2),
		.flags = ((uint32_t)db_get_int(stmt, 5) & (SCOPE_HOME - 1)) |
			 (db_get_int(stmt, 3) ? STORE_UNREAD : 0) |
			 (db_get_int(stmt, 4) ? STORE_STARRED_FLAG : 0),
		.story_size = 1,
		.title = db_copy_str(stmt, 6, arena),
		.author = db_copy_str(stmt, 7, arena),
		.url = db_copy_str(stmt, 8, arena),
		.source = db_copy_str(stmt, source, arena),
		.story = db_get_int(stmt, 12),
	};
	if (str_is_empty(out->source))
		out->source = url_shown(db_copy_str(stmt, 11, arena), arena);
	if (str_is_empty(out->title) && !(out->flags & STORE_UNTITLED))
		row_name(store, arena, out);
}

struct str scope_read_section(sqlite3_stmt *stmt, struct arena *arena)
{
	return db_get_str(stmt, 13).len ? db_copy_str(stmt, 13, arena) : STR("");
}
