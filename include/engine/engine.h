/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_ENGINE_H
#define WARTA_ENGINE_ENGINE_H

#include "conf/paths.h"
#include "conf/settings.h"
#include "jail/jail.h"
#include "net/net.h"
#include "store/store.h"

/* Polling, prefetch and the worker threads: orders go in, events come out, and
 * nothing here blocks its caller. Owned by one thread (the reader's, or a
 * subcommand's). */
struct engine;

struct engine_options {
	const struct conf_paths *paths;  /* outlive the engine */
	const struct conf *conf;         /* copied */
	struct jail *jail;
	bool is_offline;                 /* no net thread: the demo, --offline */
	bool is_once;                    /* a subcommand: nothing is polled that
					  * was not ordered, and a refresh has
					  * ended when everything is indexed */
	bool is_fetching;                /* something will be ordered of the
					  * network at once: it gets ready while
					  * the rest is opened */
	bool loopback_is_public;         /* tests */
};

bool engine_open(const struct engine_options *options, struct engine **out, struct error *err);

/* Stops the threads; a poll under way is dropped (feeds not yet stored stay as
 * they were). Returns within a second. */
void engine_close(struct engine *engine);

/* The settings were changed. How many connections there may be, and what the
 * network was started with, is for the next start. */
void engine_set_conf(struct engine *engine, const struct conf *conf);

/* ---- orders. `ticket` is the caller's: the answer carries it. ------------- */

/* Polls: feeds NULL and all false: what is due. */
void engine_refresh(struct engine *engine, const int64_t *feeds, size_t count, bool all);
/* Fills up for a trip: refresh, then pages and related pages for all unread. */
void engine_refresh_offline(struct engine *engine);
void engine_stop_refresh(struct engine *engine);

/* Opens an article: its stored full page when there is one and want_full, else
 * the page of the feed's own text. Answer: ENGINE_PAGE. */
void engine_open_article(struct engine *engine, uint64_t ticket, int64_t article, bool want_full);

/* Fetches the stored page of an article anew when its feed has changed that since
 * (is_stale of an answer). Answer: ENGINE_PAGE when another one came,
 * ENGINE_FAILED when none did, nothing when it is the same. What is stored stays
 * until the new one is. */
void engine_renew_page(struct engine *engine, uint64_t ticket, int64_t article);

/* Opens an address: from the cache, else fetched, extracted, stored. Parts of
 * one article are joined. is_typed: the user wrote it. Answer: ENGINE_PAGE or
 * ENGINE_FAILED; ENGINE_FETCHING at once when it goes to the network. title
 * (may be empty) serves related lines without an address (url empty): resolved
 * by title. */
void engine_open_url(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		     int64_t feed, bool is_typed);
void engine_cancel(struct engine *engine, uint64_t ticket);

/* Ranked search; a newer search stops an older one. Answer: ENGINE_FOUND. */
void engine_search(struct engine *engine, uint64_t ticket, struct str text, bool is_typing,
		   const struct store_scope *within);

/* Marks; answer ENGINE_MARKED. The selection is copied. */
void engine_mark(struct engine *engine, const struct store_selection *selection,
		 enum store_mark mark, struct str tag);
void engine_undo(struct engine *engine);
void engine_save_place(struct engine *engine, int64_t article, uint32_t block, uint32_t offset);
void engine_mark_page_read(struct engine *engine, struct str url);
/* A small fact that outlives the session: store_get finds it. */
/* store_prepare_order, then CHANGED */
void engine_prepare_order(struct engine *engine, enum store_order order);
void engine_remember(struct engine *engine, struct str name, struct str value);

/* Fetches the page of an article, and its related pages (B). */
void engine_prefetch(struct engine *engine, int64_t article, struct str url, int levels);

/* Fetches one picture of an article, or of the page at that address. */
void engine_save_picture(struct engine *engine, int64_t article, struct str page, struct str url);

/* Subscriptions. add finds the feed of a site address: ENGINE_CHOICES when
 * there are several, ENGINE_SUBSCRIBED when done, ENGINE_FAILED. */
void engine_subscribe(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		      const struct str *tags, size_t tag_count);
void engine_unsubscribe(struct engine *engine, struct str url);
/* Rewrites one source's words (rename, tags, options). A smart folder that is not
 * there is made. */
void engine_set_source(struct engine *engine, const struct conf_source *source);
/* Puts sources right before or after another one in the file. */
void engine_place_sources(struct engine *engine, const struct str *urls, size_t count,
			  struct str anchor, bool is_before);
/* Renames a folder, with those below it, or moves it: "a/b" -> "c/b". To an
 * empty name: what is in it goes one level up. */
void engine_rename_folder(struct engine *engine, struct str from, struct str to);
void engine_import(struct engine *engine, uint64_t ticket, const char *file);
void engine_reload_urls(struct engine *engine);

