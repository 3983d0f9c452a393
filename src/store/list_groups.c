/* SPDX-License-Identifier: MIT */
#include "store/list.h"

/* One section, or tag, after the other in the order of their names, each newest
 * first, and at the end what has none. Sections of more than a few articles have
 * an index of their own; a tag's articles are merged out of its feeds. */

bool list_has_sections(struct store *store)
{
	return db_number(store, db_use(store, "SELECT 1 FROM sqlite_master "
					      "WHERE name = 'items_section'"), 0) == 1;
}

bool list_prepare_sections(struct store *store, struct error *err)
{
	return db_exec(store, "CREATE INDEX IF NOT EXISTS items_section "
			      "ON items(section COLLATE NOCASE, date, feed) WHERE hidden = 0",
		       err);
}

/* ---- what group an article is in ------------------------------------------------------ */

/* The folder in which the feed list shows a feed: the tag of the most parts. */
#define FOLDER_OF(feed_id) "(SELECT t.tag FROM feed_tags t WHERE t.feed = " feed_id \
	" ORDER BY length(t.tag) - length(replace(t.tag, '/', '')) DESC, t.position LIMIT 1)"
/* Its own tag, the first by name, else that. */
#define TAG_OF "ifnull((SELECT min(g.tag) FROM item_tags g WHERE g.id = i.id), " \
	"ifnull(" FOLDER_OF("i.feed") ", ''))"

static const char *expression_of(enum store_order order)
{
	return order == STORE_BY_TAG ? TAG_OF : "i.section";
}

struct str store_group_of(struct store *store, enum store_order order, int64_t id,
			  struct arena *arena)
{
	struct str group = STR("");
	sqlite3_stmt *stmt = db_use(store, order == STORE_BY_TAG ?
				    "SELECT " TAG_OF " FROM items i WHERE i.id = ?" :
				    "SELECT i.section FROM items i WHERE i.id = ?");

	db_int(stmt, 1, id);
	if (db_row(stmt) && db_get_str(stmt, 0).len)
		group = db_copy_str(stmt, 0, arena);
	db_done(store, stmt, NULL);
	return group;
}

void list_add_group(struct sql *sql, enum store_order order, struct str group)
{
	sql_add(sql, " AND ");
	sql_add(sql, expression_of(order));
	sql_add(sql, " = ");
	sql_str(sql, group);
	sql_add(sql, " COLLATE NOCASE");
}

/* ---- which groups there are ----------------------------------------------------------- */

/* By what a statement over names yields; those without a name come last. */
static struct str name_by(struct list *list, const char *text, const struct str *from)
{
	sqlite3_stmt *stmt = db_use(list->store, text);
	struct str name = STR("");

	db_str(stmt, 1, from ? *from : STR(""));
	if (db_row(stmt) && db_get_str(stmt, 0).len)
		name = db_copy_str(stmt, 0, list->arena);
	db_done(list->store, stmt, NULL);
	return name;
}

static struct str name_above(struct list *list, struct str from)
{
	if (list->scope->order == STORE_BY_TAG)
		return name_by(list, "SELECT min(t COLLATE NOCASE) FROM (SELECT min(tag) AS t "
				     "FROM feed_tags WHERE tag > ?1 UNION ALL SELECT min(tag) "
				     "FROM item_tags WHERE tag > ?1)", &from);
	return name_by(list, "SELECT section FROM items INDEXED BY items_section WHERE hidden = 0 "
			     "AND section COLLATE NOCASE > ?1 ORDER BY section COLLATE NOCASE "
			     "LIMIT 1", &from);
}

/* from NULL: the last of those that have a name. */
static struct str name_below(struct list *list, const struct str *from)
{
	bool is_tag = list->scope->order == STORE_BY_TAG;

	if (!from)
		return name_by(list, is_tag ?
			"SELECT max(t COLLATE NOCASE) FROM (SELECT max(tag) AS t FROM feed_tags "
			"UNION ALL SELECT max(tag) FROM item_tags)" :
			"SELECT section FROM items INDEXED BY items_section WHERE hidden = 0 "
			"ORDER BY section COLLATE NOCASE DESC LIMIT 1", NULL);
	return name_by(list, is_tag ?
		"SELECT max(t COLLATE NOCASE) FROM (SELECT max(tag) AS t FROM feed_tags "
		"WHERE tag < ?1 UNION ALL SELECT max(tag) FROM item_tags WHERE tag < ?1)" :
		"SELECT section FROM items INDEXED BY items_section WHERE hidden = 0 "
		"AND section COLLATE NOCASE < ?1 AND section <> '' "
		"ORDER BY section COLLATE NOCASE DESC LIMIT 1", from);
}

