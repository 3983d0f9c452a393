/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/list.h"
#include "ui/when.h"

void list_free_scope(struct list *list)
{
	query_free(&list->query);
	query_free(&list->filter);
	arena_free(&list->arena);
	list->scope = (struct store_scope){ 0 };
	list->title = list->query_text = list->filter_text = (struct str){ NULL, 0 };
	list->has_scope = false;
}

static void query_read(struct ui *ui, struct str text, bool is_newsboat, struct query *out)
{
	struct error err = { 0 };

	query_free(out);
	if (is_newsboat && query_parse_newsboat(text, ui->now, out, &err))
		return;
	query_parse(text, ui->now, false, out);
	if (out->mistake.text[0])
		ui_say(ui, ROLE_NOTICE, "%s", is_newsboat && err.text[0] ? err.text :
									   out->mistake.text);
}

static void list_complain(struct ui *ui, const struct error *err)
{
	if (err->text[0])
		ui_say(ui, ROLE_ERROR, "%s", err->text);
}

void list_load(struct ui *ui, struct list *list)
{
	struct error err = { 0 };

	if (!ui->store || !list->has_scope)
		return;
	list->at = list->top = 0;
	list->ahead = 0;
	list->range_id = 0;
	if (!window_load_first(&list->window, ui->store, &list->scope, &err))
		list_complain(ui, &err);
}

void list_set_scope(struct ui *ui, struct list *list, const struct target *target)
{
	static const enum store_order orders[] = { STORE_NEWEST, STORE_OLDEST, STORE_BY_TITLE,
						   STORE_BY_SOURCE };
	enum store_order order = list->has_scope ? list->scope.order :
						   orders[conf_number(ui->conf, SETTING_SORT) & 3];
	bool unread_only = list->has_scope ? list->scope.unread_only && !list->forces_unread :
					     conf_bool(ui->conf, SETTING_UNREAD_ONLY);
	struct str tag = target->tag, query = target->query, title = target->title;
	struct arena arena = { 0 };

	tag = arena_str(&arena, tag);
	query = arena_str(&arena, query);
	title = arena_str(&arena, title);
	list_free_scope(list);
	list->arena = arena;
	list->title = title;
	list->query_text = query;
	list->is_newsboat = target->is_newsboat;
	list->forces_unread = target->unread_only && !unread_only;
	list->scope = (struct store_scope){
		.kind = target->scope,
		.order = order,
		.feed = target->feed,
		.tag = tag,
		.unread_only = unread_only || target->unread_only,
		.read_since = ui->now,
		.today = when_midnight(ui->now),
		.fold_stories = target->scope != STORE_FEED &&
				conf_bool(ui->conf, SETTING_FOLD_STORIES),
	};
	if (target->scope == STORE_QUERY) {
		query_read(ui, query, target->is_newsboat, &list->query);
		list->scope.query = &list->query;
	}
	list->has_scope = true;
	list_load(ui, list);
}

void list_set_filter(struct ui *ui, struct list *list, struct str text)
{
	list->filter_text = arena_str(&list->arena, text);
	query_free(&list->filter);
	list->scope.filter = NULL;
	if (!str_is_empty(str_trim(text))) {
		query_parse(text, ui->now, true, &list->filter);
		list->scope.filter = &list->filter;
	}
	list_load(ui, list);
}

/* New rows above the screen are counted, not shown: what is read stays where
 * it is. With nothing selected yet the list simply shows them. */
void list_reload(struct ui *ui, struct list *list)
{
	struct error err = { 0 };
	size_t row, index;

	if (!ui->store || !list->has_scope)
		return;
	if (!list->window.count) {
		list_load(ui, list);
		return;
	}
	struct arena arena = { 0 };
	struct store_row place = list->window.rows[list->at];
	place.title = arena_str(&arena, place.title);
	place.source = arena_str(&arena, place.source);
	place.author = arena_str(&arena, place.author);
	place.url = arena_str(&arena, place.url);
	place.snippet = (struct str){ NULL, 0 };
	row = list->at - list->top;
	bool was_first = list->window.has_first && !list->top;
	int64_t first = list->window.rows[0].id;
	if (!window_load_around(&list->window, ui->store, &list->scope, &place, &index, &err)) {
		list_complain(ui, &err);
	} else {
		list->at = index;
		list->top = index > row ? index - row : 0;
		size_t seen = window_find(&list->window, first);
		if (was_first && list->window.has_first && seen != SIZE_MAX)
			list->ahead += (long)seen;
	}
	arena_free(&arena);
}
