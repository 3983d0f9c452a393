/* SPDX-License-Identifier: MIT */
#include "store/list.h"

#include "store/ids.h"
#include "store/query_sql.h"

enum { WINDOW_MAX = 5000 };

int list_place_compare(const struct list_place *a, const struct list_place *b)
{
	if (a->date != b->date)
		return a->date > b->date ? 1 : -1;
	if (a->feed != b->feed)
		return a->feed > b->feed ? 1 : -1;
	return a->id > b->id ? 1 : a->id < b->id ? -1 : 0;
}

int list_compare(const struct store_row *a, const struct store_row *b)
{
	return list_place_compare(&(struct list_place){ a->date, a->feed, a->id },
				  &(struct list_place){ b->date, b->feed, b->id });
}

bool list_take(struct list *list, sqlite3_stmt *stmt)
{
	while (list->count < list->limit && db_row(stmt)) {
		struct store_row *row = &list->rows[list->count++];

		scope_read_row(list->store, stmt, list->arena, row);
		if (list->has_sections)
			row->group = scope_read_section(stmt, list->arena);
	}
	if (!list->store->look.is_over)
		return db_done(list->store, stmt, list->err);
	db_done(list->store, stmt, NULL); /* stopped by us */
	return true;
}

bool list_is_looking(const struct list *list)
{
	return list->effort && (list->scope->filter || list->scope->kind == STORE_QUERY ||
				list->scope->kind == STORE_SEARCH ||
				list->scope->order == STORE_BY_TITLE ||
				list->scope->order >= STORE_BY_SECTION);
}

bool list_is_over(struct list *list, int64_t date, int64_t feed, int64_t id)
{
	if (!list_is_looking(list) || db_is_look_over(list->store))
		return list->store->look.is_over;
	list->store->look.rows++;
	list->store->look.date = date;
	list->store->look.feed = feed;
	list->store->look.id = id;
	return false;
}

/* What an index can use stands outside of it. */
void list_add_look(struct list *list, struct sql *sql)
{
	const struct store_scope *scope = list->scope;

	buf_insert(&sql->text, 0, STR("(CASE WHEN warta_look(i.date, i.feed, i.id) THEN "));
	sql_add(sql, " ELSE 0 END) AND i.hidden = 0");
	if (scope->kind == STORE_FEED) {
		sql_add(sql, " AND i.feed = ");
		sql_int(sql, scope->feed);
	}
	if (scope->kind == STORE_TODAY) {
		sql_add(sql, " AND i.date >= ");
		sql_int(sql, scope->today);
	}
	if (scope_is_plainly_unread(scope))
		sql_add(sql, " AND i.unread = 1");
	if (scope->kind == STORE_STARRED)
		sql_add(sql, " AND i.starred = 1");
	query_add_bounds(sql, scope->query, "i");
	query_add_bounds(sql, scope->filter, "i");
}

static bool needs(const struct store_scope *scope, uint8_t flag)
{
	return query_needs(scope->query, flag) || query_needs(scope->filter, flag);
}

/* Which index yields the scope's rows in order of date. */
static const char *choose_index(const struct store_scope *scope)
{
	bool is_unread = scope_is_plainly_unread(scope) || needs(scope, QUERY_UNREAD);

	if (scope->kind == STORE_FEED)
		return is_unread ? "items_feed_unread" : "items_feed";
	if (scope->kind == STORE_STARRED || needs(scope, QUERY_STARRED))
		return "items_starred";
	return is_unread ? "items_unread" : "items_date";
}

static void add_after(struct list *list, struct sql *sql)
{
	const struct store_row *after = list->after;
	bool is_one_feed = list->scope->kind == STORE_FEED;

	if (after) {
		sql_add(sql, is_one_feed ? " AND (i.date, i.id) " : " AND (i.date, i.feed, i.id) ");
		sql_add(sql, list->is_newest_first ? "< (" : "> (");
		sql_int(sql, after->date);
		sql_add(sql, ", ");
		if (!is_one_feed) {
			sql_int(sql, after->feed);
			sql_add(sql, ", ");
		}
		sql_int(sql, after->id);
		sql_add(sql, ")");
	}
	scope_add_fold(sql, list->scope);
}