/* False: there is none further on. The group without a name is the last. */
static bool next_name(struct list *list, struct str *name)
{
	if (!list->is_backwards) {
		if (!name->len)
			return false;
		*name = name_above(list, *name);
		return true;
	}
	*name = name_below(list, name->len ? name : NULL);
	return name->len > 0;
}

/* ---- the rows of one ------------------------------------------------------------------ */

static bool take_section(struct list *list, struct str name, const struct store_row *after)
{
	struct sql sql = { .store = list->store };
	bool is_well;

	scope_add_select(&sql, "items_section");
	sql_add(&sql, "i.hidden = 0 AND i.section = ");
	sql_str(&sql, name);
	sql_add(&sql, " COLLATE NOCASE AND ");
	if (list_is_looking(list))
		sql_add(&sql, "CASE WHEN warta_look(i.date, i.feed, i.id) THEN ");
	scope_add_where(&sql, list->scope, "i");
	if (list_is_looking(list))
		sql_add(&sql, " ELSE 0 END");
	scope_add_fold(&sql, list->scope);
	if (after) {
		sql_add(&sql, list->is_backwards ? " AND (i.date, i.feed, i.id) > ("
						 : " AND (i.date, i.feed, i.id) < (");
		sql_int(&sql, after->date);
		sql_add(&sql, ", ");
		sql_int(&sql, after->feed);
		sql_add(&sql, ", ");
		sql_int(&sql, after->id);
		sql_add(&sql, ")");
	}
	sql_add(&sql, list->is_backwards ? " ORDER BY i.date, i.feed, i.id LIMIT "
		      : " ORDER BY i.date DESC, i.feed DESC, i.id DESC LIMIT ");
	sql_int(&sql, (int64_t)(list->limit - list->count));
	is_well = list_take(list, sql_use(&sql));
	sql_free(&sql);
	return is_well;
}

static bool take_group(struct list *list, struct str name, const struct store_row *after)
{
	const struct store_row *whole = list->after;
	size_t from = list->count;
	bool is_well;

	if (list->scope->order == STORE_BY_TAG) {
		list->after = after;
		list->group_tag = &name;
		is_well = list_merge(list);
		list->group_tag = NULL;
		list->after = whole;
	} else {
		is_well = take_section(list, name, after);
	}
	for (size_t i = from; i < list->count; i++)
		list->rows[i].group = name;
	return is_well;
}

/* ---- few of them: sorted each time ----------------------------------------------------- */

static void add_place(struct list *list, struct sql *sql, struct str group)
{
	const struct store_row *after = list->after;
	const char *on = list->is_backwards ? "<" : ">", *in = list->is_backwards ? ">" : "<";

	sql_add(sql, " AND ((i.section = '', i.section COLLATE NOCASE) ");
	sql_add(sql, on);
	sql_add(sql, group.len ? " (0, " : " (1, ");
	sql_str(sql, group);
	sql_add(sql, ") OR (i.section = ");
	sql_str(sql, group);
	sql_add(sql, " COLLATE NOCASE AND (i.date, i.feed, i.id) ");
	sql_add(sql, in);
	sql_add(sql, " (");
	sql_int(sql, after->date);
	sql_add(sql, ", ");
	sql_int(sql, after->feed);
	sql_add(sql, ", ");
	sql_int(sql, after->id);
	sql_add(sql, ")))");
}

static bool sort_sections(struct list *list, struct str group)
{
	struct sql sql = { .store = list->store };
	bool is_well;

	scope_add_where(&sql, list->scope, "i");
	scope_put_select(&sql, NULL);
	scope_add_fold(&sql, list->scope);
	if (list->after)
		add_place(list, &sql, group);
	sql_add(&sql, list->is_backwards
		? " ORDER BY i.section = '' DESC, i.section COLLATE NOCASE DESC, i.date, i.feed, "
		  "i.id LIMIT "
		: " ORDER BY i.section = '', i.section COLLATE NOCASE, i.date DESC, i.feed DESC, "
		  "i.id DESC LIMIT ");
	sql_int(&sql, (int64_t)list->limit);
	list->has_sections = true;
	is_well = list_take(list, sql_use(&sql));
	list->has_sections = false;
	sql_free(&sql);
	return is_well;
}

bool list_by_group(struct list *list)
{
	const struct store_row *after = list->after;
	struct str name = STR("");
	bool is_sorted = list->scope->order == STORE_BY_SECTION &&
			 (list->scope->kind == STORE_FEED || !list_has_sections(list->store));

	if (after)
		name = after->group.ptr ? after->group :
		       store_group_of(list->store, list->scope->order, after->id, list->arena);
	if (is_sorted)
		return sort_sections(list, name);
	if (!after && !list->is_backwards)
		name = name_above(list, name);
	do {
		if (!take_group(list, name, after))
			return false;
		after = NULL;
	} while (list->count < list->limit && !db_is_look_over(list->store) &&
		 next_name(list, &name));
	return true;
}
