/* SPDX-License-Identifier: MIT */
#include "ui/downloads.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { SPEED_MS = 2000, KEPT_MAX = 300 };

static struct downloads *downloads_of(struct ui *ui)
{
	if (!ui->downloads)
		ui->downloads = mem_new(1, sizeof(*ui->downloads));
	return ui->downloads;
}

static void item_free(struct download_item *item)
{
	free(item->url);
	free(item->path);
	*item = (struct download_item){ 0 };
}

static struct download_item *item_find(struct downloads *all, struct str url)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_eq(str_from(all->items[i].url), url))
			return &all->items[i];
	return NULL;
}

static struct download_item *item_get(struct ui *ui, struct str url)
{
	struct downloads *all = downloads_of(ui);
	struct download_item *item = item_find(all, url);

	if (item)
		return item;
	if (all->count == KEPT_MAX) {
		item_free(&all->items[0]);
		memmove(all->items, all->items + 1, --all->count * sizeof(*all->items));
	}
	all->items = mem_grow(all->items, all->count, &all->cap, sizeof(*all->items));
	item = &all->items[all->count++];
	*item = (struct download_item){ .url = mem_copy(url.ptr, url.len), .total = -1 };
	return item;
}

static void path_set(struct download_item *item, struct str path)
{
	free(item->path);
	item->path = path.len ? mem_copy(path.ptr, path.len) : NULL;
}

