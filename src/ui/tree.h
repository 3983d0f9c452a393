/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_TREE_H
#define WARTA_SRC_UI_TREE_H

#include "base/buf.h"
#include "store/store.h"

/* The feed list as rows: smart folders, folders made of tags, feeds. */
enum tree_kind { TREE_UNREAD, TREE_ALL, TREE_STARRED, TREE_TODAY, TREE_KEPT, TREE_QUERY, TREE_GAP,
	TREE_FOLDER, TREE_FEED };

struct tree_row {
	enum tree_kind kind;
	int depth;
	struct str name, path; /* path: of a folder, or a query's expression */
	int64_t unread, total, feed;
	const struct store_feed *source; /* TREE_FEED */
	bool is_folded, has_error;
	bool has_more; /* TREE_QUERY: at least so many are unread */
};

/* A smart folder of the user's. */
struct tree_query {
	struct str name, query;
	struct str url; /* the first word of its line in the file */
	int64_t unread; /* as last counted */
	bool has_more;
};

struct tree {
	struct arena arena;
	struct tree_row *rows;
	size_t count;
	struct store_feed *feeds;
	size_t feed_count;
	struct { char **items; size_t count, cap; } folded; /* paths; survives loads */
};

struct tree_options {
	const struct tree_query *queries;
	size_t query_count;
	const struct store_counts *counts; /* of all feeds */
	bool unread_only;       /* leaves out feeds and folders without any */
	struct str filter;      /* and those without this in their name */
	int64_t keep_feed;      /* but never this one */
};

/* Reads the feeds and builds the rows; on failure the former ones stay. */
bool tree_load(struct tree *tree, struct store *store, const struct tree_options *options,
	       struct error *err);
void tree_free(struct tree *tree);

bool tree_is_folded(const struct tree *tree, struct str path);
void tree_fold(struct tree *tree, struct str path, bool is_folded);

/* The same place in the list: kind, and feed or path. SIZE_MAX: not there. */
size_t tree_find(const struct tree *tree, enum tree_kind kind, int64_t feed, struct str path);

/* The next row of its kind above or below it in the same folder; NULL: it is
 * the first, the last. */
const struct tree_row *tree_neighbour(const struct tree *tree, const struct tree_row *row,
				      bool is_up);

/* Adds the query that finds a folder together with the folders in it; nothing
 * when there are none: its tag alone will do. */
void tree_add_folder_query(const struct tree *tree, struct str path, struct buf *out);

/* The name a feed is shown by. */
struct str tree_feed_name(struct arena *arena, const struct store_feed *feed);

#endif
