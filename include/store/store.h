/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_STORE_H
#define WARTA_STORE_STORE_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "news/feed.h"
#include "page/page.h"
#include "query/query.h"

/* The database: the only SQLite. One writing store in the process (the work
 * thread's), any number of reading ones. Nothing here counts or scans on the
 * way to a list: counts are kept, lists are windows over indexes. */
struct store;

enum store_mode { STORE_WRITE, STORE_READ };

/* WAL, synchronous=FULL, foreign keys, trusted_schema=OFF; makes or migrates
 * (after a backup) in STORE_WRITE. A file of a newer program is refused
 * unchanged; a broken one is kept as .corrupt-DATE and the latest backup
 * restored, which `notice` then says (may be NULL). */
bool store_open(const char *path, enum store_mode mode, struct store **out,
		struct error *notice, struct error *err);
void store_close(struct store *store);

/* A database of an older program is brought up to date, after a copy of it was
 * kept. With many articles that takes a while, and any thread may look how far
 * it is, or stop it. */
struct store_upgrade {
	atomic_int copied;      /* per cent of the copy; 100: it is there */
	atomic_bool is_stopped; /* set: it soon fails, and the file is as it was */
};
/* Whether to open it for writing would do that. Before it is open here. */
bool store_is_old(const char *path);
bool store_upgrade(const char *path, struct store_upgrade *upgrade, struct error *notice,
		   struct error *err);

/* Whether another connection has changed the database since the last call. */
bool store_has_changed(struct store *store);
/* Rows that this store itself has written since it was opened. */
int64_t store_written(const struct store *store);

/* Makes a running statement of this store fail soon. Any thread. */
void store_interrupt(struct store *store);

/* ---- feeds ------------------------------------------------------------- */

/* One subscription as the urls file has it. */
struct store_source {
	struct str url, title;
	struct str *tags;
	size_t tag_count;
	bool is_hidden;
	int64_t keep; /* seconds, -1 the default */
};

/* Makes the feeds table follow the file: new ones are added, missing ones are
 * retired with their articles kept (found by store_feeds with is_retired). */
bool store_set_sources(struct store *store, const struct store_source *sources, size_t count,
		       struct error *err);

/* What is known of one feed. */
struct store_feed {
	int64_t id;
	struct str url, title, site, etag, last_modified, moved_to, icon;
	struct str error;     /* why the last visit failed; empty when it did not */
	struct str complaint; /* what was wrong though it did not */
	struct str *tags;
	size_t tag_count;
	struct str given_title; /* of the file; empty: title is the feed's own */
	struct str language;    /* the feed's, BCP 47 */
	int64_t keep;           /* seconds, -1 the default */
	int64_t unread, total; /* kept */
	int64_t last_visit, last_success, next_visit, last_new; /* UTC, 0 never */
	int64_t bytes;   /* of the last body as transferred */
	int32_t status;  /* HTTP status of the last visit, 0 none */
	int32_t failures; /* in a row */
	int32_t interval; /* the adaptive one, seconds */
	int32_t moved_visits; /* agreeing permanent redirects in a row */
	int32_t position;     /* in the file */
	bool is_hidden, is_gone /* 410 */, is_retired;
};

/* All of them in file order, into arena. */
bool store_feeds(struct store *store, struct arena *arena, struct store_feed **out, size_t *count,
		 struct error *err);

struct store_counts {
	int64_t unread, total, starred, today, kept; /* kept: pages, STORE_PAGES */
};
/* Kept numbers over all feeds; with a tag name, over it. */
bool store_counts(struct store *store, struct str tag, struct store_counts *out);

/* The tags of single articles by name, STORE_TAGS_MOST at most, and how many
 * articles have each, counted to 9999. */
enum { STORE_TAGS_MOST = 500 };
struct store_tag {
	struct str name;
	int64_t total;
};
bool store_article_tags(struct store *store, struct arena *arena, struct store_tag **out,
			size_t *count);

/* Claims the feeds that are due (all: whether due or not; ids: only these, even
 * when they are gone) for this process: a lease of `seconds` (an hour at most)
 * keeps others away until the visit is saved or the claim released. */