static const char *name_of(const struct download_item *item)
{
	const char *path = item->path ? item->path : item->url;
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void downloads_free(struct ui *ui)
{
	if (!ui->downloads)
		return;
	for (size_t i = 0; i < ui->downloads->count; i++)
		item_free(&ui->downloads->items[i]);
	free(ui->downloads->items);
	free(ui->downloads);
	ui->downloads = NULL;
}

/* ---- words ---------------------------------------------------------------------------- */

void downloads_add_size(struct buf *out, int64_t done, int64_t total)
{
	if (total > 0 && done < total)
		buf_addf(out, _("%.1f of %.1f MB"), (double)done / 1e6, (double)total / 1e6);
	else
		buf_addf(out, "%.1f MB", (double)done / 1e6);
}

void downloads_add_bar(struct buf *out, int64_t done, int64_t total, int columns)
{
	int full = total > 0 ? (int)((double)done / (double)total * columns) : 0;

	for (int i = 0; i < columns; i++)
		buf_add(out, i < full ? STR("━") : STR("╌"));
}

void downloads_add_progress(const struct ui *ui, struct buf *out)
{
	const struct downloads *all = ui->downloads;
	int64_t done = 0, total = 0;
	size_t count = 0;
	bool is_known = true;

	for (size_t i = 0; all && i < all->count; i++) {
		const struct download_item *item = &all->items[i];

		if (item->state != DOWNLOAD_RUNS)
			continue;
		count++;
		done += item->done;
		total += item->total;
		is_known &= item->total > 0;
	}
	if (!count)
		return;
	buf_add(out, STR("  ↓ "));
	if (count > 1)
		buf_addf(out, "%zu: ", count);
	if (is_known)
		buf_addf(out, "%d %%", (int)((double)done * 100 / (double)total));
	else
		buf_addf(out, "%.1f MB", (double)done / 1e6);
}

/* ---- doing ------------------------------------------------------------------------------ */

void downloads_start(struct ui *ui, struct str url, int64_t article)
{
	struct download_item *item;

	if (ui->options->is_offline || ui->options->is_demo) {
		ui_say(ui, ROLE_NOTICE, "%s", _("offline: nothing can be fetched now"));
		return;
	}
	item = item_get(ui, url);
	if (item->state == DOWNLOAD_RUNS && item->ticket) {
		ui_say(ui, ROLE_NOTICE, "%s", _("this is on its way already"));
		return;
	}
	item->state = DOWNLOAD_RUNS;
	item->article = article ? article : item->article;
	item->ticket = ui_ticket(ui);
	item->mark_ms = item->speed = 0;
	item->why = (struct error){ 0 };
	engine_download(ui->engine, item->ticket, url, item->article);
	ui_say(ui, ROLE_NOTICE, "%s", _("downloading; it goes on whatever you read"));
}

void downloads_stop(struct ui *ui, struct download_item *item)
{
	if (item->state != DOWNLOAD_RUNS)
		return;
	engine_cancel(ui->engine, item->ticket);
	item->state = DOWNLOAD_STOPPED;
	item->ticket = 0;
	ui_say(ui, ROLE_NOTICE, "%s", _("stopped; what is there stays, and Enter goes on"));
}

void downloads_forget(struct ui *ui, size_t index)
{
	struct downloads *all = downloads_of(ui);
	struct download_item *item = &all->items[index];

	downloads_stop(ui, item);
	if (item->state != DOWNLOAD_DONE)
		engine_forget_download(ui->engine, str_from(item->url));
	item_free(item);
	memmove(item, item + 1, (--all->count - index) * sizeof(*item));
	ui_say(ui, ROLE_NOTICE, "%s", _("off the list"));
}

/* The last that is known of an address is where its file is. */
bool downloads_find_file(struct ui *ui, struct str url, struct arena *arena, struct str *path)
{
	struct engine_saved entry;
	struct str all;
	struct stat st;

	if (!ui->store || !store_get(ui->store, STR("downloaded"), arena, &all))
		return false;
	while (engine_next_download(&all, &entry)) {
		if (!str_eq(entry.url, url))
			continue;
		*path = arena_str(arena, entry.path);
		return stat(path->ptr, &st) == 0 && S_ISREG(st.st_mode);
	}
	return false;
}

static void play(struct ui *ui, struct str what, bool is_file, int64_t article)
{
	if (!(is_file ? ui_open_file(ui, what) : ui_play(ui, what)))
		return;
	if (article)
		ui_mark_one(ui, article, STORE_MARK_PLAYED);
}

void downloads_open_file(struct ui *ui, struct str url, int64_t article)
{
	struct arena arena = { 0 };
	struct str path;

	if (downloads_find_file(ui, url, &arena, &path))
		play(ui, path, true, article);
	else if (!str_is_empty(str_trim(conf_text(ui->conf, SETTING_PLAYER))))
		play(ui, url, false, article);
	else
		downloads_start(ui, url, article);
	arena_free(&arena);
}

void downloads_use(struct ui *ui, struct download_item *item)
{
	if (item->state == DOWNLOAD_DONE && item->path)
		play(ui, str_from(item->path), true, item->article);
	else
		downloads_start(ui, str_from(item->url), item->article);
}

/* ---- what the engine tells ---------------------------------------------------------------- */

static void measure(struct ui *ui, struct download_item *item)
{
	if (!item->mark_ms) {
		item->mark_ms = ui->now_ms;
		item->mark_done = item->done;
	} else if (ui->now_ms - item->mark_ms >= SPEED_MS) {
		item->speed = (item->done - item->mark_done) * 1000 / (ui->now_ms - item->mark_ms);
		item->mark_ms = ui->now_ms;
		item->mark_done = item->done;
	}
}

void downloads_event(struct ui *ui, const struct engine_event *event)
{
	struct download_item *item = item_get(ui, event->url);

	item->done = event->done;
	item->total = event->total;
	item->article = event->article ? event->article : item->article;
	if (event->text.len)
		path_set(item, event->text);
	ui->is_stale = true;
	if (!event->is_last) {
		measure(ui, item);
		return;
	}
	item->ticket = 0;
	item->state = event->error.text[0] ? DOWNLOAD_FAILED : DOWNLOAD_DONE;
	item->why = event->error;
	if (event->error.text[0])
		ui_say(ui, ROLE_ERROR, _("not downloaded: %s"), event->error.text);
	else
		ui_say(ui, ROLE_NOTICE, _("downloaded: %s"), name_of(item));
}

void downloads_recall(struct ui *ui)
{
	struct arena arena = { 0 };
	struct engine_saved entry;
	struct str all;
	struct buf part = { 0 };
	struct stat st;

	if (ui->store && store_get(ui->store, STR("downloads"), &arena, &all))
		while (engine_next_download(&all, &entry)) {
			struct download_item *item = item_get(ui, entry.url);

			buf_clear(&part);
			buf_addf(&part, "%.*s.part", STR_ARG(entry.path));
			item->state = DOWNLOAD_STOPPED;
			item->article = entry.article;
			item->total = entry.total;
			item->done = stat(buf_cstr(&part), &st) == 0 ? (int64_t)st.st_size : 0;
			path_set(item, entry.path);
		}
	/* The newest comes first there, and last here. */
	for (size_t i = 0, count = ui->downloads ? ui->downloads->count : 0; i < count / 2; i++) {
		struct download_item swap = ui->downloads->items[i];

		ui->downloads->items[i] = ui->downloads->items[count - 1 - i];
		ui->downloads->items[count - 1 - i] = swap;
	}
	buf_free(&part);
	arena_free(&arena);
}