static void add_order(struct list *list, struct sql *sql)
{
	const char *way = list->is_newest_first ? " DESC" : "";

	sql_add(sql, " ORDER BY i.date");
	sql_add(sql, way);
	if (list->scope->kind != STORE_FEED) {
		sql_add(sql, ", i.feed");
		sql_add(sql, way);
	}
	sql_add(sql, ", i.id");
	sql_add(sql, way);
	sql_add(sql, " LIMIT ");
	sql_int(sql, (int64_t)list->limit);
}

static bool list_dates(struct list *list)
{
	struct sql sql = { .store = list->store };
	bool is_well;

	/* Conditions first: they say which way in is the short one. */
	scope_add_where(&sql, list->scope, "i");
	if (list_is_looking(list) && !sql.has_short_list)
		list_add_look(list, &sql);
	scope_put_select(&sql, sql.has_short_list ? NULL : choose_index(list->scope));
	add_after(list, &sql);
	add_order(list, &sql);
	is_well = list_take(list, sql_use(&sql));
	sql_free(&sql);
	return is_well;
}

/* What was read a moment ago: few rows, wherever they stand. */
static bool list_just_read(struct list *list)
{
	struct store_scope scope = *list->scope;
	struct sql sql = { .store = list->store };
	bool is_well;

	scope.unread_only = false;
	scope_add_columns(&sql);
	sql_add(&sql, "just_read r CROSS JOIN items i ON i.id = r.id"
		      " CROSS JOIN feeds f ON f.id = i.feed WHERE i.unread = 0 AND r.at >= ");
	sql_int(&sql, list->scope->read_since);
	sql_add(&sql, " AND ");
	scope_add_where(&sql, &scope, "i");
	add_after(list, &sql);
	add_order(list, &sql);
	is_well = list_take(list, sql_use(&sql));
	sql_free(&sql);
	return is_well;
}

/* Merges two lists that are in order already; the first limit rows stay. */
static void weave(struct list *list, const struct list *other)
{
	struct store_row *rows = arena_array(list->arena, list->limit, sizeof(*rows));
	size_t a = 0, b = 0, count = 0;

	while (count < list->limit && (a < list->count || b < other->count)) {
		int which = a == list->count ? -1 : b == other->count ? 1
			  : list_compare(&list->rows[a], &other->rows[b]) *
			    (list->is_newest_first ? 1 : -1);

		rows[count++] = which > 0 ? list->rows[a++] : other->rows[b++];
	}
	list->rows = rows;
	list->count = count;
}

/* What lies behind the place where a reading was ended comes later. */
static void cut_unreached(const struct list *list, struct list *recent)
{
	struct store_row reached = { .date = list->store->look.date,
				     .feed = list->store->look.feed, .id = list->store->look.id };
	int way = list->is_newest_first ? 1 : -1;

	while (list->store->look.is_over && recent->count &&
	       list_compare(&recent->rows[recent->count - 1], &reached) * way < 0)
		recent->count--;
}

bool list_by_date(struct list *list)
{
	bool (*read)(struct list *) = list->scope->kind == STORE_TAG ? list_merge : list_dates;
	struct store_scope unread = *list->scope;
	struct list recent = *list;
	bool is_well;

	if (!unread.unread_only || unread.read_since == 0)
		return read(list);
	recent.rows = arena_array(list->arena, list->limit, sizeof(*recent.rows));
	if (!list_just_read(&recent))
		return false;
	unread.read_since = 0;
	list->scope = &unread;
	is_well = read(list);
	list->scope = recent.scope;
	cut_unreached(list, &recent);
	weave(list, &recent);
	return is_well;
}

/* Feeds in the order of their names. */
static bool feeds_by_name(struct list *list, struct ids *out)
{
	return ids_take(out, list->store, db_use(list->store,
		"SELECT id FROM feeds WHERE (flags & 4) = 0 ORDER BY "
		"iif(title <> '', title, iif(own_title <> '', own_title, url)) COLLATE NOCASE, id"),
		SIZE_MAX, list->err);
}