bool store_claim(struct store *store, int64_t now, bool all, const int64_t *ids, size_t id_count,
		 int64_t seconds, struct arena *arena, struct store_feed **out, size_t *count,
		 struct error *err);

/* Gives claims back that will not be visited now. */
bool store_release(struct store *store, const int64_t *ids, size_t count);
/* Takes the last failed visit of these feeds for none: it does not count, and
 * they are due at `when` (UTC) or within the two minutes after, if not before. */
bool store_forgive(struct store *store, const int64_t *ids, size_t count, int64_t when);

/* What one visit brought. Stored whole or not at all. */
struct store_visit {
	int64_t feed;
	int64_t now;
	int32_t status;
	bool is_not_modified;
	const struct news_feed *news; /* NULL: nothing new, or failed */
	struct str etag, last_modified; /* verbatim; of a good answer */
	struct str error;               /* as base/sentence.h keeps it; empty when fine */
	struct str complaint;           /* what the parser said, though it worked */
	struct str moved_to;
	int64_t next_visit;
	int64_t bytes;
	int32_t interval;
	bool is_gone;
	bool updated_becomes_unread;
};

struct store_visit_result {
	int64_t added, updated;
	int64_t stale; /* of the updated: a page is stored */
	int64_t *added_ids; /* in the arena given */
};

/* Many visits may share a transaction: begin, save ..., commit. Outside of
 * one, each is its own. Identity and duplicates as the design's section 5. */
bool store_begin(struct store *store, struct error *err);
bool store_commit(struct store *store, struct error *err);

/* What is committed stands in a log first and is copied into the file now and
 * then, which takes a while. store_copy_later leaves that to whoever calls
 * store_copy, for which a store for reading will do, beside the writing one
 * and without holding it up. What is left is copied on closing. */
void store_copy_later(struct store *store);
void store_copy(struct store *store);
void store_rollback(struct store *store);
bool store_visit_save(struct store *store, const struct store_visit *visit, struct arena *arena,
		      struct store_visit_result *result, struct error *err);

/* Moves a feed to another address, keeping its articles and marks. */
bool store_feed_move(struct store *store, int64_t feed, struct str url, struct error *err);

/* ---- lists ------------------------------------------------------------- */

enum store_scope_kind {
	STORE_ALL, STORE_FEED, STORE_TAG, STORE_STARRED, STORE_TODAY,
	STORE_QUERY,  /* a smart folder or a filter: query */
	STORE_SEARCH, /* the same ranked by relevance */
	STORE_PAGES,  /* all pages kept, by date: the article a page is that of,
		       * else, with a negative id, the page itself */
};
enum store_order { STORE_NEWEST, STORE_OLDEST, STORE_BY_TITLE, STORE_BY_SOURCE,
	STORE_BY_SECTION, /* that the feed, or the page, names; each newest first */
	STORE_BY_TAG, /* the article's own, else its feed's folder; each newest first */
};

struct store_scope {
	enum store_scope_kind kind;
	enum store_order order;
	int64_t feed;
	struct str tag;
	const struct query *query; /* borrowed */
	const struct query *filter; /* narrows any kind; may be NULL; borrowed */
	bool unread_only;
	int64_t read_since; /* unread_only: rows read at or after this time stay */
	int64_t today;      /* STORE_TODAY: local midnight as UTC */
	bool fold_stories;  /* one row per story: of a feed that stands at home
			     * where its article does, else the first seen */
};

enum store_flag {
	STORE_UNREAD = 1 << 0,
	STORE_STARRED_FLAG = 1 << 1,
	STORE_CACHED = 1 << 2,  /* the page behind it is stored */
	STORE_UPDATED = 1 << 3,
	STORE_RELATED = 1 << 4, /* has related links */
	STORE_MEDIA = 1 << 5,
	STORE_PLAYED = 1 << 6,
	STORE_PARTIAL = 1 << 7, /* the feed has only a teaser */
	STORE_UNTITLED = 1 << 8, /* the title of the row is the text's first words */
	STORE_STALE = 1 << 9,    /* its feed changed it after its page was stored */
};

