/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_FEEDS_H
#define WARTA_SRC_UI_FEEDS_H

#include <sys/stat.h>

#include "conf/urls.h"
#include "query/query.h"
#include "ui/cursor.h"
#include "ui/state.h"
#include "ui/tree.h"

/* Where the counting of smart folders is, which goes on between keys. */
struct feeds_count {
	bool is_running, is_late; /* late: something changed meanwhile */
	bool is_begun, has_more;
	size_t at;                /* which folder */
	int found, slices;
	struct store_row after;
	struct query query;
	int64_t due_ms, begun_ms, rest_until_ms;
};

/* The feed tree: feeds.c shows it, feeds_order.c changes what is subscribed,
 * feeds_folder.c in which folder, feeds_row.c draws the rows, feeds_query.c reads
 * the smart folders, feeds_count.c counts what is unread in them. */
struct feeds {
	struct view view;
	struct tree tree;
	bool has_urls;         /* the file could be read */
	struct arena words;    /* of the smart folders; of thousands of feeds none */
	struct stat urls_stat; /* of the file as it was read */
	struct tree_query *queries;
	size_t query_count;
	struct cursor cursor;
	int screen; /* rows of the last drawing, */
	int selected_lines; /* and the lines that the selected one took */
	bool unread_only;
	int64_t preview_ms; /* when the headlines of the row are to be shown; 0 no */
	struct buf filter, folder_query;
	struct feeds_count count;
};

/* Reads the file when it is another than before. Of it only what the store does
 * not know stays: the smart folders. */
void feeds_queries_load(struct ui *ui, struct feeds *feeds);

/* Subscribing, renaming, refreshing, health ... of the row. */
bool feeds_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
		 enum action action);

/* Of a folder: rename, move, order, dissolve; of a feed: move. */
bool feeds_folder_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
			enum action action);
/* Of a smart folder. */
bool feeds_query_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
		       enum action action);

/* What is unread in the list that target describes, if that is the one of the
 * selected row; 0 otherwise. *has_more: at least so many. */
int64_t feeds_unread_of(const struct ui *ui, const struct target *target, bool *has_more);

/* Something has changed: smart folders are to be counted when it is calm. */
void feeds_count_soon(struct ui *ui, struct feeds *feeds);
/* Forgets what was begun, as for other folders. */
void feeds_count_stop(struct feeds *feeds);
int feeds_count_wait_ms(const struct ui *ui, const struct feeds *feeds);
/* Counts on; true when a number is another. */
bool feeds_count_tick(struct ui *ui, struct feeds *feeds);

/* The rows that the area has room for. */
void feeds_draw(struct ui *ui, struct view *view, struct area area, bool is_focused);
/* The row on a line of it. */
size_t feeds_row_at(const struct feeds *feeds, int line);

/* Says that a row cannot move further up, or down. */
void feeds_say_end(struct ui *ui, bool is_first);

/* What the row opens; its strings are good until the next call. */
bool feeds_target(struct feeds *feeds, const struct tree_row *row, struct target *out);

/* What is known of a feed, until the tree is read again; NULL: it is not there. */
const struct store_feed *feeds_known(const struct ui *ui, int64_t feed);
/* Why the feed cannot be read, and when it is tried again; false: it can. */
bool feeds_add_trouble(const struct ui *ui, int64_t feed, struct buf *out);

/* Narrows the tree by name; empty: all. */
void feeds_set_filter(struct ui *ui, struct feeds *feeds, struct str text);

#endif
