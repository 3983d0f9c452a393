/* SPDX-License-Identifier: MIT */
#include "ui/fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/fake_room.h"

static struct engine_event *event_new(enum engine_event_kind kind, uint64_t ticket)
{
	struct engine_event *event = calloc(1, sizeof(*event));

	event->kind = kind;
	event->ticket = ticket;
	return event;
}

void fake_send(struct engine_event *event)
{
	struct fake_room *room = fake_room();

	if (room->pipe[1] > 0 && write(room->pipe[1], "x", 1) < 0)
		abort();
	if (room->event_count < FAKE_EVENTS)
		room->events[room->event_count++] = event;
	else
		engine_event_free(event);
}

const char *fake_orders(void)
{
	static char last[4096];
	struct fake_room *room = fake_room();

	snprintf(last, sizeof(last), "%s", buf_cstr(&room->orders));
	buf_clear(&room->orders);
	return last;
}

struct engine_event *engine_next(struct engine *engine)
{
	struct fake_room *room = fake_room();
	struct engine_event *event;
	char byte;

	(void)engine;
	if (!room->event_count)
		return NULL;
	if (room->pipe[0] > 0 && read(room->pipe[0], &byte, 1) < 0)
		abort();
	event = room->events[0];
	memmove(room->events, room->events + 1, --room->event_count * sizeof(*room->events));
	return event;
}

void engine_event_free(struct engine_event *event)
{
	if (!event)
		return;
	page_free(&event->page);
	query_free(&event->query_mistake);
	arena_free(&event->arena);
	free(event);
}

static void page_send(uint64_t ticket, const struct store_row *row, int64_t article, bool is_full)
{
	struct engine_event *event = event_new(ENGINE_PAGE, ticket);

	fake_page_make(&event->page, row, is_full);
	event->has_page = true;
	event->is_full = is_full;
	event->has_full = is_full || !fake_room()->has_teasers;
	event->article = article;
	event->url = arena_str(&event->arena, row->url);
	fake_send(event);
}

void engine_open_article(struct engine *engine, uint64_t ticket, int64_t article, bool want_full)
{
	struct store_row *row = fake_row(article);

	(void)engine;
	buf_addf(&fake_room()->orders, "open %lld%s\n", (long long)article,
		 want_full ? " full" : "");
	if (row)
		page_send(ticket, row, article, want_full && !fake_room()->has_teasers);
}

void engine_renew_page(struct engine *engine, uint64_t ticket, int64_t article)
{
	(void)engine;
	(void)ticket;
	buf_addf(&fake_room()->orders, "renew %d\n", (int)article);
}

void engine_open_url(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		     int64_t feed, bool is_typed)
{
	struct store_row row = { .title = title, .url = url, .date = FAKE_NOW - 90000 };
	struct engine_event *event;

	(void)engine;
	(void)feed;
	(void)is_typed;
	buf_addf(&fake_room()->orders, "url %.*s\n", STR_ARG(url));
	if (str_has_suffix(url, STR("1")) || fake_room()->is_online) {
		page_send(ticket, &row, 0, true);
		return;
	}
	event = event_new(ENGINE_FAILED, ticket);
	error_set(&event->error, "kabar.example cannot be reached; the network seems to be gone");
	fake_send(event);
}

void engine_search(struct engine *engine, uint64_t ticket, struct str text, bool is_typing,
		   const struct store_scope *within)
{
	struct engine_event *event = event_new(ENGINE_FOUND, ticket);
	struct fake_room *room = fake_room();

	event->is_last = true;

	(void)engine;
	(void)within;
	buf_addf(&room->orders, "search %.*s%s\n", STR_ARG(text), is_typing ? "…" : "");
	event->rows = arena_array(&event->arena, room->row_count + 1, sizeof(*event->rows));
	for (size_t i = 0; i < room->row_count && event->row_count < 50; i++) {
		struct store_row *row = &event->rows[event->row_count];

		if (str_find_nocase(room->rows[i].title, text) == SIZE_MAX)
			continue;
		*row = room->rows[i];
		row->snippet = arena_printf(&event->arena, "… menunggu \x02%.*s\x03 yang tiba …",
					    STR_ARG(text));
		row->hit = arena_str(&event->arena, text);
		event->row_count++;
	}
	if (text.len && text.ptr[text.len - 1] == '(') {
		error_set(&event->query_mistake.mistake, "a bracket is not closed");
		event->query_mistake.mistake_from = text.len - 1;
		event->query_mistake.mistake_to = text.len;
	}
	fake_send(event);
}

