/* SPDX-License-Identifier: MIT */
#include "ui/tree.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "conf/urls.h"

/* Folders while the rows are made. parent: index plus one, 0 the top. */
struct folder {
	struct str path;
	size_t parent;
	int depth;
};

struct builder {
	struct tree *tree;
	const struct tree_options *options;
	struct arena *arena;
	struct store_feed *feeds;
	size_t feed_count;
	size_t *folder_of; /* of each feed: index plus one */
	struct folder *folders;
	size_t folder_count, folder_cap; /* on the heap */
	struct tree_row *rows;
	size_t row_count;
};

enum { DEPTH_MAX = 8 };

void tree_free(struct tree *tree)
{
	for (size_t i = 0; i < tree->folded.count; i++)
		free(tree->folded.items[i]);
	free(tree->folded.items);
	arena_free(&tree->arena);
	*tree = (struct tree){ 0 };
}

static size_t folded_index(const struct tree *tree, struct str path)
{
	for (size_t i = 0; i < tree->folded.count; i++) {
		if (str_eq(str_from(tree->folded.items[i]), path))
			return i;
	}
	return SIZE_MAX;
}

bool tree_is_folded(const struct tree *tree, struct str path)
{
	return folded_index(tree, path) != SIZE_MAX;
}

void tree_fold(struct tree *tree, struct str path, bool is_folded)
{
	size_t at = folded_index(tree, path);

	if (is_folded == (at != SIZE_MAX))
		return;
	if (!is_folded) {
		free(tree->folded.items[at]);
		tree->folded.items[at] = tree->folded.items[--tree->folded.count];
		return;
	}
	tree->folded.items = mem_grow(tree->folded.items, tree->folded.count, &tree->folded.cap,
				      sizeof(*tree->folded.items));
	tree->folded.items[tree->folded.count++] = mem_copy(path.ptr, path.len);
}

struct str tree_feed_name(struct arena *arena, const struct store_feed *feed)
{
	if (!str_is_empty(str_trim(feed->title)) && !url_is_web(feed->title))
		return feed->title;
	struct str name = url_shown(feed->url, arena);
	if (url_is_web(feed->url)) /* what tells them apart comes first */
		name = str_slice(name, str_find(name, STR("://")) + 3, name.len);
	return name;
}

static struct str folder_path(const struct store_feed *feed)
{
	return conf_folder_of(feed->tags, feed->tag_count);
}

/* The folder's index plus one; makes it and those above it. */
static size_t folder_get(struct builder *builder, struct str path)
{
	size_t parent = 0;

	for (size_t end = 0, depth = 0; end <= path.len && depth < DEPTH_MAX; end++) {
		struct str part = str_slice(path, 0, end);
		size_t at = 0;

		if (end < path.len && (path.ptr[end] != '/' || depth == DEPTH_MAX - 1))
			continue;
		if (str_is_empty(part))
			continue;
		while (at < builder->folder_count && !str_eq(builder->folders[at].path, part))
			at++;
		if (at == builder->folder_count) {
			builder->folders = mem_grow(builder->folders, at, &builder->folder_cap,
						    sizeof(*builder->folders));
			builder->folders[builder->folder_count++] =
				(struct folder){ part, parent, (int)depth };
		}
		parent = at + 1;
		depth++;
	}
	return parent;
}

static void folders_collect(struct builder *builder)
{
	builder->folder_of = arena_array(builder->arena, builder->feed_count + 1, sizeof(size_t));
	for (size_t i = 0; i < builder->feed_count; i++) {
		struct str path = folder_path(&builder->feeds[i]);

		if (!str_is_empty(path))
			builder->folder_of[i] = folder_get(builder, path);
	}
}

static struct tree_row *row_add(struct builder *builder, enum tree_kind kind, struct str name)
{
	struct tree_row *row = &builder->rows[builder->row_count++];

	row->kind = kind;
	row->name = name;
	return row;
}

static bool is_wanted(const struct builder *builder, const struct store_feed *feed, struct str name)
{
	const struct tree_options *options = builder->options;

	if (feed->is_hidden || feed->is_retired)
		return false;
	if (feed->id == options->keep_feed)
		return true;
	if (options->unread_only && !feed->unread)
		return false;
	return str_is_empty(options->filter) || str_find_nocase(name, options->filter) != SIZE_MAX;
}

static void feeds_add(struct builder *builder, size_t folder, int depth)
{
	for (size_t i = 0; i < builder->feed_count; i++) {
		struct store_feed *feed = &builder->feeds[i];
		struct str name;

		if (builder->folder_of[i] != folder)
			continue;
		name = tree_feed_name(builder->arena, feed);
		if (!is_wanted(builder, feed, name))
			continue;
		struct tree_row *row = row_add(builder, TREE_FEED, name);
		row->depth = depth;
		row->feed = feed->id;
		row->unread = feed->unread;
		row->total = feed->total;
		row->source = feed;
		row->has_error = !str_is_empty(feed->error) || feed->is_gone;
	}
}

/* A folder, then what is in it; a folded one keeps only its own row, an empty
 * one not even that. */