static bool list_one_source(struct list *list, int64_t feed, const struct store_row *after)
{
	struct sql sql = { .store = list->store };
	bool is_well;

	scope_add_select(&sql, "items_feed");
	sql_add(&sql, "i.feed = ");
	sql_int(&sql, feed);
	sql_add(&sql, " AND ");
	if (list_is_looking(list))
		sql_add(&sql, "i.hidden = 0 AND CASE WHEN warta_look(i.date, i.feed, i.id) THEN ");
	scope_add_where(&sql, list->scope, "i");
	if (list_is_looking(list))
		sql_add(&sql, " ELSE 0 END");
	scope_add_fold(&sql, list->scope);
	if (after) {
		sql_add(&sql, list->is_backwards ? " AND (i.date, i.id) > ("
						 : " AND (i.date, i.id) < (");
		sql_int(&sql, after->date);
		sql_add(&sql, ", ");
		sql_int(&sql, after->id);
		sql_add(&sql, ")");
	}
	sql_add(&sql, list->is_backwards ? " ORDER BY i.date, i.id LIMIT "
					 : " ORDER BY i.date DESC, i.id DESC LIMIT ");
	sql_int(&sql, (int64_t)(list->limit - list->count));
	is_well = list_take(list, sql_use(&sql));
	sql_free(&sql);
	return is_well;
}

/* One feed after the other, each newest first. */
static bool list_by_source(struct list *list)
{
	struct ids feeds = { 0 };
	bool has_started = list->after == NULL;
	bool is_well = feeds_by_name(list, &feeds);

	for (size_t step = 0; is_well && step < feeds.count && list->count < list->limit &&
			      !db_is_look_over(list->store); step++) {
		int64_t feed = feeds.items[list->is_backwards ? feeds.count - 1 - step : step];
		bool is_first = !has_started && feed == list->after->feed;

		if (!has_started && !is_first)
			continue;
		has_started = true;
		is_well = list_one_source(list, feed, is_first ? list->after : NULL);
	}
	ids_free(&feeds);
	return is_well;
}

void list_reverse(struct store_row *rows, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct store_row swap = rows[i];

		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = swap;
	}
}

/* How many articles stand behind a folded row. */
static void count_stories(struct list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		sqlite3_stmt *stmt;

		if (list->rows[i].story == 0)
			continue;
		stmt = db_use(list->store, "SELECT count(*) FROM items INDEXED BY items_story "
					   "WHERE story = ? AND hidden = 0");
		db_int(stmt, 1, list->rows[i].story);
		list->rows[i].story_size = (int32_t)db_number(list->store, stmt, 1);
	}
}

static bool read_window(struct list *list)
{
	enum store_order order = list->scope->order;

	if (list->scope->kind == STORE_PAGES)
		return list_pages(list);
	if (list->scope->kind == STORE_SEARCH)
		return list_search(list);
	if (order == STORE_BY_TITLE)
		return list_by_title(list);
	if (order >= STORE_BY_SECTION)
		return list_by_group(list);
	if (order == STORE_BY_SOURCE && list->scope->kind != STORE_FEED)
		return list_by_source(list);
	return list_by_date(list);
}

static void tell_effort(struct store *store, struct store_effort *effort)
{
	effort->is_partial = store->look.is_over;
	effort->reached = (struct store_row){ .date = store->look.date, .feed = store->look.feed,
					      .id = store->look.id };
}

bool store_list(struct store *store, const struct store_scope *scope, const struct store_row *after,
		int count, struct arena *arena, struct store_row **out, size_t *found,
		struct error *err)
{
	return store_list_some(store, scope, after, count, NULL, arena, out, found, err);
}

bool store_list_some(struct store *store, const struct store_scope *scope,
		     const struct store_row *after, int count, struct store_effort *effort,
		     struct arena *arena, struct store_row **out, size_t *found,
		     struct error *err)
{
	struct list list = {
		.store = store, .scope = scope, .after = after, .arena = arena, .err = err,
		.effort = effort,
		.is_backwards = count < 0,
		.limit = (size_t)(count < 0 ? -(int64_t)count : count),
	};
	bool is_mine, is_well;

	if (list.limit > WINDOW_MAX)
		list.limit = WINDOW_MAX;
	*found = 0;
	list.is_newest_first = (scope->order != STORE_OLDEST) != list.is_backwards;
	list.rows = arena_array(arena, list.limit + 1, sizeof(*list.rows));
	*out = list.rows;
	is_mine = db_view_begin(store);
	db_look_begin(store, effort ? effort->ms : 0);
	is_well = read_window(&list);
	if (effort)
		tell_effort(store, effort);
	db_look_begin(store, 0);
	if (is_well && scope->fold_stories)
		count_stories(&list);
	db_view_end(store, is_mine);
	if (!is_well)
		return false;
	if (list.is_backwards)
		list_reverse(list.rows, list.count);
	*out = list.rows;
	*found = list.count;
	return true;
}
