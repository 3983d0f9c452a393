/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
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

/* Makes the feeds table follow the file; smart folders are no feeds. */
static bool set_sources(struct work *work, struct error *err)
{
	struct store_source *sources = mem_new(work->urls.count + 1, sizeof(*sources));
	size_t count = 0;

	for (size_t i = 0; i < work->urls.count; i++) {
		const struct conf_source *from = &work->urls.sources[i];
		if (from->kind == CONF_QUERY)
			continue;
		sources[count++] = (struct store_source){
			.url = from->url,
			.title = from->title,
			.tags = from->tags,
			.tag_count = from->tag_count,
			.is_hidden = from->is_hidden,
			.keep = from->keep,
		};
	}
	bool is_ok = store_set_sources(work->store, sources, count, err);
	free(sources);
	return is_ok;
}

bool sources_load(struct work *work, bool is_forced)
{
	struct conf_urls urls;
	struct buf text = { 0 };
	struct error err = { 0 };

	if (!conf_urls_text(work->engine->paths->urls, &text, &err)) {
		event_send_notice(work->engine, err.text);
		buf_free(&text);
		return false;
	}
	uint64_t hash = str_hash(buf_str(&text));
	buf_free(&text);
	if (work->has_urls && hash == work->urls_hash && !is_forced)
		return true;
	if (!conf_urls_load(work->engine->paths->urls, &urls, &err)) {
		event_send_notice(work->engine, err.text);
		return false;
	}
	conf_urls_free(&work->urls);
	work->urls = urls;
	work->urls_hash = hash;
	work->has_urls = true;
	index_urls(work);
	if (!set_sources(work, &err)) {
		log_write(LOG_ERROR, "%s", err.text);
		event_send_notice(work->engine, err.text);
		return false;
	}
	event_send_changed(work->engine);
	return true;
}

/* Remembers how the file spoke of url, so that it can be undone: a first line
 * with the url, then the kept lines. */
static bool keep_for_undo(struct work *work, struct str url, struct str kind)
{
	struct buf note = { 0 };
	struct error err = { 0 };

	buf_add(&note, url);
	buf_add_char(&note, '\n');
	bool is_ok = conf_urls_keep(work->engine->paths->urls, url, &note, &err) &&
		     store_journal_note(work->store, kind, buf_str(&note), time(NULL), &err);
	if (!is_ok)
		event_send_notice(work->engine, err.text);
	buf_free(&note);
	return is_ok;
}

void sources_unsubscribe(struct work *work, const struct order *order)
{
	struct error err = { 0 };

	if (!keep_for_undo(work, order->url, STR("unsubscribe")))
		return;
	if (!conf_urls_remove(work->engine->paths->urls, order->url, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}

void sources_set(struct work *work, const struct order *order)
{
	struct error err = { 0 };

	if (!keep_for_undo(work, order->source->url, STR("settings")))
		return;
	if (!conf_urls_set(work->engine->paths->urls, order->source, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}

void sources_undo(struct work *work, struct str data)
{
	struct error err = { 0 };
	struct str url;

	if (!str_cut(&data, '\n', &url))
		return;
	if (!conf_urls_restore(work->engine->paths->urls, url, data, &err))
		event_send_notice(work->engine, err.text);
	sources_load(work, true);
}