static void folder_add(struct builder *builder, size_t index)
{
	const struct folder *folder = &builder->folders[index];
	size_t at = builder->row_count;
	struct tree_row *row;

	size_t slash = folder->path.len;
	while (slash > 0 && folder->path.ptr[slash - 1] != '/')
		slash--;
	row = row_add(builder, TREE_FOLDER, str_slice(folder->path, slash, folder->path.len));
	row->path = folder->path;
	row->depth = folder->depth;
	row->is_folded = folded_index(builder->tree, folder->path) != SIZE_MAX &&
			 str_is_empty(builder->options->filter);
	for (size_t i = 0; i < builder->folder_count; i++) {
		if (builder->folders[i].parent == index + 1)
			folder_add(builder, i);
	}
	feeds_add(builder, index + 1, folder->depth + 1);
	bool is_empty = builder->row_count == at + 1;
	for (size_t i = at + 1; i < builder->row_count; i++) {
		if (builder->rows[i].kind != TREE_FEED)
			continue;
		row->unread += builder->rows[i].unread;
		row->total += builder->rows[i].total;
		row->has_error |= builder->rows[i].has_error;
	}
	if (is_empty)
		builder->row_count = at;
	else if (row->is_folded)
		builder->row_count = at + 1;
}

static void smart_add(struct builder *builder)
{
	const struct tree_options *options = builder->options;
	const struct store_counts *counts = options->counts;

	struct tree_row *row = row_add(builder, TREE_UNREAD, str_from(_("Unread")));
	row->unread = counts->unread;
	row = row_add(builder, TREE_TODAY, str_from(_("Today")));
	row->total = counts->today;
	row = row_add(builder, TREE_STARRED, str_from(_("Starred")));
	row->total = counts->starred;
	row = row_add(builder, TREE_ALL, str_from(_("All articles")));
	row->total = counts->total;
	row = row_add(builder, TREE_KEPT, str_from(_("Kept pages")));
	row->total = counts->kept;
	for (size_t i = 0; i < options->query_count; i++) {
		row = row_add(builder, TREE_QUERY,
			      arena_str(builder->arena, options->queries[i].name));
		row->path = arena_str(builder->arena, options->queries[i].query);
		row->unread = options->queries[i].unread;
		row->has_more = options->queries[i].has_more;
	}
	row_add(builder, TREE_GAP, STR(""));
}

bool tree_load(struct tree *tree, struct store *store, const struct tree_options *options,
	       struct error *err)
{
	struct arena arena = { 0 };
	struct builder builder = { .tree = tree, .options = options, .arena = &arena };

	if (!store_feeds(store, &arena, &builder.feeds, &builder.feed_count, err)) {
		arena_free(&arena);
		return false;
	}
	folders_collect(&builder);
	builder.rows = arena_array(&arena,
				   builder.feed_count + builder.folder_count +
					   options->query_count + 9,
				   sizeof(*builder.rows));
	if (str_is_empty(options->filter))
		smart_add(&builder);
	for (size_t i = 0; i < builder.folder_count; i++) {
		if (!builder.folders[i].parent)
			folder_add(&builder, i);
	}
	feeds_add(&builder, 0, 0);
	if (builder.row_count && builder.rows[builder.row_count - 1].kind == TREE_GAP)
		builder.row_count--; /* nothing is below it */
	free(builder.folders);
	arena_free(&tree->arena);
	tree->arena = arena;
	tree->rows = builder.rows;
	tree->count = builder.row_count;
	tree->feeds = builder.feeds;
	tree->feed_count = builder.feed_count;
	return true;
}

static void add_tag_term(struct buf *out, struct str tag)
{
	buf_addf(out, "%stag:\"%.*s\"", out->len ? " OR " : "", STR_ARG(tag));
}

static bool is_below(struct str path, struct str folder)
{
	return path.len > folder.len && path.ptr[folder.len] == '/' && str_has_prefix(path, folder);
}

void tree_add_folder_query(const struct tree *tree, struct str path, struct buf *out)
{
	struct buf terms = { 0 };

	for (size_t i = 0; i < tree->feed_count; i++) {
		struct str folder = folder_path(&tree->feeds[i]);
		bool is_new = is_below(folder, path);

		for (size_t k = 0; k < i && is_new; k++)
			is_new = !str_eq(folder, folder_path(&tree->feeds[k]));
		if (is_new)
			add_tag_term(&terms, folder);
	}
	if (terms.len) {
		add_tag_term(&terms, path);
		buf_add(out, buf_str(&terms));
	}
	buf_free(&terms);
}

size_t tree_find(const struct tree *tree, enum tree_kind kind, int64_t feed, struct str path)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_row *row = &tree->rows[i];

		if (row->kind == kind && row->feed == feed && str_eq(row->path, path))
			return i;
	}
	return SIZE_MAX;
}

const struct tree_row *tree_neighbour(const struct tree *tree, const struct tree_row *row,
				      bool is_up)
{
	const struct tree_row *rows = tree->rows;
	size_t at = (size_t)(row - rows);

	while (is_up ? at > 0 : at + 1 < tree->count) {
		at += is_up ? (size_t)-1 : 1;
		if (rows[at].depth < row->depth || rows[at].kind < TREE_FOLDER)
			break;
		if (rows[at].kind == row->kind && rows[at].depth == row->depth)
			return &rows[at];
	}
	return NULL;
}
