/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "base/utf8.h"
#include "store/index.h"
#include "store/name.h"
#include "store/pages.h"
#include "store/schema.h"
#include "store/scope.h"
#include "store/versions.h"
#include "store/visit.h"

enum {
	EARLIEST = 631152000, /* 1990: before it a date is a mistake */
	AHEAD = 600,          /* seconds that a publisher's clock may run ahead */
	AUTHOR_MAX = 200, SECTION_MAX = 60, KEY_MAX = 1024,
	TEASER_MAX = 600, /* bytes of text; a summary alone below it is a teaser */
	TEASER_ENDING = 1500, /* and one that ends in dots below this */
};

/* At most AUTHOR_MAX bytes, no character cut. */
static struct str join_names(const struct news_strings *names, struct arena *arena)
{
	struct buf out = { .max = AUTHOR_MAX };
	struct str joined;

	if (names->count == 1)
		return utf8_clip(news_author_name(names->items[0]), AUTHOR_MAX);
	for (size_t i = 0; i < names->count; i++) {
		struct str name = news_author_name(names->items[i]);
		if (out.len + name.len + 2 > AUTHOR_MAX)
			break;
		if (out.len)
			buf_add(&out, STR(", "));
		buf_add(&out, name);
	}
	joined = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return joined;
}

/* A date orders the list only when it can be true. */
static int64_t order_date(const struct news_item *item, int64_t now)
{
	const struct date *date = item->published.precision != DATE_NONE ? &item->published
									 : &item->updated;

	if (date->precision == DATE_NONE || date->utc < EARLIEST)
		return now;
	return date->utc > now + AHEAD ? now : date->utc;
}