/* Every article of the newsroom has been updated once. */
bool store_change(struct store *store, int64_t id, struct arena *arena, struct store_change *out)
{
	(void)store;
	(void)arena;
	if (id < 900)
		return false;
	*out = (struct store_change){
		.at = FAKE_NOW - 7200,
		.old_title = STR("Panen Raya Mundur Sepekan"),
		.title = STR("Panen Raya Mundur Dua Pekan"),
		.old_text = STR("SUBANG - Petani menunggu hujan sejak awal bulan.\nHarga gabah "
				"naik 5 persen di tingkat penggilingan.\nIrigasi dibuka lagi.\n"
				"Kantor desa menambah pompa.\nBupati belum dapat dihubungi."),
		.text = STR("SUBANG - Petani menunggu hujan sejak awal bulan.\nHarga gabah "
			    "naik 7 persen di tingkat penggilingan, kata Bulog.\nIrigasi dibuka "
			    "lagi.\nKantor desa menambah pompa.\nBulog menjamin cadangan enam "
			    "bulan."),
	};
	return true;
}

void engine_announce(struct engine *engine)
{
	(void)engine;
}

void engine_prepare_order(struct engine *engine, enum store_order order)
{
	(void)order;
	(void)engine;
}

void engine_remember(struct engine *engine, struct str name, struct str value)
{
	struct fake_room *room = fake_room();

	(void)engine;
	buf_clear(&room->fact_name);
	buf_clear(&room->fact);
	buf_add(&room->fact_name, name);
	buf_add(&room->fact, value);
	buf_addf(&room->orders, "remember %.*s: %.*s\n", STR_ARG(name), STR_ARG(value));
}

/* How many rows it changed. */
static int row_mark(struct store_row *row, enum store_mark mark)
{
	static const struct {
		uint32_t set, taken;
	} marks[] = {
		[STORE_MARK_READ] = { 0, STORE_UNREAD }, [STORE_MARK_UNREAD] = { STORE_UNREAD, 0 },
		[STORE_MARK_STAR] = { STORE_STARRED_FLAG, 0 },
		[STORE_MARK_UNSTAR] = { 0, STORE_STARRED_FLAG },
	};

	if (mark >= sizeof(marks) / sizeof(*marks))
		return 1;
	uint32_t before = row->flags;
	row->flags = (row->flags & ~marks[mark].taken) | marks[mark].set;
	return row->flags != before;
}

void engine_mark(struct engine *engine, const struct store_selection *selection,
		 enum store_mark mark, struct str tag)
{
	struct buf *orders = &fake_room()->orders;
	struct engine_event *event = event_new(ENGINE_MARKED, 0);

	(void)engine;
	buf_addf(orders, "mark %d", mark);
	for (size_t i = 0; i < selection->count; i++) {
		struct store_row *row = fake_row(selection->ids[i]);

		buf_addf(orders, " %lld", (long long)selection->ids[i]);
		if (row)
			event->count += row_mark(row, mark);
	}
	bool is_all = selection->scope && !selection->from && !selection->to &&
		      !selection->until && !selection->feed;
	for (size_t i = 0; is_all && i < fake_room()->row_count; i++) {
		if (fake_is_in(selection->scope, &fake_room()->rows[i]))
			event->count += row_mark(&fake_room()->rows[i], mark);
	}
	if (selection->scope && !is_all)
		event->count = 1;
	if (selection->scope)
		buf_addf(orders, " scope %d%s%s", selection->scope->kind,
			 selection->from ? " from" : "", selection->to ? " to" : "");
	if (selection->until || selection->feed)
		buf_addf(orders, " group %lld", (long long)(selection->until ?
			 selection->until - selection->since : selection->feed));
	buf_addf(orders, "%s%.*s\n", tag.len ? " tag " : "", STR_ARG(tag));
	fake_send(event);
}

