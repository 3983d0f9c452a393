/* SPDX-License-Identifier: MIT */
#include "store/pages.h"

#include <sysexits.h>

#include "base/i18n.h"
#include "base/url.h"
#include "base/utf8.h"
#include "store/body.h"
#include "store/identity.h"
#include "store/index.h"
#include "store/list.h"
#include "store/versions.h"

enum { URL_MAX = 8192, EDGES_MAX = 200, TITLE_MAX = 1000, SECTION_MAX = 60 };
enum { VALIDATOR_MAX = 1000 };

int64_t pages_find(struct store *store, struct str url)
{
	uint64_t hash = identity_of_url(url);
	sqlite3_stmt *stmt;
	int64_t page = 0;

	if (hash == 0)
		return 0;
	stmt = db_use(store, "SELECT page, url FROM aliases WHERE url_hash = ?");
	db_int(stmt, 1, (int64_t)hash);
	while (page == 0 && db_row(stmt))
		if (identity_is_same_url(url, db_get_str(stmt, 1)))
			page = db_get_int(stmt, 0);
	db_done(store, stmt, NULL);
	return page;
}

/* Lets one more address lead to a page. */
static bool add_alias(struct store *store, int64_t page, struct str url, struct error *err)
{
	int64_t other = pages_find(store, url), hash = (int64_t)identity_of_url(url);
	sqlite3_stmt *stmt;

	if (hash == 0 || other == page || url.len > URL_MAX)
		return true;
	if (other) {
		/* It led elsewhere until now. */
		stmt = db_use(store, "DELETE FROM aliases WHERE url_hash = ? AND page = ?");
		db_int(stmt, 1, hash);
		db_int(stmt, 2, other);
		if (!db_run(store, stmt, err))
			return false;
	}
	stmt = db_use(store, "INSERT OR REPLACE INTO aliases(url_hash, page, url) VALUES(?, ?, ?)");
	db_int(stmt, 1, hash);
	db_int(stmt, 2, page);
	db_str(stmt, 3, url);
	return db_run(store, stmt, err);
}

bool pages_find_or_add(struct store *store, struct str url, int64_t *page, struct error *err)
{
	sqlite3_stmt *stmt;

	*page = pages_find(store, url);
	if (*page)
		return true;
	if (identity_of_url(url) == 0 || url.len > URL_MAX)
		return error_set_code(err, EX_DATAERR, _("This is no address of a page"));
	stmt = db_use(store, "INSERT INTO pages(url_hash, url) VALUES(?, ?)");
	db_int(stmt, 1, (int64_t)identity_of_url(url));
	db_str(stmt, 2, url);
	if (!db_run(store, stmt, err))
		return false;
	*page = sqlite3_last_insert_rowid(store->db);
	return add_alias(store, *page, url, err);
}

/* What a page calls its own address is believed within its own site only:
 * else one site could put itself in another's place. */
static struct str own_address(const struct page *page, struct str asked)
{
	struct str base = page->meta.url.len ? page->meta.url : asked;
	struct str canonical = page->meta.canonical;

	if (!url_is_web(base))
		base = asked;
	if (canonical.len && url_is_web(canonical) && url_is_same_site(canonical, base))
		return canonical;
	return base;
}

static bool save_edges(struct store *store, int64_t id, const struct page *page,
		       struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM edges WHERE page = ?");
	int64_t position = 0;

	db_int(stmt, 1, id);
	if (!db_run(store, stmt, err))
		return false;
	for (size_t i = 0; i < page->link_count && position < EDGES_MAX; i++) {
		const struct page_link *link = &page->links[i];
		uint64_t hash = identity_of_url(link->url);

		/* A line without an address may be found by its title. */
		if (link->kind != PAGE_LINK_RELATED || link->url.len > URL_MAX ||
		    (hash == 0 && (link->url.len || !link->title.len)))
			continue;
		stmt = db_use(store, "INSERT INTO edges(page, position, url_hash, url, title) "
				     "VALUES(?, ?, ?, ?, ?)");
		db_int(stmt, 1, id);
		db_int(stmt, 2, position++);
		db_int(stmt, 3, (int64_t)hash);
		db_str(stmt, 4, link->url);
		db_str(stmt, 5, utf8_clip(link->title, TITLE_MAX));
		if (!db_run(store, stmt, err))
			return false;
	}
	return true;
}

bool pages_keep_links(struct store *store, struct str url, const struct page *page,
		      struct error *err)
{
	int64_t id;

	if (!identity_of_url(url) || url.len > URL_MAX)
		return true;
	if (!pages_find_or_add(store, url, &id, err))
		return false;
	sqlite3_stmt *stmt = db_use(store, "SELECT fetched > 0 FROM pages WHERE id = ?");
	db_int(stmt, 1, id);
	/* A fetched page knows its links better than the feed's text does. */
	if (db_number(store, stmt, 0) == 1)
		return true;
	return save_edges(store, id, page, err);
}