static bool ends_in_dots(struct str text)
{
	static const char *const endings[] = { "...", "…", "[...]", "[…]", "...]", "(…)" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (str_has_suffix(text, str_from(endings[i])))
			return true;
	return false;
}

/* What the feed says of itself is no proof: its own address is. */
static bool is_at_home(const struct visit *v, const struct news_item *item)
{
	return v->site.len && url_is_web(item->link) &&
	       str_eq_nocase(url_site(url_host(item->link)), v->site);
}

static bool is_untitled(const struct news_item *item)
{
	return str_is_empty(str_trim(item->title));
}

static int64_t item_flags(const struct visit *v, const struct news_item *item)
{
	struct str text = str_trim(item->text);
	int64_t flags = item->enclosure_count ? STORE_MEDIA : 0;

	if (is_at_home(v, item))
		flags |= SCOPE_HOME;
	if (is_untitled(item))
		flags |= STORE_UNTITLED;
	if (item->link.len && (text.len < TEASER_MAX / 4 ||
			       (!item->content.len && text.len < TEASER_MAX) ||
			       (text.len < TEASER_ENDING && ends_in_dots(text))))
		flags |= STORE_PARTIAL;
	return flags;
}

static struct body body_of(const struct visit *v, const struct identity *one)
{
	struct str key = utf8_clip(str_trim(one->item->id), KEY_MAX);
	struct body body = body_from_item(one->item, key);

	/* Stays with the article, whatever its feed says later: its words were
	 * stemmed in it. */
	if (!body.language.len)
		body.language = v->given->news->language;
	return body;
}

static bool save_body(struct visit *v, const struct identity *one, int64_t id)
{
	struct body body = body_of(v, one);

	return body_save(v->store, id, &body, v->err);
}

/* The columns of items that an update sets too, from ?1 on. */
static void bind_facts(sqlite3_stmt *stmt, struct visit *v, const struct identity *one)
{
	const struct news_item *item = one->item;

	db_int(stmt, 1, (int64_t)one->key);
	db_int(stmt, 2, identity_content(one));
	db_int(stmt, 3, (int64_t)one->link);
	db_str(stmt, 4, is_untitled(item) ? name_of_post(item->text, v->arena) :
			utf8_clip(str_trim(item->title), VISIT_TITLE_MAX));
	db_str(stmt, 5, item->link.len <= VISIT_URL_MAX ? item->link : (struct str){ 0 });
	db_str(stmt, 6, join_names(&item->authors, v->arena));
	db_str(stmt, 7, item->categories.count ? utf8_clip(item->categories.items[0], SECTION_MAX)
					       : (struct str){ 0 });
}

static bool has_page(struct visit *v, int64_t id)
{
	sqlite3_stmt *stmt = db_use(v->store, "SELECT flags & ? <> 0 FROM items WHERE id = ?");

	db_int(stmt, 1, STORE_CACHED);
	db_int(stmt, 2, id);
	return db_number(v->store, stmt, 0) == 1;
}

static bool update_item(struct visit *v, struct identity *one)
{
	bool is_visible = (uint32_t)((uint64_t)one->old_content >> 32) != one->content;
	bool is_told = is_visible && one->old_content != SCHEMA_CONTENT_IMPORTED;
	bool becomes_unread = is_told && v->given->updated_becomes_unread;
	bool is_stale;
	sqlite3_stmt *stmt;

	if (one->old_content == identity_content(one) && one->old_key == one->key)
		return true;
	is_stale = is_told && v->has_pages && has_page(v, one->article);
	if ((is_visible && !index_forget(v->store, one->article, false, v->err)) ||
	    (is_told && !version_keep(v->store, one->article, v->given->now, v->err)))
		return false;
	stmt = db_use(v->store,
		"UPDATE items SET key_hash = ?1, content_hash = ?2, link_hash = ?3, title = ?4,"
		" url = ?5, author = ?6, section = iif(?7 = '', section, ?7),"
		" flags = (flags & ~?8) | ?9, body = 0 WHERE id = ?10");
	bind_facts(stmt, v, one);
	db_int(stmt, 8, STORE_MEDIA | STORE_PARTIAL | STORE_UNTITLED | SCOPE_HOME);
	db_int(stmt, 9, item_flags(v, one->item) | (is_told ? STORE_UPDATED : 0) |
			 (is_stale ? STORE_STALE : 0));
	db_int(stmt, 10, one->article);
	if (!db_run(v->store, stmt, v->err) || !save_body(v, one, one->article))
		return false;
	stmt = db_use(v->store, "DELETE FROM rendered WHERE id = ?");
	db_int(stmt, 1, one->article);
	if (!db_run(v->store, stmt, v->err) ||
	    !pages_unsettle_pictures(v->store, one->article, v->err))
		return false;
	if (becomes_unread) {
		stmt = db_use(v->store, "UPDATE items SET unread = 1 WHERE id = ? AND unread = 0 "
					"AND (flags & ?) = 0");
		db_int(stmt, 1, one->article);
		db_int(stmt, 2, SCOPE_MUTED);
		if (!db_run(v->store, stmt, v->err))
			return false;
	}
	v->result->updated += is_visible;
	v->result->stale += is_stale;
	return true;
}

static bool was_evicted(struct visit *v, const struct identity *one)
{
	sqlite3_stmt *stmt;

	stmt = db_use(v->store, "SELECT 1 FROM evicted WHERE feed = ? AND key_hash = ?");
	db_int(stmt, 1, v->given->feed);
	db_int(stmt, 2, (int64_t)one->key);
	return db_number(v->store, stmt, 0) == 1;
}

/* The story that an article of another feed with the same address belongs to;
 * the first of its members gives it its number. */
static int64_t story_of(struct visit *v, int64_t other)
{
	sqlite3_stmt *stmt = db_use(v->store, "UPDATE items SET story = id "
					      "WHERE id = ? AND story IS NULL");

	db_int(stmt, 1, other);
	db_run(v->store, stmt, NULL);
	stmt = db_use(v->store, "SELECT story FROM items WHERE id = ?");
	db_int(stmt, 1, other);
	return db_number(v->store, stmt, 0);
}

/* The page behind it may have been fetched before, as a related one. */
static bool adopt_page(struct visit *v, const struct identity *one, int64_t id)
{
	sqlite3_stmt *stmt;
	int64_t page;

	if (!v->has_pages || !one->has_link)
		return true;
	stmt = db_use(v->store, "SELECT p.id FROM aliases a JOIN pages p ON p.id = a.page "
				"WHERE a.url_hash = ? AND p.fetched > 0 LIMIT 1");
	db_int(stmt, 1, (int64_t)one->link);
	page = db_number(v->store, stmt, 0);
	if (page == 0)
		return true;
	stmt = db_use(v->store, "UPDATE pages SET article = ? WHERE id = ? AND article = 0");
	db_int(stmt, 1, id);
	db_int(stmt, 2, page);
	if (!db_run(v->store, stmt, v->err))
		return false;
	stmt = db_use(v->store, "UPDATE items SET flags = flags | ? WHERE id = ?");
	db_int(stmt, 1, STORE_CACHED);
	db_int(stmt, 2, id);
	return db_run(v->store, stmt, v->err);
}

static bool is_new(const struct identity *one)
{
	return !one->is_skipped && !one->article;
}

/* Stores the bodies of the new articles from this one on, in the order of
 * visit_save_items, as many as a frame holds; none when there are few. */
static bool save_bodies(struct visit *v, const struct identity *one)
{
	size_t count = 0;

	for (size_t i = (size_t)(one - v->all) + 1; i-- > 0 && count < BODY_GROUP_MOST;)
		if (is_new(&v->all[i]))
			v->bodies[count++] = body_of(v, &v->all[i]);
	return count < BODY_GROUP_LEAST ||
	       body_save_group(v->store, v->bodies, count, &v->in_frame, &v->body, v->err);
}

static bool insert_item(struct visit *v, struct identity *one)
{
	sqlite3_stmt *stmt;
	int64_t story = one->story_with ? story_of(v, one->story_with) : 0;
	bool has_body;

	if (v->in_frame == 0 && !save_bodies(v, one))
		return false;
	has_body = v->in_frame > 0;
	stmt = db_use(v->store,
		"INSERT INTO items(key_hash, content_hash, link_hash, title, url, author, section,"
		" feed, date, flags, seen, unread, starred, hidden, story, body)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, 0, 0, nullif(?12, 0),"
		" ?13)");
	bind_facts(stmt, v, one);
	db_int(stmt, 8, v->given->feed);
	db_int(stmt, 9, order_date(one->item, v->given->now));
	db_int(stmt, 10, item_flags(v, one->item));
	db_int(stmt, 11, v->given->now);
	db_int(stmt, 12, story);
	db_int(stmt, 13, has_body ? v->body++ : 0);
	if (!db_run(v->store, stmt, v->err))
		return false;
	one->article = sqlite3_last_insert_rowid(v->store->db);
	v->in_frame -= has_body;
	v->unread++;
	v->total++;
	v->result->added_ids[v->result->added++] = one->article;
	return (has_body || save_body(v, one, one->article)) && adopt_page(v, one, one->article);
}

/* Backwards, since ids grow: of two articles with one date the one that stands
 * first in the document is listed first. */
bool visit_save_items(struct visit *v)
{
	for (size_t i = 0; v->has_evicted && i < v->count; i++)
		if (is_new(&v->all[i]))
			v->all[i].is_skipped = was_evicted(v, &v->all[i]);
	for (size_t i = v->count; i-- > 0;) {
		struct identity *one = &v->all[i];

		if (one->is_skipped)
			continue;
		if (one->article ? !update_item(v, one) : !insert_item(v, one))
			return false;
	}
	return true;
}
