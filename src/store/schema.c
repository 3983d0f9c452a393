/* SPDX-License-Identifier: MIT */
#include "store/schema.h"

#include <stdio.h>

/* items are narrow: what a list shows, and nothing that only an open article
 * needs. Their order everywhere is (date, feed, id). An index that serves
 * lists holds visible rows only, so that retired feeds and deleted articles
 * cost a list nothing. */
static const char feeds_1[] =
	"CREATE TABLE facts(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"

	"CREATE TABLE feeds(id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,"
	" title TEXT NOT NULL DEFAULT '', own_title TEXT NOT NULL DEFAULT '',"
	" flags INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0,"
	" keep INTEGER NOT NULL DEFAULT -1, site TEXT NOT NULL DEFAULT '',"
	" language TEXT NOT NULL DEFAULT '', icon TEXT NOT NULL DEFAULT '',"
	" etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',"
	" moved_to TEXT NOT NULL DEFAULT '', moved_visits INTEGER NOT NULL DEFAULT 0,"
	" error TEXT NOT NULL DEFAULT '', complaint TEXT NOT NULL DEFAULT '',"
	" last_visit INTEGER NOT NULL DEFAULT 0, last_success INTEGER NOT NULL DEFAULT 0,"
	" next_visit INTEGER NOT NULL DEFAULT 0, last_new INTEGER NOT NULL DEFAULT 0,"
	" bytes INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0, pace INTEGER NOT NULL DEFAULT 0,"
	" leased_until INTEGER NOT NULL DEFAULT 0);"
	"CREATE TABLE feed_tags(tag TEXT NOT NULL COLLATE NOCASE,"
	" feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,"
	" position INTEGER NOT NULL, PRIMARY KEY(tag, feed)) WITHOUT ROWID;"
	"CREATE INDEX feed_tags_feed ON feed_tags(feed);"
	/* Kept by the triggers below, and by visits for what they insert. */
	"CREATE TABLE tallies(feed INTEGER PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,"
	" unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0);";

static const char items_1[] =
	"CREATE TABLE items(id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" feed INTEGER NOT NULL REFERENCES feeds, date INTEGER NOT NULL,"
	" unread INTEGER NOT NULL, starred INTEGER NOT NULL, hidden INTEGER NOT NULL,"
	" flags INTEGER NOT NULL, seen INTEGER NOT NULL, key_hash INTEGER NOT NULL,"
	" content_hash INTEGER NOT NULL, link_hash INTEGER NOT NULL, story INTEGER,"
	" title TEXT NOT NULL, url TEXT NOT NULL, author TEXT NOT NULL,"
	" section TEXT NOT NULL);"
	"CREATE UNIQUE INDEX items_key ON items(feed, key_hash);"
	"CREATE INDEX items_link ON items(link_hash);"
	"CREATE INDEX items_date ON items(date, feed) WHERE hidden = 0;"
	"CREATE INDEX items_feed ON items(feed, date) WHERE hidden = 0;"
	"CREATE INDEX items_unread ON items(date, feed) WHERE unread = 1 AND hidden = 0;"
	"CREATE INDEX items_feed_unread ON items(feed, date) WHERE unread = 1 AND hidden = 0;"
	"CREATE INDEX items_starred ON items(date, feed) WHERE starred = 1 AND hidden = 0;"
	"CREATE INDEX items_story ON items(story) WHERE story IS NOT NULL;"
	/* Everything that only an open article needs, packed and compressed. */
	"CREATE TABLE bodies(id INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,"
	" pack BLOB NOT NULL);"
	"CREATE TABLE dictionaries(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
	"CREATE TABLE rendered(id INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,"
	" pack BLOB NOT NULL);"
	"CREATE TABLE places(id INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,"
	" block INTEGER NOT NULL, at INTEGER NOT NULL);"
	/* What was read a moment ago and stays in sight until its list is left. */
	"CREATE TABLE just_read(id INTEGER PRIMARY KEY, at INTEGER NOT NULL);"
	"CREATE TABLE item_tags(tag TEXT NOT NULL COLLATE NOCASE, date INTEGER NOT NULL,"
	" feed INTEGER NOT NULL, id INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,"
	" PRIMARY KEY(tag, date, feed, id)) WITHOUT ROWID;"
	"CREATE INDEX item_tags_id ON item_tags(id);"
	/* Keys of evicted articles, so that they do not come back. */
	"CREATE TABLE evicted(feed INTEGER NOT NULL, key_hash INTEGER NOT NULL,"
	" at INTEGER NOT NULL, PRIMARY KEY(feed, key_hash)) WITHOUT ROWID;"
	"CREATE TABLE journal(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
	" kind TEXT NOT NULL, data BLOB NOT NULL, count INTEGER NOT NULL,"
	" ids BLOB NOT NULL);";