static bool save_body(struct store *store, int64_t id, const struct page *page, struct error *err)
{
	struct buf packed = { 0 }, squeezed = { 0 };
	sqlite3_stmt *stmt = db_use(store, "INSERT OR REPLACE INTO page_bodies(id, pack) "
					   "VALUES(?, ?)");
	bool is_well = page_pack(page, &packed) &&
		       body_squeeze(store, buf_str(&packed), &squeezed);

	if (is_well) {
		db_int(stmt, 1, id);
		db_blob(stmt, 2, buf_str(&squeezed));
		is_well = db_run(store, stmt, err);
	} else {
		error_set(err, _("A page is too big to be kept"));
	}
	buf_free(&packed);
	buf_free(&squeezed);
	return is_well;
}

/* Half of one would be another. */
static struct str validator_of(struct str s)
{
	return s.len <= VALIDATOR_MAX ? s : STR("");
}

static bool save_facts(struct store *store, int64_t id, const struct page *page, struct str url,
		       const struct store_validators *validators, int64_t now, struct error *err)
{
	const struct page_meta *meta = &page->meta;
	sqlite3_stmt *stmt = db_use(store,
		"UPDATE pages SET url = ?2, url_hash = ?3, fetched = ?4, date = ?5, title = ?6,"
		" site = ?7, section = ?8, failed_at = 0, failures = 0, failure = '',"
		" etag = ?9, last_modified = ?10 WHERE id = ?1");

	db_int(stmt, 1, id);
	db_str(stmt, 2, url);
	db_int(stmt, 3, (int64_t)identity_of_url(url));
	db_int(stmt, 4, now);
	db_int(stmt, 5, meta->published.precision == DATE_NONE ? 0 : meta->published.utc);
	db_str(stmt, 6, utf8_clip(meta->title, TITLE_MAX));
	db_str(stmt, 7, meta->site.len ? meta->site : url_host(url));
	db_str(stmt, 8, meta->section);
	db_str(stmt, 9, validator_of(validators->etag));
	db_str(stmt, 10, validator_of(validators->last_modified));
	return db_run(store, stmt, err);
}

bool pages_unsettle_pictures(struct store *store, int64_t owner, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM picture_uses WHERE owner = ? "
					   "AND picture = 0");

	db_int(stmt, 1, owner);
	return db_run(store, stmt, err);
}

/* Articles whose link this is can be read offline from now on. */
static bool tell_articles(struct store *store, int64_t id, struct str url, struct str section,
			  bool has_related, struct error *err)
{
	int64_t hash = (int64_t)identity_of_url(url), ids[32];
	sqlite3_stmt *stmt = db_use(store, "SELECT id, url FROM items WHERE link_hash = ? "
					   "ORDER BY id DESC LIMIT 32");
	size_t count = 0;

	db_int(stmt, 1, hash);
	while (count < 32 && db_row(stmt))
		if (identity_is_same_url(url, db_get_str(stmt, 1)))
			ids[count++] = db_get_int(stmt, 0);
	if (!db_done(store, stmt, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		stmt = db_use(store, "UPDATE items SET flags = flags | ?1,"
				     " section = iif(section = '', ?3, section) WHERE id = ?2"
				     " AND (flags & ?1 <> ?1 OR (section = '' AND ?3 <> ''))");
		db_int(stmt, 1, STORE_CACHED | (has_related ? STORE_RELATED : 0));
		db_int(stmt, 2, ids[i]);
		db_str(stmt, 3, section);
		if (!db_run(store, stmt, err) || !pages_unsettle_pictures(store, ids[i], err))
			return false;
	}
	if (count == 0)
		return true;
	stmt = db_use(store, "UPDATE pages SET article = ? WHERE id = ?");
	db_int(stmt, 1, ids[0]);
	db_int(stmt, 2, id);
	return db_run(store, stmt, err);
}

/* What articles with this address show is the newest there is. */
static bool settle_stale(struct store *store, struct str url, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "UPDATE items SET flags = flags & ~?2 "
					   "WHERE link_hash = ?1 AND flags & ?2");

	db_int(stmt, 1, (int64_t)identity_of_url(url));
	db_int(stmt, 2, STORE_STALE);
	return db_run(store, stmt, err);
}

static bool has_edges(struct store *store, int64_t id)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM edges WHERE page = ? LIMIT 1");

	db_int(stmt, 1, id);
	return db_number(store, stmt, 0) == 1;
}

static struct str section_of(const struct page *page)
{
	struct str section = str_trim(page->meta.section);

	return section.len <= SECTION_MAX ? section : STR("");
}

static bool save_page(struct store *store, struct str asked, const struct page *page,
		      const struct store_validators *validators, int64_t now, int64_t *id,
		      struct error *err)
{
	struct str url = own_address(page, asked), section = section_of(page);
	sqlite3_stmt *stmt;
	bool was_there, related;

