/* SPDX-License-Identifier: MIT */

#include "store/list.h"

/* A tag is many feeds and some articles of others, each in order by an index
 * of its own: they are merged, a few entries of each at a time. */
enum { ENTRIES = 16 };

struct stream {
	int64_t feed; /* 0: the articles that carry the tag themselves */
	struct list_place entries[ENTRIES];
	size_t count, next;
	size_t step;  /* how many to read next time */
	bool is_done;
};

struct merge {
	struct list *list;
	struct stream **heap; /* the one whose entry comes first on top */
	size_t count;
	struct list_place start;   /* entries come after it */
	bool has_start;
};

static void bind_start(sqlite3_stmt *stmt, int at, const struct list_place *start, bool is_down)
{
	db_int(stmt, at, start ? start->date : is_down ? INT64_MAX : INT64_MIN);
	db_int(stmt, at + 1, start ? start->id : is_down ? INT64_MAX : INT64_MIN);
}

static const char *feed_sql(bool is_unread, bool is_down)
{
	static const char *const sql[2][2] = {
		{ "SELECT date, feed, id FROM items INDEXED BY items_feed WHERE hidden = 0 "
		  "AND feed = ?1 AND (date, id) > (?2, ?3) ORDER BY date, id LIMIT ?4",
		  "SELECT date, feed, id FROM items INDEXED BY items_feed WHERE hidden = 0 "
		  "AND feed = ?1 AND (date, id) < (?2, ?3) ORDER BY date DESC, id DESC LIMIT ?4" },
		{ "SELECT date, feed, id FROM items INDEXED BY items_feed_unread WHERE hidden = 0 "
		  "AND unread = 1 AND feed = ?1 AND (date, id) > (?2, ?3) "
		  "ORDER BY date, id LIMIT ?4",
		  "SELECT date, feed, id FROM items INDEXED BY items_feed_unread WHERE hidden = 0 "
		  "AND unread = 1 AND feed = ?1 AND (date, id) < (?2, ?3) "
		  "ORDER BY date DESC, id DESC LIMIT ?4" },
	};

	return sql[is_unread][is_down];
}

/* Where a feed's own entries begin that come after `start` in the merged
 * order: on its date, those of a feed that sorts after it are still to come. */
static struct list_place start_within(const struct list_place *start, int64_t feed)
{
	struct list_place own = *start;

	if (feed == start->feed)
		return own;
	own.id = feed < start->feed ? INT64_MAX : INT64_MIN;
	return own;
}

static sqlite3_stmt *feed_statement(struct merge *merge, const struct stream *stream,
				    const struct list_place *from)
{
	struct list *list = merge->list;
	bool is_down = list->is_newest_first;
	sqlite3_stmt *stmt = db_use(list->store,
				    feed_sql(scope_is_plainly_unread(list->scope), is_down));
	struct list_place own;

	if (from)
		own = start_within(from, stream->feed);
	db_int(stmt, 1, stream->feed);
	bind_start(stmt, 2, from ? &own : NULL, is_down);
	db_int(stmt, 4, (int64_t)stream->step);
	return stmt;
}

static struct str tag_of(const struct list *list)
{
	return list->group_tag ? *list->group_tag : list->scope->tag;
}

static sqlite3_stmt *tag_statement(struct merge *merge, const struct stream *stream,
				   const struct list_place *from)
{
	struct list *list = merge->list;
	bool is_down = list->is_newest_first;
	sqlite3_stmt *stmt = db_use(list->store, is_down
		? "SELECT date, feed, id FROM item_tags WHERE tag = ?1 AND "
		  "(date, feed, id) < (?2, ?5, ?3) ORDER BY date DESC, feed DESC, id DESC LIMIT ?4"
		: "SELECT date, feed, id FROM item_tags WHERE tag = ?1 AND "
		  "(date, feed, id) > (?2, ?5, ?3) ORDER BY date, feed, id LIMIT ?4");

	db_str(stmt, 1, tag_of(list));
	bind_start(stmt, 2, from, is_down);
	db_int(stmt, 4, (int64_t)stream->step);
	db_int(stmt, 5, from ? from->feed : is_down ? INT64_MAX : INT64_MIN);
	return stmt;
}

static bool refill(struct merge *merge, struct stream *stream)
{
	const struct list_place *from = stream->count ? &stream->entries[stream->count - 1]
				 : merge->has_start ? &merge->start : NULL;
	struct list_place last;
	sqlite3_stmt *stmt;

	if (from) {
		last = *from;
		from = &last;
	}
	stmt = stream->feed ? feed_statement(merge, stream, from)
			    : tag_statement(merge, stream, from);
	stream->count = stream->next = 0;
	while (stream->count < stream->step && db_row(stmt))
		stream->entries[stream->count++] = (struct list_place){
			db_get_int(stmt, 0), db_get_int(stmt, 1), db_get_int(stmt, 2) };
	stream->is_done = stream->count < stream->step;
	stream->step = stream->step * 4 < ENTRIES ? stream->step * 4 : ENTRIES;
	return db_done(merge->list->store, stmt, merge->list->err);
}

