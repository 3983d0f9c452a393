/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/cursor.h"

enum {
	PAGER_COLUMNS = 96,
	ROWS_MAX = 1000,
	TEXT_LEAST = 20, /* columns of a text beside its key */
	STACKED_AT = 3,  /* where it begins below it */
};

struct entry {
	struct str key, text, also;
	enum term_role role;
};

/* A piece of an entry on one line of the screen. */
struct piece {
	size_t entry;
	struct str text;
	bool is_first;
	bool is_key; /* the key in a line of its own */
};

struct pager {
	struct view view;
	struct arena arena;
	struct str title;
	struct entry *entries;
	size_t count, cap;
	struct piece *pieces; /* for `columns` */
	size_t piece_count, piece_cap;
	int columns, key_width, screen;
	struct cursor cursor;
	struct edit filter;
	bool is_filtering, wants_end, is_wrapped;
	bool is_stacked; /* too narrow for two columns */
	const struct pager_hooks *hooks; /* may be NULL */
	int64_t subject;
};

static struct pager *pager_of(struct view *view)
{
	return (struct pager *)view;
}

static bool is_wanted(const struct pager *pager, const struct entry *entry)
{
	struct str wanted = str_trim(buf_str(&pager->filter.text));

	return str_is_empty(wanted) || str_find_nocase(entry->text, wanted) != SIZE_MAX ||
	       str_find_nocase(entry->key, wanted) != SIZE_MAX ||
	       str_find_nocase(entry->also, wanted) != SIZE_MAX;
}

static void piece_add(struct pager *pager, const struct piece *piece)
{
	pager->pieces = mem_grow(pager->pieces, pager->piece_count, &pager->piece_cap,
				 sizeof(*pager->pieces));
	pager->pieces[pager->piece_count++] = *piece;
}

static void pager_wrap(struct pager *pager)
{
	int columns = pager->columns - (pager->key_width ? pager->key_width + 2 : 0) - 2;

	pager->is_stacked = pager->key_width && columns < TEXT_LEAST;
	if (pager->is_stacked)
		columns = pager->columns - STACKED_AT - 1;
	pager->piece_count = 0;
	for (size_t i = 0; i < pager->count; i++) {
		struct str rest = pager->entries[i].text;
		bool is_first = true;

		if (!is_wanted(pager, &pager->entries[i]))
			continue;
		if (pager->is_stacked && !str_is_empty(pager->entries[i].key))
			piece_add(pager, &(struct piece){ i, pager->entries[i].key, true, true });
		do {
			struct str line = box_cut_line(&rest, columns > 8 ? columns : 8);

			piece_add(pager, &(struct piece){ i, line, is_first, false });
			is_first = false;
		} while (rest.len);
	}
	pager->is_wrapped = true;
}

static void pager_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct pager *pager = pager_of(view);
	bool has_filter = pager->is_filtering || pager->filter.text.len;
	int columns = box_columns(area, PAGER_COLUMNS);

	(void)ui;
	(void)is_focused;
	if (!pager->is_wrapped || pager->columns != columns) {
		pager->columns = columns;
		pager_wrap(pager);
	}
	int text_at = pager->is_stacked ? STACKED_AT :
		      pager->key_width ? pager->key_width + 3 : 1;
	int rows = pager->piece_count < ROWS_MAX ? (int)pager->piece_count : ROWS_MAX;
	struct area inside = box_draw(area, PAGER_COLUMNS, (rows ? rows : 1) + has_filter,
				      pager->title);
	pager->screen = inside.rows - (has_filter ? 1 : 0);
	if (pager->wants_end)
		pager->cursor.top = pager->piece_count;
	pager->wants_end = false;
	if (pager->cursor.top + (size_t)pager->screen > pager->piece_count)
		pager->cursor.top = pager->piece_count > (size_t)pager->screen ?
					    pager->piece_count - (size_t)pager->screen : 0;
	for (int i = 0; i < pager->screen; i++) {
		size_t at = pager->cursor.top + (size_t)i;

		if (at >= pager->piece_count)
			break;
		const struct piece *piece = &pager->pieces[at];
		const struct entry *entry = &pager->entries[piece->entry];
		if (piece->is_key || (piece->is_first && !pager->is_stacked))
			area_text(inside, i, 1,
				  pager->is_stacked ? inside.columns - 1 : pager->key_width,
				  ROLE_KEY, 0, entry->key);
		if (piece->is_key)
			continue;
		area_text(inside, i, entry->role == ROLE_HEADING ? 1 : text_at, inside.columns,
			  entry->role, 0, piece->text);
	}
	if (has_filter && !pager->piece_count)
		area_text(inside, 0, 1, inside.columns - 2, ROLE_DIM, 0,
			  str_from(_("nothing matches")));
	if (has_filter) {
		area_text(inside, inside.rows - 1, 1, 1, ROLE_PROMPT, 0, STR("/"));
		edit_draw(&pager->filter, inside, inside.rows - 1, 3);
		if (!pager->is_filtering)
			area.surface->cursor_row = area.surface->cursor_column = -1;
	}
}