struct store_row {
	int64_t id, feed, date; /* id: negative for a page; date: UTC for order and display */
	uint32_t flags;
	int32_t story_size; /* articles folded into this row, 1 for itself */
	int64_t story;      /* the same number: the same story; 0 none */
	struct str title, source, author, url;
	struct str group;   /* STORE_BY_SECTION, STORE_BY_TAG: its name; without: "" */
	struct str snippet; /* searches: hits between \x02 and \x03 */
	struct str hit;     /* the first of what was looked for in the title; may be empty */
	double rank;        /* searches */
};

/* Up to count rows after `after` (NULL: from the top) or, with a negative
 * count, before it, always in list order. Strings go into arena. */
bool store_list(struct store *store, const struct store_scope *scope,
		const struct store_row *after, int count, struct arena *arena,
		struct store_row **out, size_t *found, struct error *err);

/* The same for who cannot wait: where rows have to be looked at one by one (a
 * filter, a smart folder) it ends after `ms`, is_partial then, and goes on
 * behind `reached` (its date, feed and id are set) when that is given as
 * `after`. At least one row is looked at, and with a negative `ms` no more. */
struct store_effort {
	int ms; /* 0: no limit */
	bool is_partial;
	struct store_row reached;
};
bool store_list_some(struct store *store, const struct store_scope *scope,
		     const struct store_row *after, int count, struct store_effort *effort,
		     struct arena *arena, struct store_row **out, size_t *found,
		     struct error *err);

/* Whether the scope's rows come quickly in its order. By title and by section
 * they need an index that few people ever do: store_prepare_order makes it
 * (writing; two seconds for a million articles, once). */
bool store_is_order_ready(struct store *store, const struct store_scope *scope);
bool store_prepare_order(struct store *store, enum store_order order, struct error *err);

/* The section, or the tag, under which an article stands in that order. */
struct str store_group_of(struct store *store, enum store_order order, int64_t id,
			  struct arena *arena);

/* The first unread row after (before, when backwards) `from`; false: none. */
bool store_next_unread(struct store *store, const struct store_scope *scope,
		       const struct store_row *from, bool backwards, struct arena *arena,
		       struct store_row *out);

/* A copy, with its strings in arena. */
struct store_row store_row_copy(const struct store_row *row, struct arena *arena);

/* One row by id. */
bool store_row_by_id(struct store *store, int64_t id, struct arena *arena, struct store_row *out);

/* ---- articles and pages --------------------------------------------------- */

struct store_article {
	struct store_row row;
	struct str key, html; /* html: content else summary, as it came */
	struct str base, language, comments, image;
	struct str packed;    /* the page made from html, when made before */
	struct str full;      /* the packed page fetched from row.url, when stored */
	struct news_strings authors, categories, tags;
	struct news_enclosure *enclosures;
	size_t enclosure_count;
	int64_t published, updated, fetched;
	struct { uint32_t block, offset; } place; /* remembered reading position */
};

bool store_article(struct store *store, int64_t id, struct arena *arena,
		   struct store_article *out, struct error *err);
/* The article whose address is this one (by identity), newest first. */
bool store_article_by_url(struct store *store, struct str url, int64_t *id);
/* By title, exact after folding, else near; for related lines without an
 * address. feed 0: any. */
bool store_article_by_title(struct store *store, struct str title, int64_t feed, int64_t *id,
			    struct arena *arena, struct str *url);

/* What an updated article was when it was last looked at, and what it is: its
 * headline and text, a line for each paragraph. False: that was not kept. */
struct store_change {
	struct str old_title, old_text, title, text;
	int64_t at; /* when the change was seen, UTC */
};
bool store_change(struct store *store, int64_t id, struct arena *arena, struct store_change *out);

/* Keeps the page made from an article's own HTML. */
bool store_save_rendered(struct store *store, int64_t id, struct str packed, struct error *err);
bool store_save_place(struct store *store, int64_t id, uint32_t block, uint32_t offset);

/* Fetched pages, keyed by canonical URL; aliases (the address asked for) find
 * them too. Saving records its related links as edges of the graph and marks
 * the articles that it is the page of as cached. */
bool store_page_save(struct store *store, struct str asked_url, const struct page *page,
		     int64_t now, int64_t *id, struct error *err);
/* The same with what a server is asked by whether the page is still that one,
 * verbatim; empty for one that was joined of parts. */