/* Downloads an enclosure to the downloads folder; goes on where an earlier try
 * ended, also one of another day. ENGINE_DOWNLOAD tells how far it is.
 * engine_cancel stops it; what is there stays, until it is forgotten. */
void engine_download(struct engine *engine, uint64_t ticket, struct str url, int64_t article);
void engine_forget_download(struct engine *engine, struct str url);

/* One of the fact "downloads", which have not ended (the part is path.part), or
 * "downloaded", which have. */
struct engine_saved {
	struct str url, path, validator;
	int64_t article, total; /* total -1: unknown */
};
/* Takes the next line of such a fact; false: there is none. Views into it. */
bool engine_next_download(struct str *text, struct engine_saved *out);

/* ---- events ------------------------------------------------------------------ */

enum engine_event_kind {
	ENGINE_PROGRESS,   /* of a refresh: done, total, failed, added */
	ENGINE_REFRESHED,  /* it ended; error: why something could not be stored */
	ENGINE_CHANGED,    /* lists and counts should be read again */
	ENGINE_FETCHING,   /* ticket: on its way, text is the host */
	ENGINE_PAGE,       /* ticket: page, article, url */
	ENGINE_FAILED,     /* ticket: error */
	ENGINE_FOUND,      /* ticket: rows, again with more until is_last; total:
			    * articles that are not in the index yet */
	ENGINE_MARKED,     /* count, mark; or error */
	ENGINE_UNDONE,     /* text says what, count; nothing: count 0 */
	ENGINE_CHOICES,    /* ticket: alternates to choose from */
	ENGINE_SUBSCRIBED, /* ticket: url, title in text */
	ENGINE_IMPORTED,   /* ticket: count; refused in text */
	ENGINE_DOWNLOAD,   /* ticket, url: done, total bytes, path in text; is_last:
			    * it ended, well or with error */
	ENGINE_NOTICE,     /* a sentence for the status line */
	ENGINE_NEWS,       /* added articles to announce: rows */
};

/* Pictures fetched ahead in a refresh. */
struct engine_pictures {
	int64_t done, total, failed, bytes;
	int64_t left; /* that the limits did not allow */
};

struct engine_event {
	enum engine_event_kind kind;
	uint64_t ticket;
	struct arena arena; /* owns the strings and rows below */
	struct error error;
	int64_t done, total, failed, added, count;
	int64_t pages_done, pages_total; /* of a refresh: pages fetched ahead */
	int64_t pages_left; /* of them: more than the limits allow */
	struct engine_pictures pictures;
	struct page page;
	bool has_page, is_last;
	bool is_all;   /* of a refresh: see engine_progress */
	bool is_full;  /* page: made from the fetched page */
	bool has_full; /* a fetched page is stored */
	bool is_stale; /* page: a newer one may be had */
	bool has_failed; /* the page could not be had: this is the feed's text */
	bool has_more; /* ENGINE_FOUND: rows were left out */
	enum store_mark mark; /* ENGINE_MARKED */
	int64_t article;    /* 0: a page that belongs to no article */
	struct { uint32_t block, offset; } place;
	struct str url, text;
	struct store_row *rows;
	size_t row_count;
	struct query query_mistake; /* ENGINE_FOUND: only mistake fields are set */
	struct news_alternate *alternates;
	size_t alternate_count;
};

/* Readable while events wait. */
int engine_fd(const struct engine *engine);
/* The next event, or NULL; freed by engine_event_free. */
struct engine_event *engine_next(struct engine *engine);
void engine_event_free(struct engine_event *event);

/* Another process may have left something to be announced: the fact of this
 * name is not empty. Whoever announces it takes it. */
#define ENGINE_NEWS_FACT "news"
void engine_announce(struct engine *engine);

/* The words of SETTING_NOTIFY, in its order. */
enum engine_notify { ENGINE_NOTIFY_OFF, ENGINE_NOTIFY_OSC9, ENGINE_NOTIFY_OSC777,
	ENGINE_NOTIFY_COMMAND };
/* Adds what ENGINE_NEWS says in one line: the first headline and how many more. */
void engine_news_add(const struct engine_event *event, struct buf *out);
/* The words of the command that announces it, ended by NULL; 0: there is none. */
size_t engine_news_words(const struct conf *conf, struct str text, struct arena *arena,
			 char **words, size_t max);

/* How a refresh stands, for the status line. */
struct engine_progress {
	int64_t done, total, failed, added, pages_done, pages_total;
	int64_t pictures_done, pictures_total;
	bool is_running;
	bool is_all; /* somebody asked for every feed, due or not */
};
struct engine_progress engine_progress(const struct engine *engine);

#endif
