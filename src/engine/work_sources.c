/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "engine/sources.h"
#include "engine/work.h"

static size_t *find_slot(const struct work *work, struct str url)
{
	size_t mask = work->url_slot_count - 1;
	size_t i = (size_t)str_hash(url) & mask;

	while (work->url_slots[i] &&
	       !str_eq(work->urls.sources[work->url_slots[i] - 1].url, url))
		i = (i + 1) & mask;
	return &work->url_slots[i];
}

static void index_urls(struct work *work)
{
	work->url_slot_count = 64;
	while (work->url_slot_count < 2 * (work->urls.count + 1))
		work->url_slot_count *= 2;
	free(work->url_slots);
	work->url_slots = mem_new(work->url_slot_count, sizeof(*work->url_slots));
	for (size_t i = 0; i < work->urls.count; i++)
		*find_slot(work, work->urls.sources[i].url) = i + 1;
}

const struct conf_source *sources_find(const struct work *work, struct str url)
{
	size_t slot = work->url_slot_count ? *find_slot(work, url) : 0;

	return slot ? &work->urls.sources[slot - 1] : NULL;
}

bool sources_load(struct work *work, bool is_forced)
{
	struct conf_urls urls;
	struct buf text = { 0 };
	struct error err = { 0 };

	if (!conf_urls_text(work->engine->paths->urls, &text, &err)) {
		refresh_fault(work, &err);
		buf_free(&text);
		return false;
	}
	uint64_t hash = str_hash(buf_str(&text));
	buf_free(&text);
	if (work->has_urls && hash == work->urls_hash && !is_forced)
		return true;
	if (!conf_urls_load(work->engine->paths->urls, &urls, &err)) {
		refresh_fault(work, &err);
		return false;
	}
	/* What is shown was read from this database a moment ago. */
	bool is_news = is_forced || work->has_urls;
	int64_t written = store_written(work->store);
	conf_urls_free(&work->urls);
	work->urls = urls;
	work->urls_hash = hash;
	work->has_urls = true;
	index_urls(work);
	if (!sources_sync(work->store, &work->urls, &err)) {
		log_write(LOG_ERROR, "%s", err.text);
		refresh_fault(work, &err);
		return false;
	}
	if (is_forced)
		calm_sources_changed(work);
	if (is_news || store_written(work->store) != written)
		event_send_changed(work->engine);
	return true;
}

void sources_unsubscribe(struct work *work, const struct order *order)
{
	const char *path = work->engine->paths->urls;
	struct error err = { 0 };

	if (!sources_note(work->store, path, order->url, STR("unsubscribe"), &err) ||
	    !conf_urls_remove(path, order->url, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}

void sources_set(struct work *work, const struct order *order)
{
	const char *path = work->engine->paths->urls;
	const struct conf_source *source = order->source;
	struct error err = { 0 };

	sources_load(work, false);
	bool is_new = source->kind == CONF_QUERY && !conf_urls_find(&work->urls, source->url);
	struct str kind = is_new ? STR("folder-made") : STR("settings");
	if (!sources_note(work->store, path, source->url, kind, &err) ||
	    !(is_new ? conf_urls_add(path, source, &err) : conf_urls_set(path, source, &err)))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}

void sources_place(struct work *work, const struct order *order)
{
	const char *path = work->engine->paths->urls;
	struct str kind = order->tag_count > 1 ? STR("folder") : STR("place");
	struct error err = { 0 };

	if (!sources_note_all(work->store, path, order->tags, order->tag_count, kind, &err) ||
	    !conf_urls_place(path, order->tags, order->tag_count, order->text, order->all, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}

/* The sources with a tag that is the folder or below it. */
static size_t sources_in(const struct work *work, struct str folder, struct str *out)
{
	size_t count = 0;

	for (size_t i = 0; i < work->urls.count; i++) {
		const struct conf_source *source = &work->urls.sources[i];
		bool is_in = false;

		for (size_t k = 0; k < source->tag_count; k++)
			is_in |= conf_folder_is_in(source->tags[k], folder);
		if (is_in)
			out[count++] = source->url;
	}
	return count;
}

void sources_rename_folder(struct work *work, const struct order *order)
{
	const char *path = work->engine->paths->urls;
	struct error err = { 0 };

	sources_load(work, false);
	struct str *urls = mem_new(work->urls.count + 1, sizeof(*urls));
	size_t count = sources_in(work, order->title, urls);
	if (count && (!sources_note_all(work->store, path, urls, count, STR("folder"), &err) ||
		      !conf_urls_rename_folder(path, order->title, order->text, &err)))
		event_send_notice(work->engine, err.text);
	free(urls);
	sources_load(work, true);
}

void sources_undo(struct work *work, struct str data)
{
	struct error err = { 0 };

	if (!sources_take_back(work->store, work->engine->paths->urls, data, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}