struct store_validators { struct str etag, last_modified; };
bool store_page_save_with(struct store *store, struct str asked_url, const struct page *page,
			  const struct store_validators *validators, int64_t now, int64_t *id,
			  struct error *err);
/* Whether the stored page may be asked for again, and by what: false when there
 * is none, or when that failed lately. */
bool store_page_validators(struct store *store, struct str url, int64_t now,
			   struct arena *arena, struct store_validators *out);
/* The server says that the stored page is still what it was. */
bool store_page_confirm(struct store *store, struct str url);
bool store_page_find(struct store *store, struct str url, struct arena *arena, struct str *packed,
		     int64_t *id, int64_t *fetched);
/* For state marks: of each url, whether it is stored and whether it was read. */
struct store_link_state { bool is_cached, is_read; };
void store_link_states(struct store *store, const struct str *urls, size_t count,
		       struct store_link_state *out);
bool store_page_mark_read(struct store *store, struct str url, int64_t now);
/* A failed fetch is remembered so that prefetch does not insist; what is stored
 * stays. The sentence is kept (base/sentence.h) and told in the language of
 * whoever reads it. */
bool store_page_failed(struct store *store, struct str url, int64_t now, struct str sentence);
/* The same where nothing was asked of the page itself: it rests for an hour,
 * however often that is. */
bool store_page_put_off(struct store *store, struct str url, int64_t now, struct str sentence);
/* Pages that failed at or after `since` and are not stored, latest first. */
struct store_failure { struct str url, sentence; };
bool store_failures(struct store *store, int64_t since, size_t max, struct arena *arena,
		    struct store_failure **out, size_t *count);

/* The story around an article or page: what it links to and what links to it,
 * `depth` steps, at most max, in time order. */
struct store_story_item {
	int64_t article, page; /* 0: none */
	struct str url, title, source;
	int64_t date;
	int depth;       /* steps from the start, 0 itself */
	bool is_same;    /* the start's story as another feed tells it */
	uint32_t flags;  /* enum store_flag; STORE_CACHED when it can be read offline */
	struct { int from, to; } *edges; /* of the first item only: indexes */
	size_t edge_count;
};
bool store_story(struct store *store, int64_t article, struct str url, int depth, size_t max,
		 struct arena *arena, struct store_story_item **out, size_t *count,
		 struct error *err);

/* The newest unread of the same section (or feed), without `but`. */
bool store_latest(struct store *store, int64_t feed, struct str section, int64_t but, int count,
		  struct arena *arena, struct store_row **out, size_t *found);

/* Articles whose page is wanted and not stored, or stale, newest first: what
 * prefetch has to do. */
struct store_wanted { int64_t article, page, feed; struct str url; int level; bool is_stale; };
bool store_wanted(struct store *store, int64_t feed, int levels, bool teaser_only, size_t max,
		  struct arena *arena, struct store_wanted **out, size_t *count);

/* ---- marks and undo --------------------------------------------------------- */

enum store_mark { STORE_MARK_READ, STORE_MARK_UNREAD, STORE_MARK_STAR, STORE_MARK_UNSTAR,
	STORE_MARK_DELETE, STORE_MARK_PLAYED, STORE_MARK_TAG, STORE_MARK_UNTAG,
	STORE_MARK_UNPLAYED, STORE_MARK_UNDELETE,
	STORE_MARK_MUTE, /* read, and stays so when the article changes */
};

struct store_selection {
	const int64_t *ids; /* these, or */
	size_t count;
	const struct store_scope *scope; /* all of a scope, */
	const struct store_row *from, *to; /* or the part between two rows, */
	int64_t since, until, feed; /* or what has since <= date < until (until
				     * 0: no bounds), or is of this feed (0 any) */
	const struct str *group; /* or of this group of the scope's order */
};

/* Journals what really changed. With fold_stories in the scope the folded ones
 * are marked as well. changed may be NULL. */
bool store_mark(struct store *store, const struct store_selection *selection, enum store_mark mark,
		struct str tag, int64_t now, int64_t *changed, struct error *err);

/* Articles that came: those with after < id <= last, without those that somebody
 * has marked already. Into arena; as long as nobody marks any. */
struct store_new {
	int64_t after, last;
	int64_t *marked;
	size_t marked_count;
};
bool store_new_open(struct store *store, int64_t after, int64_t last, struct arena *arena,
		    struct store_new *out, struct error *err);