void engine_refresh(struct engine *engine, const int64_t *ids, size_t count, bool all)
{
	(void)engine;
	(void)ids;
	buf_addf(&fake_room()->orders, "refresh %zu%s\n", count, all ? " all" : "");
}

void engine_refresh_offline(struct engine *engine)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "refresh offline\n");
}

void engine_stop_refresh(struct engine *engine)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "stop\n");
}

void engine_undo(struct engine *engine)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "undo\n");
}

void engine_save_place(struct engine *engine, int64_t article, uint32_t block, uint32_t offset)
{
	(void)engine;
	(void)article;
	(void)block;
	(void)offset;
}

void engine_mark_page_read(struct engine *engine, struct str url)
{
	(void)engine;
	(void)url;
}

void engine_prefetch(struct engine *engine, int64_t article, struct str url, int levels)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "prefetch %lld %.*s %d\n", (long long)article, STR_ARG(url),
		 levels);
}

void engine_save_picture(struct engine *engine, int64_t article, struct str page, struct str url)
{
	(void)engine;
	(void)page;
	buf_addf(&fake_room()->orders, "picture %lld %.*s\n", (long long)article, STR_ARG(url));
}

void engine_subscribe(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		      const struct str *tags, size_t tag_count)
{
	(void)engine;
	(void)ticket;
	(void)title;
	(void)tags;
	buf_addf(&fake_room()->orders, "subscribe %.*s %zu\n", STR_ARG(url), tag_count);
}

void engine_unsubscribe(struct engine *engine, struct str url)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "unsubscribe %.*s\n", STR_ARG(url));
}

void engine_set_source(struct engine *engine, const struct conf_source *source)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "source %.*s \"%.*s\" %zu\n", STR_ARG(source->url),
		 STR_ARG(source->title), source->tag_count);
}

void engine_place_sources(struct engine *engine, const struct str *urls, size_t count,
			  struct str anchor, bool is_before)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "place");
	for (size_t i = 0; i < count; i++)
		buf_addf(&fake_room()->orders, " %.*s", STR_ARG(urls[i]));
	buf_addf(&fake_room()->orders, " %s %.*s\n", is_before ? "before" : "after",
		 STR_ARG(anchor));
}

void engine_rename_folder(struct engine *engine, struct str from, struct str to)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "folder %.*s -> %.*s\n", STR_ARG(from), STR_ARG(to));
}

void engine_import(struct engine *engine, uint64_t ticket, const char *file)
{
	(void)engine;
	(void)ticket;
	buf_addf(&fake_room()->orders, "import %s\n", file);
}

void engine_set_conf(struct engine *engine, const struct conf *conf)
{
	(void)engine;
	(void)conf;
	buf_addf(&fake_room()->orders, "conf\n");
}

void engine_cancel(struct engine *engine, uint64_t ticket)
{
	(void)engine;
	(void)ticket;
	buf_addf(&fake_room()->orders, "cancel\n");
}

void engine_forget_download(struct engine *engine, struct str url)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "forget %.*s\n", STR_ARG(url));
}

void engine_download(struct engine *engine, uint64_t ticket, struct str url, int64_t article)
{
	(void)engine;
	(void)ticket;
	(void)article;
	buf_addf(&fake_room()->orders, "download %.*s\n", STR_ARG(url));
}

void fake_set_progress(const struct engine_progress *progress)
{
	fake_room()->progress = *progress;
}

struct engine_progress engine_progress(const struct engine *engine)
{
	(void)engine;
	return fake_room()->progress;
}

bool engine_open(const struct engine_options *options, struct engine **out, struct error *err)
{
	(void)options;
	*out = (struct engine *)fake_room();
	return !pipe(fake_room()->pipe) || error_set_errno(err, "pipe");
}

void engine_close(struct engine *engine)
{
	(void)engine;
}

int engine_fd(const struct engine *engine)
{
	(void)engine;
	return fake_room()->pipe[0] > 0 ? fake_room()->pipe[0] : -1;
}

void engine_reload_urls(struct engine *engine)
{
	(void)engine;
	buf_addf(&fake_room()->orders, "reload\n");
}