static const char triggers_1[] =
	"CREATE TRIGGER items_mark AFTER UPDATE OF unread, hidden ON items"
	" WHEN old.unread <> new.unread OR old.hidden <> new.hidden BEGIN"
	" UPDATE tallies SET unread = unread + (new.unread AND NOT new.hidden)"
	"  - (old.unread AND NOT old.hidden),"
	"  total = total + (NOT new.hidden) - (NOT old.hidden) WHERE feed = new.feed; END;"
	"CREATE TRIGGER items_star AFTER UPDATE OF starred, hidden ON items"
	" WHEN (old.starred AND NOT old.hidden) <> (new.starred AND NOT new.hidden) BEGIN"
	" UPDATE facts SET value = value + (new.starred AND NOT new.hidden)"
	"  - (old.starred AND NOT old.hidden) WHERE name = 'starred'; END;"
	"CREATE TRIGGER items_gone AFTER DELETE ON items BEGIN"
	" UPDATE tallies SET unread = unread - (old.unread AND NOT old.hidden),"
	"  total = total - (NOT old.hidden) WHERE feed = old.feed;"
	" UPDATE facts SET value = value - 1 WHERE name = 'starred'"
	"  AND old.starred AND NOT old.hidden;"
	" DELETE FROM just_read WHERE id = old.id; END;"
	"CREATE TRIGGER items_moved AFTER UPDATE OF date ON items BEGIN"
	" UPDATE item_tags SET date = new.date WHERE id = new.id; END;"
	"INSERT INTO facts VALUES('starred', 0);";

/* Fetched pages, by the identity of their canonical address. fetched is 0 for
 * one that is known (read, or failed) and not stored. */
static const char pages_1[] =
	"CREATE TABLE pages(id INTEGER PRIMARY KEY AUTOINCREMENT, url_hash INTEGER NOT NULL,"
	" url TEXT NOT NULL, article INTEGER NOT NULL DEFAULT 0,"
	" fetched INTEGER NOT NULL DEFAULT 0,"
	" read_at INTEGER NOT NULL DEFAULT 0, date INTEGER NOT NULL DEFAULT 0,"
	" failed_at INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,"
	" title TEXT NOT NULL DEFAULT '', site TEXT NOT NULL DEFAULT '',"
	" section TEXT NOT NULL DEFAULT '', failure TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX pages_url ON pages(url_hash);"
	"CREATE INDEX pages_article ON pages(article) WHERE article > 0;"
	"CREATE INDEX pages_alone ON pages(fetched) WHERE article = 0 AND fetched > 0;"
	"CREATE TABLE page_bodies(id INTEGER PRIMARY KEY REFERENCES pages ON DELETE CASCADE,"
	" pack BLOB NOT NULL);"
	"CREATE TABLE aliases(url_hash INTEGER NOT NULL,"
	" page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE, url TEXT NOT NULL,"
	" PRIMARY KEY(url_hash, page)) WITHOUT ROWID;"
	"CREATE INDEX aliases_page ON aliases(page);"
	/* "Baca Juga": which page names which address, in the page's order. */
	"CREATE TABLE edges(page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,"
	" position INTEGER NOT NULL, url_hash INTEGER NOT NULL, url TEXT NOT NULL,"
	" title TEXT NOT NULL, PRIMARY KEY(page, position)) WITHOUT ROWID;"
	"CREATE INDEX edges_url ON edges(url_hash, page);";

/* The search index: words with numbers (terms.c), documents with numbers and
 * which have which words (postings.c). */
