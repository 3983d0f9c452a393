/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "ui/article.h"

/* What a key would open next is asked for while the article before it is read. */

static void place_forget(struct ahead_place *place)
{
	engine_event_free(place->page);
	*place = (struct ahead_place){ 0 };
}

static struct ahead_place *place_of(struct ahead *ahead, int64_t id)
{
	for (size_t i = 0; i < AHEAD_PLACES; i++) {
		if (ahead->places[i].article == id)
			return &ahead->places[i];
	}
	return NULL;
}

void ahead_free(struct ahead *ahead)
{
	for (size_t i = 0; i < AHEAD_PLACES; i++)
		place_forget(&ahead->places[i]);
}

void ahead_look(struct ahead *ahead)
{
	ahead->is_due = true;
}

void ahead_changed(struct ahead *ahead)
{
	for (size_t i = 0; i < AHEAD_PLACES; i++)
		ahead->places[i].is_old = ahead->places[i].article != 0;
	ahead->is_due = true;
}

void ahead_note_place(struct ahead *ahead, int64_t id, struct layout_anchor place)
{
	ahead->left[ahead->left_at] = (struct ahead_left){ id, place };
	ahead->left_at = (ahead->left_at + 1) % AHEAD_LEFT;
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

static void ask(struct ui *ui, struct ahead *ahead, int64_t id)
{
	struct ahead_place *place = place_of(ahead, id);

	if (place && !place->is_old)
		return;
	if (!place)
		place = place_of(ahead, 0);
	if (!place)
		return;
	place->article = id;
	place->is_old = false;
	place->ticket = ui_ticket(ui);
	engine_open_article(ui->engine, place->ticket, id, true);
}

void ahead_tick(struct ui *ui, struct ahead *ahead)
{
	static const enum action actions[AHEAD_PLACES] = { ACTION_NEXT_UNREAD,
							   ACTION_NEXT_ARTICLE };
	int64_t wanted[AHEAD_PLACES];

	ahead->is_due = false;
	for (size_t i = 0; i < AHEAD_PLACES; i++)
		wanted[i] = ui_next(ui, actions[i]);
	for (size_t i = 0; i < AHEAD_PLACES; i++) {
		if (!is_among(wanted, AHEAD_PLACES, ahead->places[i].article))
			place_forget(&ahead->places[i]);
	}
	for (size_t i = 0; i < AHEAD_PLACES; i++) {
		if (wanted[i])
			ask(ui, ahead, wanted[i]);
	}
}

bool ahead_event(struct ahead *ahead, struct engine_event *event)
{
	for (size_t i = 0; event->ticket && i < AHEAD_PLACES; i++) {
		struct ahead_place *place = &ahead->places[i];

		if (place->ticket != event->ticket)
			continue;
		if (event->kind != ENGINE_PAGE || !event->has_page) {
			place_forget(place);
			return true;
		}
		engine_event_free(place->page);
		place->page = mem_new(1, sizeof(*place->page));
		*place->page = *event;
		place->ticket = 0;
		event->page = (struct page){ 0 };
		event->arena = (struct arena){ 0 };
		event->has_page = false;
		return true;
	}
	return false;
}

void ahead_take(struct ahead *ahead, struct visit *visit, struct engine_event **page)
{
	struct ahead_place *place = visit->article ? place_of(ahead, visit->article) : NULL;

	*page = NULL;
	if (!place)
		return;
	*page = place->page;
	place->page = NULL;
	if (!*page)
		visit->ticket = place->ticket;
	place_forget(place);
}

void ahead_mend_place(const struct ahead *ahead, struct engine_event *event)
{
	/* The newest one last. */
	for (size_t i = 0; i < AHEAD_LEFT; i++) {
		const struct ahead_left *left = &ahead->left[(ahead->left_at + i) % AHEAD_LEFT];

		if (!event->article || event->article != left->article)
			continue;
		event->place.block = left->place.block;
		event->place.offset = left->place.offset;
	}
}
