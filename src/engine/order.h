/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_ORDER_H
#define WARTA_ENGINE_ORDER_H

#include "base/arena.h"
#include "conf/settings.h"
#include "conf/urls.h"
#include "net/net.h"
#include "store/store.h"

/* What goes to the engine's threads. Every string is in the order's arena. */
enum order_kind {
	ORDER_QUIT,
	ORDER_CANCEL, /* both threads */
	/* to the desk */
	ORDER_OPEN_ARTICLE,
	ORDER_OPEN_URL,
	ORDER_RENEW_PAGE,
	ORDER_SEARCH,
	ORDER_CONF, /* both threads */
	ORDER_COPY,     /* from the work thread: what it committed */
	ORDER_RESPONSE, /* from the work thread: an answer to a request of the desk's */
	/* to the work thread */
	ORDER_REFRESH,
	ORDER_STOP_REFRESH,
	ORDER_MARK,
	ORDER_UNDO,
	ORDER_SAVE_PLACE,
	ORDER_PAGE_READ,
	ORDER_REMEMBER, /* text: the value of the fact that title names */
	ORDER_PREPARE_ORDER, /* of the scope */
	ORDER_ANNOUNCE, /* another process kept something to be announced */
	ORDER_PREFETCH,
	ORDER_PICTURE, /* title: the page where it stands */
	ORDER_SUBSCRIBE,
	ORDER_UNSUBSCRIBE,
	ORDER_SET_SOURCE,
	ORDER_PLACE_SOURCE, /* tags: the sources, text: the one beside which they
			     * go; all: before it */
	ORDER_RENAME_FOLDER, /* title: what it is called, text: what it becomes */
	ORDER_IMPORT,
	ORDER_RELOAD_URLS,
	ORDER_DOWNLOAD,
	ORDER_FORGET_DOWNLOAD,
	ORDER_KEEP_RENDERED, /* from the desk: a page made of an article */
	ORDER_KEEP_PAGE,     /* from the desk: a fetched page */
	ORDER_PAGE_SAME,     /* from the desk: what is stored for url is the newest */
	ORDER_PAGE_FAILED,   /* from the desk: url could not be fetched */
	ORDER_FIND_TITLE,    /* from the desk: refresh ids, then ask it again */
	ORDER_KIND_COUNT,
};

struct order {
	enum order_kind kind;
	uint64_t ticket;
	struct arena arena;
	bool all, is_offline_fill, want_full, is_typed, is_typing;
	bool is_last_try; /* ORDER_OPEN_URL: the feeds of the site were refreshed */
	int64_t *ids;
	size_t id_count;
	int64_t article, feed;
	int64_t since, until; /* ORDER_MARK, with feed: a part of the scope */
	struct str url, title, text;
	struct str *tags;
	size_t tag_count;
	int levels;
	uint32_t block, offset;
	enum store_mark mark;
	struct store_scope scope;
	bool has_scope;
	struct store_row from, to;
	bool has_from, has_to;
	bool has_group; /* ORDER_MARK: of the group that title names */
	struct conf_source *source; /* ORDER_SET_SOURCE */
	struct buf packed; /* ORDER_KEEP_RENDERED, ORDER_KEEP_PAGE */
	struct store_validators validators; /* of the latter */
	struct net_response *response;
	struct conf conf; /* ORDER_CONF */
};

struct order *order_new(enum order_kind kind, uint64_t ticket);
void order_free(struct order *order);

/* ORDER_CONF: puts the settings in place of those of a thread. */
void order_take_conf(struct order *order, struct conf *mine);

/* Deep copies into the order's arena. */
struct str order_str(struct order *order, struct str s);
struct str *order_strings(struct order *order, const struct str *from, size_t count);
void order_set_scope(struct order *order, const struct store_scope *scope);
void order_set_ids(struct order *order, const int64_t *ids, size_t count);
void order_set_source(struct order *order, const struct conf_source *source);

#endif