static const char search_2[] =
	"CREATE TABLE terms(id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE,"
	" blocks INTEGER NOT NULL DEFAULT 0);"
	"CREATE TABLE stems(stem TEXT NOT NULL, term INTEGER NOT NULL,"
	" PRIMARY KEY(stem, term)) WITHOUT ROWID;"
	"CREATE TABLE documents(id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" row INTEGER NOT NULL UNIQUE);"
	"CREATE TABLE postings(term INTEGER NOT NULL, first INTEGER NOT NULL,"
	" last INTEGER NOT NULL, entries BLOB NOT NULL, PRIMARY KEY(term, first)) WITHOUT ROWID;"
	"CREATE TABLE fresh(document INTEGER PRIMARY KEY, terms BLOB NOT NULL);"
	/* Articles above the fact 'indexed' are still to come, and these; a
	 * negative number is a page. */
	"CREATE TABLE reindex(id INTEGER PRIMARY KEY);"
	"INSERT INTO facts VALUES('indexed', 0);"
	/* Parts of recent titles, by which one story in two feeds is found. */
	"CREATE TABLE shingles(hash INTEGER NOT NULL, id INTEGER NOT NULL,"
	" PRIMARY KEY(hash, id)) WITHOUT ROWID;";

/* Which process holds the lease. */
static const char leases_3[] =
	"ALTER TABLE feeds ADD COLUMN leased_by INTEGER NOT NULL DEFAULT 0;";

/* Bodies of one visit, squeezed together (group.c): items.body names a frame and
 * a part of it, or is 0 when the article has a row in bodies. */
static const char frames_4[] =
	"CREATE TABLE frames(id INTEGER PRIMARY KEY AUTOINCREMENT, parts INTEGER NOT NULL,"
	" pack BLOB NOT NULL);"
	"ALTER TABLE items ADD COLUMN body INTEGER NOT NULL DEFAULT 0;"
	"CREATE TRIGGER frames_left AFTER DELETE ON items WHEN old.body <> 0 BEGIN"
	" UPDATE frames SET parts = parts - 1 WHERE id = old.body >> 8;"
	" DELETE FROM frames WHERE id = old.body >> 8 AND parts = 0; END;"
	"CREATE TRIGGER frames_changed AFTER UPDATE OF body ON items"
	" WHEN old.body <> 0 AND old.body <> new.body BEGIN"
	" UPDATE frames SET parts = parts - 1 WHERE id = old.body >> 8;"
	" DELETE FROM frames WHERE id = old.body >> 8 AND parts = 0; END;";

/* Pictures (pictures.c): name is that of the file, or empty. The picture 0 of an
 * owner says that nothing more is wanted for it. */
static const char pictures_5[] =
	"CREATE TABLE pictures(id INTEGER PRIMARY KEY AUTOINCREMENT, url_hash INTEGER NOT NULL,"
	" url TEXT NOT NULL, name TEXT NOT NULL DEFAULT '', bytes INTEGER NOT NULL DEFAULT 0,"
	" fetched INTEGER NOT NULL DEFAULT 0, failed_at INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0, failure TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX pictures_url ON pictures(url_hash);"
	"CREATE INDEX pictures_name ON pictures(name) WHERE name <> '';"
	"CREATE TABLE picture_uses(owner INTEGER NOT NULL, picture INTEGER NOT NULL,"
	" PRIMARY KEY(owner, picture)) WITHOUT ROWID;"
	"CREATE INDEX picture_uses_picture ON picture_uses(picture);"
	"CREATE TRIGGER items_pictures AFTER DELETE ON items BEGIN"
	" DELETE FROM picture_uses WHERE owner = old.id; END;"
	"CREATE TRIGGER pages_pictures AFTER DELETE ON pages BEGIN"
	" DELETE FROM picture_uses WHERE owner = -old.id; END;";

/* Blocks of words that came at about the same time stand together
 * (POSTINGS_ERA_BITS). One from before may reach into the next era; who finds
 * nothing there comes by it. */
static const char eras_6[] =
	"ALTER TABLE postings RENAME TO old_postings;"
	"CREATE TABLE postings(era INTEGER NOT NULL, term INTEGER NOT NULL,"
	" first INTEGER NOT NULL, last INTEGER NOT NULL, entries BLOB NOT NULL,"
	" PRIMARY KEY(era, term, first)) WITHOUT ROWID;"
	"INSERT INTO postings SELECT first >> 16, term, first, last, entries FROM old_postings;"
	"DROP TABLE old_postings;";

/* Pages in the order of their dates, and how many there are: all that are kept,
 * but those of articles that were deleted. fetched is below 0 for a page that
 * was deleted itself, until it goes. */
#define KEPT(page) "(" page ".fetched > 0 AND NOT EXISTS (SELECT 1 FROM items i " \
	"WHERE i.id = " page ".article AND i.hidden & 1))"