static void filter_clear(struct pager *pager)
{
	pager->is_filtering = false;
	buf_clear(&pager->filter.text);
	pager->filter.at = 0;
	pager->is_wrapped = false;
}

/* Something stands below what is shown. */
static bool has_more(const struct pager *pager)
{
	return pager->cursor.top + (size_t)pager->screen < pager->piece_count;
}

static bool pager_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct pager *pager = pager_of(view);

	if (action == ACTION_OPEN) /* on, and out at the end */
		action = has_more(pager) ? ACTION_PAGE_DOWN : ACTION_CLOSE;
	if (cursor_scroll(&pager->cursor, action, count, pager->piece_count, pager->screen))
		return true;
	if (action == ACTION_CLEAR && pager->filter.text.len) {
		filter_clear(pager);
		return true;
	}
	if (action == ACTION_CLOSE || action == ACTION_BACK || action == ACTION_CLEAR ||
	    action == ACTION_HELP) {
		ui_pop(ui);
		return true;
	}
	return pager->hooks && pager->hooks->act(ui, pager->subject, action);
}

static void pager_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS])
{
	const struct pager *pager = (const struct pager *)view;
	int count = 1;

	(void)ui;
	if (has_more(pager) || pager->cursor.top)
		hints[count++].action = ACTION_READ_ON;
	for (int i = 0; pager->hooks && i < 2; i++)
		hints[count++].action = pager->hooks->also[i];
}

static bool pager_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct pager *pager = pager_of(view);
	bool is_changed;

	(void)ui;
	if (!pager->is_filtering) {
		if (event->key != KEY_CHAR || event->code_point != '/' || event->modifiers)
			return false;
		pager->is_filtering = true;
		return true;
	}
	if (event->key == KEY_ENTER) {
		pager->is_filtering = false;
		return true;
	}
	if (event->key == KEY_ESCAPE) {
		filter_clear(pager);
		return true;
	}
	if (!edit_key(&pager->filter, event, &is_changed))
		return false;
	if (is_changed) {
		pager->is_wrapped = false;
		pager->cursor = (struct cursor){ 0 };
	}
	return true;
}

static void pager_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN)
		pager_act(ui, view, event->mouse == TERM_WHEEL_UP ? ACTION_UP : ACTION_DOWN, 3);
	else if (event->mouse == TERM_PRESS)
		ui_pop(ui);
}

static void pager_free(struct view *view)
{
	struct pager *pager = pager_of(view);

	arena_free(&pager->arena);
	buf_free(&pager->filter.text);
	free(pager->entries);
	free(pager->pieces);
	free(pager);
}

static const struct view_ops pager_ops = {
	.bit = V_BOX,
	.draw = pager_draw,
	.act = pager_act,
	.key = pager_key,
	.mouse = pager_mouse,
	.free = pager_free,
	.hints = { ACTION_CLOSE, ACTION_NONE, ACTION_NONE, ACTION_NONE },
	.hint = pager_hint,
};

struct pager *pager_open(struct ui *ui, const char *title)
{
	struct pager *pager = mem_new(1, sizeof(*pager));

	pager->view.ops = &pager_ops;
	pager->title = arena_str(&pager->arena, str_from(title));
	ui_push(ui, &pager->view);
	return pager;
}

void pager_add(struct pager *pager, enum term_role role, struct str key, struct str text)
{
	int width = utf8_width(key);

	pager->entries = mem_grow(pager->entries, pager->count, &pager->cap,
				  sizeof(*pager->entries));
	pager->entries[pager->count++] = (struct entry){
		.key = arena_str(&pager->arena, key),
		.text = arena_str(&pager->arena, text),
		.role = role,
	};
	if (width > pager->key_width)
		pager->key_width = width > 24 ? 24 : width;
	pager->is_wrapped = false;
}

void pager_find_by(struct pager *pager, struct str word)
{
	if (pager->count)
		pager->entries[pager->count - 1].also = arena_str(&pager->arena, word);
}

void pager_add_heading(struct pager *pager, const char *text)
{
	if (pager->count)
		pager_add(pager, ROLE_TEXT, STR(""), STR(""));
	pager_add(pager, ROLE_HEADING, STR(""), str_from(text));
}

void pager_use(struct pager *pager, const struct pager_hooks *hooks, int64_t subject)
{
	pager->hooks = hooks;
	pager->subject = subject;
}

void pager_go_end(struct pager *pager)
{
	pager->wants_end = true;
}

size_t pager_count(const struct pager *pager)
{
	return pager->count;
}
