/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/list.h"

/* A range of headlines, or a whole group: both may be longer than what is in
 * memory, so marks name their ends and the store finds the rest. */

void list_end_range(struct list *list)
{
	list->has_range = list->has_group_range = false;
	arena_free(&list->range_arena);
}

void list_begin_range(struct list *list, bool is_group)
{
	const struct store_row *row = list_selected(list);
	bool had = list->has_range || list->has_group_range;

	list_end_range(list);
	if (had || !row)
		return;
	list->has_group_range = is_group;
	list->has_range = !is_group;
	list->range = *row;
	list->range.title = arena_str(&list->range_arena, row->title);
	list->range.source = arena_str(&list->range_arena, row->source);
	if (row->group.ptr)
		list->range.group = arena_str(&list->range_arena, row->group);
	list->range.author = list->range.url = list->range.snippet = STR("");
	list->range.hit = STR("");
}

/* Letters of ASCII are folded, as the database does. */
static int compare_names(struct str a, struct str b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++) {
		int x = (unsigned char)a.ptr[i], y = (unsigned char)b.ptr[i];

		x += x >= 'A' && x <= 'Z' ? 'a' - 'A' : 0;
		y += y >= 'A' && y <= 'Z' ? 'a' - 'A' : 0;
		if (x != y)
			return x - y;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}

static int sign(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_date(const struct store_row *a, const struct store_row *b)
{
	int by = sign(a->date, b->date);

	if (!by)
		by = sign(a->feed, b->feed);
	return by ? by : sign(a->id, b->id);
}

/* < 0: a stands above b. As the store orders them. */
static int order_of(const struct list *list, const struct store_row *a, const struct store_row *b)
{
	int by = 0;

	switch (list->scope.order) {
	case STORE_OLDEST: return by_date(a, b);
	case STORE_BY_TITLE:
		by = compare_names(a->title, b->title);
		return by ? by : sign(a->id, b->id);
	case STORE_BY_SOURCE:
		by = a->feed == b->feed ? 0 : compare_names(a->source, b->source);
		if (!by && a->feed != b->feed)
			by = sign(a->feed, b->feed);
		return by ? by : by_date(b, a);
	case STORE_BY_SECTION: case STORE_BY_TAG:
		if (!a->group.len != !b->group.len)
			return a->group.len ? -1 : 1; /* without one: at the end */
		by = compare_names(a->group, b->group);
		return by ? by : by_date(b, a);
	default: return by_date(b, a);
	}
}

bool list_is_in_range(const struct list *list, size_t index)
{
	const struct store_row *row = &list->window.rows[index], *here = list_selected(list);

	if (list->has_group_range)
		return here && list_same_group(list, row, here);
	if (!list->has_range || !here)
		return false;
	bool is_down = order_of(list, &list->range, here) <= 0;
	return order_of(list, is_down ? &list->range : here, row) <= 0 &&
	       order_of(list, row, is_down ? here : &list->range) <= 0;
}

/* ---- doing ---------------------------------------------------------------------------- */

/* What is on the screen or near it is marked one by one: nothing that came
 * meanwhile. Caller frees. */
static int64_t *ids_of(const struct list *list, size_t *count)
{
	size_t from = window_find(&list->window, list->range.id), to = list->at;
	int64_t *ids;

	*count = 0;
	if (from == SIZE_MAX || list->has_group_range)
		return NULL;
	if (from > to) {
		to = from;
		from = list->at;
	}
	ids = mem_new(to - from + 1, sizeof(*ids));
	for (size_t i = from; i <= to; i++)
		ids[(*count)++] = list->window.rows[i].id;
	return ids;
}

static void mark_range(struct ui *ui, struct list *list, enum store_mark mark, struct str tag)
{
	const struct store_row *here = list_selected(list);
	struct store_selection selection = { 0 };
	int64_t *ids = ids_of(list, &selection.count);

	if (ids) {
		selection.ids = ids;
	} else if (list->has_group_range) {
		list_select_group(list, here, &selection);
	} else {
		bool is_down = order_of(list, &list->range, here) <= 0;

		selection.scope = &list->scope;
		selection.from = is_down ? &list->range : here;
		selection.to = is_down ? here : &list->range;
	}
	ui_mark(ui, &selection, mark, tag);
	free(ids);
	for (size_t i = 0; i < list->window.count; i++) {
		struct store_row *row = &list->window.rows[i];

		if (list_is_in_range(list, i))
			row->flags = window_marked_flags(row->flags, mark);
	}
	list_end_range(list);
}

static bool has_range(const struct list *list)
{
	return (list->has_range || list->has_group_range) && list_selected(list);
}

static void tag_done(struct ui *ui, struct str subject, struct str text)
{
	struct list *list = (struct list *)ui->panes[PANE_LIST];
	enum store_mark mark;

	(void)subject;
	if (!has_range(list) || !deed_read_tag(&text, &mark))
		return;
	mark_range(ui, list, mark, text);
	deed_say(ui, mark, text);
}

/* What was deleted goes from the screen at once. */
static void delete_range(struct ui *ui, struct list *list)
{
	int64_t *ids = mem_new(list->window.count + 1, sizeof(*ids));
	size_t count = 0;

	for (size_t i = 0; i < list->window.count; i++) {
		if (list_is_in_range(list, i))
			ids[count++] = list->window.rows[i].id;
	}
	mark_range(ui, list, STORE_MARK_DELETE, STR(""));
	for (size_t i = 0; i < count; i++)
		list_drop(list, ids[i]);
	free(ids);
}

bool list_range_order(struct ui *ui, struct list *list, enum action action)
{
	static const struct prompt_hooks tag_hooks = { .kind = "tag", .done = tag_done };
	enum store_mark mark;

	if (!has_range(list))
		return false;
	if (action == ACTION_TAG)
		return deed_ask_tag(ui, &tag_hooks, STR(""));
	if (!deed_mark_of(action, list_selected(list)->flags, &mark))
		return false;
	if (mark == STORE_MARK_DELETE)
		delete_range(ui, list);
	else
		mark_range(ui, list, mark, STR(""));
	deed_say(ui, mark, STR(""));
	return true;
}