static const char kept_7[] =
	"DROP INDEX pages_alone;"
	"CREATE INDEX pages_kept ON pages(iif(date, date, fetched)) WHERE fetched > 0;"
	"INSERT INTO facts SELECT 'kept', count(*) FROM pages p WHERE " KEPT("p") ";"
	"CREATE TRIGGER pages_changed AFTER UPDATE OF fetched, article ON pages"
	" WHEN old.article <> new.article OR (old.fetched > 0) <> (new.fetched > 0) BEGIN"
	" UPDATE facts SET value = value + " KEPT("new") " - " KEPT("old")
	"  WHERE name = 'kept'; END;"
	"CREATE TRIGGER pages_gone BEFORE DELETE ON pages BEGIN"
	" UPDATE facts SET value = value - " KEPT("old") " WHERE name = 'kept'; END;"
	"CREATE TRIGGER items_deleted AFTER UPDATE OF hidden ON items"
	" WHEN (old.hidden & 1) <> (new.hidden & 1) AND new.flags & 4 BEGIN"
	" UPDATE facts SET value = value + ((old.hidden & 1) - (new.hidden & 1)) *"
	"  (SELECT count(*) FROM pages WHERE article = new.id AND article > 0 AND fetched > 0)"
	"  WHERE name = 'kept'; END;";

/* Bodies may tell their text as pieces of their HTML (body.c). Nothing changes
 * here, but an older program must not take them for articles without text. */
static const char pieces_8[] = "";

/* What updated articles were (versions.c): a part of a frame, which it keeps, or
 * the body that it was. */
static const char versions_8[] =
	"CREATE TABLE versions(id INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE,"
	" at INTEGER NOT NULL, title TEXT NOT NULL, body INTEGER NOT NULL, pack BLOB);"
	"CREATE INDEX versions_at ON versions(at);"
	"CREATE TRIGGER versions_kept AFTER INSERT ON versions WHEN new.body <> 0 BEGIN"
	" UPDATE frames SET parts = parts + 1 WHERE id = new.body >> 8; END;"
	"CREATE TRIGGER versions_left AFTER DELETE ON versions WHEN old.body <> 0 BEGIN"
	" UPDATE frames SET parts = parts - 1 WHERE id = old.body >> 8;"
	" DELETE FROM frames WHERE id = old.body >> 8 AND parts = 0; END;";

/* What a server is asked by whether a page is still the one that is stored. */
static const char validators_9[] =
	"ALTER TABLE pages ADD COLUMN etag TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE pages ADD COLUMN last_modified TEXT NOT NULL DEFAULT '';";

/* What the pages of updated articles were (versions.c). */
static const char page_versions_10[] =
	"CREATE TABLE page_versions(page INTEGER PRIMARY KEY"
	" REFERENCES pages ON DELETE CASCADE,"
	" at INTEGER NOT NULL, title TEXT NOT NULL, pack BLOB NOT NULL);"
	"CREATE INDEX page_versions_at ON page_versions(at);";

static const struct step { int version; const char *sql; } steps[] = {
	{ 1, feeds_1 },
	{ 1, items_1 },
	{ 1, triggers_1 },
	{ 1, pages_1 },
	{ 2, search_2 },
	{ 3, leases_3 },
	{ 4, frames_4 },
	{ 5, pictures_5 },
	{ 6, eras_6 },
	{ 7, kept_7 },
	{ 8, versions_8 },
	{ 8, pieces_8 },
	{ 9, validators_9 },
	{ 10, page_versions_10 },
};
enum { STEPS = sizeof(steps) / sizeof(steps[0]) };

int schema_newest(void)
{
	return steps[STEPS - 1].version;
}

bool schema_migrate(struct store *store, int to, struct error *err)
{
	char text[96];
	bool is_mine, is_well;
	int from;

	if (!db_begin(store, &is_mine, err))
		return false;
	/* Another process may have been faster. */
	from = (int)db_ask(store, "PRAGMA user_version");
	is_well = true;
	for (size_t i = 0; is_well && i < STEPS; i++)
		if (steps[i].version > from && steps[i].version <= to)
			is_well = db_exec(store, steps[i].sql, err);
	if (is_well && from < to) {
		snprintf(text, sizeof(text), "PRAGMA application_id = %d; PRAGMA user_version = %d",
			 SCHEMA_APPLICATION, to);
		is_well = db_exec(store, text, err);
	}
	return db_end(store, is_mine, is_well, err);
}
