/* SPDX-License-Identifier: MIT */
#include "query/query.h"
#include "ui/feeds.h"

/* How much is unread in the user's smart folders. No number of theirs is kept
 * anywhere: their articles are looked through between keys, a little at a time,
 * when something has changed, and only so far. */
enum {
	REST_MS = 400,    /* from a change to the counting */
	REST_TIMES = 10,  /* of the time that it took, to the next counting */
	SLICE_MS = 2,
	SLICES_MOST = 100, /* for one folder; then it has more */
	SLICE_ROWS = 100,
	COUNT_MOST = 999,
};

void feeds_count_soon(struct ui *ui, struct feeds *feeds)
{
	struct feeds_count *count = &feeds->count;

	if (!feeds->query_count || !ui->store)
		return;
	if (count->is_running)
		count->is_late = true;
	else if (!count->due_ms)
		count->due_ms = ui->now_ms + REST_MS > count->rest_until_ms ?
				ui->now_ms + REST_MS : count->rest_until_ms;
}

void feeds_count_stop(struct feeds *feeds)
{
	query_free(&feeds->count.query);
	feeds->count = (struct feeds_count){ 0 };
}

int feeds_count_wait_ms(const struct ui *ui, const struct feeds *feeds)
{
	const struct feeds_count *count = &feeds->count;

	if (count->is_running)
		return 0;
	if (!count->due_ms)
		return -1;
	return count->due_ms > ui->now_ms ? (int)(count->due_ms - ui->now_ms) : 0;
}

/* The next folder's; false: there is none. */
static bool folder_begin(struct ui *ui, struct feeds *feeds)
{
	struct feeds_count *count = &feeds->count;

	query_free(&count->query);
	count->query = (struct query){ 0 };
	count->found = count->slices = 0;
	count->is_begun = false;
	if (count->at >= feeds->query_count)
		return false;
	query_parse_folder(feeds->queries[count->at].query, ui->now, &count->query);
	return true;
}

/* Looks on; true when it is through, or has looked long enough. */
static bool folder_look(struct ui *ui, struct feeds_count *count)
{
	struct store_scope scope = { .kind = STORE_QUERY, .query = &count->query,
				     .unread_only = true };
	struct store_effort effort = { .ms = SLICE_MS };
	struct arena arena = { 0 };
	struct store_row *rows;
	size_t found = 0;
	bool is_well = !count->query.mistake.text[0] &&
		       store_list_some(ui->store, &scope, count->is_begun ? &count->after : NULL,
				       SLICE_ROWS, &effort, &arena, &rows, &found, NULL);

	count->has_more = is_well && (effort.is_partial || found == SLICE_ROWS);
	if (is_well && effort.is_partial)
		count->after = effort.reached;
	else if (is_well && found)
		count->after = (struct store_row){ .id = rows[found - 1].id,
						   .feed = rows[found - 1].feed,
						   .date = rows[found - 1].date };
	arena_free(&arena);
	count->is_begun = true;
	count->found += is_well ? (int)found : 0;
	return !count->has_more || count->found > COUNT_MOST || ++count->slices >= SLICES_MOST;
}

static void count_end(struct ui *ui, struct feeds *feeds)
{
	struct feeds_count *count = &feeds->count;
	bool is_late = count->is_late;

	count->is_running = count->is_late = false;
	count->rest_until_ms = ui->now_ms + (ui->now_ms - count->begun_ms) * REST_TIMES;
	if (is_late)
		feeds_count_soon(ui, feeds);
}

/* The rows of the tree say it too: reading all of the tree again for one number
 * takes long where there are thousands of feeds. */
static void rows_set(struct feeds *feeds, const struct tree_query *folder)
{
	for (size_t i = 0; i < feeds->tree.count; i++) {
		struct tree_row *row = &feeds->tree.rows[i];

		if (row->kind != TREE_QUERY || !str_eq(row->path, folder->query))
			continue;
		row->unread = folder->unread;
		row->has_more = folder->has_more;
	}
}

bool feeds_count_tick(struct ui *ui, struct feeds *feeds)
{
	struct feeds_count *count = &feeds->count;
	struct tree_query *folder;
	bool is_new;

	if (!ui->store || feeds_count_wait_ms(ui, feeds) != 0)
		return false;
	if (!count->is_running) {
		count->due_ms = 0;
		count->at = 0;
		count->begun_ms = ui->now_ms;
		count->is_running = folder_begin(ui, feeds);
		return false;
	}
	if (!folder_look(ui, count))
		return false;
	folder = &feeds->queries[count->at++];
	if (count->found > COUNT_MOST) {
		count->found = COUNT_MOST;
		count->has_more = true;
	}
	is_new = folder->unread != count->found || folder->has_more != count->has_more;
	folder->unread = count->found;
	folder->has_more = count->has_more;
	if (is_new)
		rows_set(feeds, folder);
	if (!folder_begin(ui, feeds))
		count_end(ui, feeds);
	return is_new;
}