static bool comes_first(const struct merge *merge, const struct stream *a, const struct stream *b)
{
	int order = list_place_compare(&a->entries[a->next], &b->entries[b->next]);

	return merge->list->is_newest_first ? order > 0 : order < 0;
}

static void sink(struct merge *merge, size_t at)
{
	for (size_t child; (child = at * 2 + 1) < merge->count; at = child) {
		struct stream *swap = merge->heap[at];

		if (child + 1 < merge->count &&
		    comes_first(merge, merge->heap[child + 1], merge->heap[child]))
			child++;
		if (!comes_first(merge, merge->heap[child], swap))
			return;
		merge->heap[at] = merge->heap[child];
		merge->heap[child] = swap;
	}
}

/* Takes the entry on top off. */
static bool advance(struct merge *merge)
{
	struct stream *top = merge->heap[0];

	if (++top->next == top->count) {
		if (!top->is_done && !refill(merge, top))
			return false;
		if (top->next == top->count)
			merge->heap[0] = merge->heap[--merge->count];
	}
	sink(merge, 0);
	return true;
}

static bool add_stream(struct merge *merge, int64_t feed, size_t step)
{
	struct stream *stream = arena_alloc(merge->list->arena, sizeof(*stream));

	stream->feed = feed;
	stream->step = step;
	if (!refill(merge, stream))
		return false;
	if (stream->count)
		merge->heap[merge->count++] = stream;
	return true;
}

/* The feeds that have the tag; for a group of headlines those that stand in the
 * folder of that name, and for the one without a name those in none. */
static const char *feeds_sql(const struct list *list)
{
	if (!list->group_tag)
		return "SELECT feed FROM feed_tags WHERE tag = ?1";
	if (!list->group_tag->len)
		return "SELECT id FROM feeds f WHERE (flags & 4) = 0 AND ?1 = '' AND NOT EXISTS "
		       "(SELECT 1 FROM feed_tags t WHERE t.feed = f.id)";
	return "SELECT g.feed FROM feed_tags g WHERE g.tag = ?1 AND NOT EXISTS (SELECT 1 FROM "
	       "feed_tags o WHERE o.feed = g.feed AND "
	       "(length(replace(o.tag, '/', '')) - length(o.tag), o.position) < "
	       "(length(replace(g.tag, '/', '')) - length(g.tag), g.position))";
}

static bool open_streams(struct merge *merge)
{
	struct list *list = merge->list;
	sqlite3_stmt *stmt = db_use(list->store, list->group_tag && !list->group_tag->len ?
		"SELECT count(*) FROM feeds WHERE ?1 = ''" :
		"SELECT count(*) FROM feed_tags WHERE tag = ?1");
	size_t count, found = 0;
	int64_t *feeds;

	db_str(stmt, 1, tag_of(list));
	count = (size_t)db_number(list->store, stmt, 0);
	feeds = arena_array(list->arena, count + 1, sizeof(*feeds));
	merge->heap = arena_array(list->arena, count + 1, sizeof(struct stream *));
	stmt = db_use(list->store, feeds_sql(list));
	db_str(stmt, 1, tag_of(list));
	while (found < count && db_row(stmt))
		feeds[found++] = db_get_int(stmt, 0);
	if (!db_done(list->store, stmt, list->err) ||
	    !add_stream(merge, 0, ENTRIES))
		return false;
	for (size_t i = 0; i < found; i++)
		if (!add_stream(merge, feeds[i], found > 16 ? 1 : 8))
			return false;
	for (size_t i = merge->count; i-- > 0;)
		sink(merge, i);
	return true;
}

/* The row of an entry, when the rest of the scope holds for it. */
static bool take_row(struct list *list, const struct sql *sql, int64_t id)
{
	sqlite3_stmt *stmt = sql_use(sql);

	db_int(stmt, 1, id);
	return list_take(list, stmt);
}

bool list_merge(struct list *list)
{
	struct merge merge = { .list = list, .has_start = list->after != NULL };
	struct store_scope rest = *list->scope;
	struct list_place last = { 0 };
	struct sql sql = { .store = list->store };
	bool is_well;

	if (list->after)
		merge.start = (struct list_place){ list->after->date, list->after->feed,
					      list->after->id };
	if (!list->group_tag)
		rest.kind = STORE_ALL;
	scope_add_select(&sql, NULL);
	sql_add(&sql, "i.id = ");
	sql_int(&sql, 0);
	sql_add(&sql, " AND ");
	scope_add_where(&sql, &rest, "i");
	if (list->group_tag)
		list_add_group(&sql, STORE_BY_TAG, *list->group_tag);
	scope_add_fold(&sql, list->scope);
	is_well = open_streams(&merge);
	while (is_well && merge.count && list->count < list->limit) {
		struct list_place top = merge.heap[0]->entries[merge.heap[0]->next];

		if (list_is_over(list, top.date, top.feed, top.id))
			break;
		/* An article with the tag may also be of a feed with it. */
		if (list_place_compare(&top, &last) != 0)
			is_well = take_row(list, &sql, top.id);
		last = top;
		is_well = is_well && advance(&merge);
	}
	sql_free(&sql);
	return is_well;
}
