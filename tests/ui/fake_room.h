/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_UI_FAKE_ROOM_H
#define WARTA_TESTS_UI_FAKE_ROOM_H

#include "engine/engine.h"

enum { FAKE_FEEDS = 4, FAKE_ROWS = 24, FAKE_ROWS_MAX = 120000, FAKE_EVENTS = 64 };

struct fake_room {
	struct arena arena;
	struct store_row *rows; /* newest first */
	size_t row_count;
	bool has_teasers;
	bool is_empty, is_online, is_hostile;
	size_t feed_count;
	int64_t news_count; /* for their ids */
	struct str errors[FAKE_FEEDS];
	struct buf orders;
	struct buf fact_name, fact; /* the last that was to be remembered */
	struct engine_event *events[FAKE_EVENTS];
	size_t event_count;
	int pipe[2]; /* open once ui_run has opened the engine */
	struct engine_progress progress;
};

struct fake_room *fake_room(void);
struct store_row *fake_row(int64_t id);

/* fake_list.c: lists in the orders of the store. */
bool fake_is_in(const struct store_scope *scope, const struct store_row *row);

/* fake_page.c: an article with all that a page can have. */
void fake_page_make(struct page *page, const struct store_row *row, bool is_full);

#endif