/* What a query finds among them: ids in ascending order, into arena. */
bool store_new_find(struct store *store, const struct store_new *news, const struct query *query,
		    struct arena *arena, int64_t **ids, size_t *count, struct error *err);
/* Marks articles on nobody's order: undo knows nothing of it, and what becomes
 * read was not read just now. */
bool store_mark_quietly(struct store *store, const int64_t *ids, size_t count,
			enum store_mark mark, struct str tag, int64_t *changed,
			struct error *err);
/* The highest id there is; 0: none. */
int64_t store_last_article(struct store *store);

/* Something outside the database that undo takes back too (a line of the urls
 * file): kept verbatim, handed back by undo. */
bool store_journal_note(struct store *store, struct str kind, struct str data, int64_t now,
			struct error *err);

struct store_undone {
	struct str what;       /* "read", "star", "delete", "tag" or a note's kind */
	struct str data;       /* of a note */
	int64_t count;         /* articles */
};
/* Takes back the last journal entry. False with empty err: nothing left. */
bool store_undo(struct store *store, struct arena *arena, struct store_undone *out,
		struct error *err);

/* Takes over what newsboat's cache.db at `path` says was read, flagged (a star
 * and a tag "flag-x") and deleted, for articles with ids above `after`; never
 * takes a mark away. Articles are found by feed and guid, else by address. The
 * file is not trusted and not changed. */
struct store_imported {
	int64_t marked, found;          /* its rows with a mark; of them known here */
	int64_t read, starred, deleted; /* what changed */
	int64_t last;                   /* the highest id there was */
};
bool store_import_newsboat(struct store *store, const char *path, int64_t after, int64_t now,
			   struct store_imported *out, struct error *err);

/* The articles that newsboat's cache has of our feeds and that are not here:
 * *count of them, some of one feed at a time. What they say is as it came. */
struct store_cache;
struct store_cached {
	struct str guid, url, title, author, content, type, enclosure_url, enclosure_type;
	int64_t date; /* UTC */
};
bool store_cache_open(struct store *store, const char *path, struct store_cache **out,
		      size_t *count, struct error *err);
void store_cache_close(struct store_cache *cache);
/* The next ones, into arena; false: there are no more. */
bool store_cache_next(struct store_cache *cache, struct arena *arena, int64_t *feed,
		      struct store_cached **out, size_t *count);

/* Stores articles that are not there, as a visit would, and says nothing of
 * the feed's health. */
bool store_add_articles(struct store *store, int64_t feed, const struct news_feed *news,
			int64_t now, struct arena *arena, int64_t *added, struct error *err);

/* ---- search and housekeeping -------------------------------------------------- */

/* Indexes up to max articles that are not in the search index yet; *left gets
 * how many remain. */
bool store_index_some(struct store *store, size_t max, int64_t *left, struct error *err);

/* The same, and asks before every article. Who leaves and waits for no disk drops
 * what was indexed, unless it is little. */
enum store_index_step { STORE_INDEX_END, STORE_INDEX_ON, STORE_INDEX_DROP };
bool store_index_while(struct store *store, size_t max,
		       enum store_index_step (*ask)(void *ctx), void *ctx, int64_t *left,
		       struct error *err);

/* How many articles are in no search yet. */
int64_t store_index_left(struct store *store);

/* Evicts read articles and pages that are older than their feed keeps them or
 * above cache_size bytes; never starred, tagged or unread ones, never more
 * than a tenth of everything in one go. */
bool store_evict(struct store *store, int64_t now, int64_t keep_seconds, int64_t cache_size,
		 int64_t *evicted, struct error *err);

/* On a calm moment: PRAGMA optimize, a daily backup (7 kept), checkpoint. */
bool store_tend(struct store *store, int64_t now, struct error *err);

/* Gives memory back that much work needed; what comes next makes it anew. */
void store_rest(struct store *store);

/* PRAGMA quick_check; for doctor. */
bool store_check(struct store *store, struct error *err);

/* Small facts that outlive a session: name -> value. */
bool store_put(struct store *store, struct str name, struct str value);
bool store_get(struct store *store, struct str name, struct arena *arena, struct str *value);

#endif