	if (!pages_find_or_add(store, url, id, err))
		return false;
	/* One that was deleted is in the index still. */
	stmt = db_use(store, "SELECT fetched <> 0 FROM pages WHERE id = ?");
	db_int(stmt, 1, *id);
	was_there = db_number(store, stmt, 0) == 1;
	if (was_there ? !index_forget(store, -*id, false, err)
		      : !index_want_page(store, *id, err))
		return false;
	if ((was_there && !version_keep_page(store, *id, now, err)) ||
	    !save_facts(store, *id, page, url, validators, now, err) ||
	    !save_body(store, *id, page, err) || !save_edges(store, *id, page, err) ||
	    !add_alias(store, *id, asked, err) ||
	    !add_alias(store, *id, page->meta.url, err) ||
	    !pages_unsettle_pictures(store, -*id, err))
		return false;
	related = has_edges(store, *id);
	return tell_articles(store, *id, asked, section, related, err) &&
	       tell_articles(store, *id, url, section, related, err) &&
	       settle_stale(store, asked, err) && settle_stale(store, url, err);
}

bool store_page_save(struct store *store, struct str asked_url, const struct page *page,
		     int64_t now, int64_t *id, struct error *err)
{
	static const struct store_validators none;

	return store_page_save_with(store, asked_url, page, &none, now, id, err);
}

bool store_page_save_with(struct store *store, struct str asked_url, const struct page *page,
			  const struct store_validators *validators, int64_t now, int64_t *id,
			  struct error *err)
{
	bool is_mine, is_well;
	int64_t local;

	id = id ? id : &local;
	*id = 0;
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = db_save_point(store, err);
	if (is_well) {
		is_well = save_page(store, asked_url, page, validators, now, id, err);
		db_release_point(store, is_well);
	}
	return db_end(store, is_mine, is_well, err);
}

bool store_page_find(struct store *store, struct str url, struct arena *arena, struct str *packed,
		     int64_t *id, int64_t *fetched)
{
	int64_t page = pages_find(store, url);
	sqlite3_stmt *stmt;
	bool is_there;

	*packed = (struct str){ 0 };
	if (page == 0)
		return false;
	stmt = db_use(store, "SELECT p.fetched, b.pack FROM pages p JOIN page_bodies b "
			     "ON b.id = p.id WHERE p.id = ? AND p.fetched > 0");
	db_int(stmt, 1, page);
	is_there = db_row(stmt) && body_expand(store, db_get_str(stmt, 1), arena, packed);
	if (is_there && fetched)
		*fetched = db_get_int(stmt, 0);
	if (is_there && id)
		*id = page;
	return db_done(store, stmt, NULL) && is_there;
}

bool store_page_mark_read(struct store *store, struct str url, int64_t now)
{
	bool is_mine, is_well;
	sqlite3_stmt *stmt;
	int64_t page, article;

	if (!db_begin(store, &is_mine, NULL))
		return false;
	is_well = pages_find_or_add(store, url, &page, NULL);
	stmt = db_use(store, "UPDATE pages SET read_at = ? WHERE id = ?");
	db_int(stmt, 1, now);
	db_int(stmt, 2, page);
	is_well = is_well && db_run(store, stmt, NULL);
	if (is_well && store_article_by_url(store, url, &article)) {
		struct store_selection one = { .ids = &article, .count = 1 };

		is_well = store_mark(store, &one, STORE_MARK_READ, (struct str){ 0 }, now, NULL,
				     NULL);
	}
	return db_end(store, is_mine, is_well, NULL);
}

bool store_page_validators(struct store *store, struct str url, int64_t now,
			   struct arena *arena, struct store_validators *out)
{
	int64_t page = pages_find(store, url);
	sqlite3_stmt *stmt;
	bool is_there;

	*out = (struct store_validators){ 0 };
	if (page == 0)
		return false;
	stmt = db_use(store, "SELECT failures, failed_at, etag, last_modified FROM pages "
			     "WHERE id = ? AND fetched > 0");
	db_int(stmt, 1, page);
	is_there = db_row(stmt) &&
		   !pages_is_resting(db_get_int(stmt, 0), db_get_int(stmt, 1), now);
	if (is_there) {
		out->etag = db_copy_str(stmt, 2, arena);
		out->last_modified = db_copy_str(stmt, 3, arena);
	}
	return db_done(store, stmt, NULL) && is_there;
}

bool store_page_confirm(struct store *store, struct str url)
{
	bool is_mine, is_well;
	sqlite3_stmt *stmt;

	if (!db_begin(store, &is_mine, NULL))
		return false;
	stmt = db_use(store, "UPDATE pages SET failed_at = 0, failures = 0, failure = '' "
			     "WHERE id = ? AND failed_at > 0");
	db_int(stmt, 1, pages_find(store, url));
	is_well = db_run(store, stmt, NULL) && settle_stale(store, url, NULL);
	return db_end(store, is_mine, is_well, NULL);
}
