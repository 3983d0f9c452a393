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
	query_free(out);
	if (is_newsboat)
		query_parse_folder(text, ui->now, out);
	else
		query_parse(text, ui->now, false, out);
	if (out->mistake.text[0])
		ui_say(ui, ROLE_ERROR, "%s", out->mistake.text);
}

static void list_complain(struct ui *ui, const struct error *err)
{
	if (err->text[0])
		ui_say(ui, ROLE_ERROR, "%s", err->text);
}

/* By title or section only where that is quick; else newest first until it is. */
static void order_choose(struct ui *ui, struct list *list)
{
	list->scope.order = list->order;
	if (store_is_order_ready(ui->store, &list->scope))
		return;
	list->scope.order = STORE_NEWEST;
	if (list->asked_order == list->order)
		return;
	list->asked_order = list->order;
	ui_say(ui, ROLE_NOTICE, "%s", list->order == STORE_BY_TITLE ?
	       _("sorting the titles, this once") : _("sorting the sections, this once"));
	engine_prepare_order(ui->engine, list->order);
}

void list_load(struct ui *ui, struct list *list)
{
	struct error err = { 0 };

	if (!ui->store || !list->has_scope)
		return;
	list->at = list->top = 0;
	list->ahead = 0;
	list_end_range(list);
	order_choose(ui, list);
	if (!window_load_first(&list->window, ui->store, &list->scope, &err))
		list_complain(ui, &err);
}

/* ---- order and groups, remembered for each list --------------------------------------- */

/* The name of the fact that has them. */
static void view_name(const struct store_scope *scope, struct str query, struct buf *out)
{
	buf_addf(out, "view %d", scope->kind);
	if (scope->kind == STORE_FEED)
		buf_addf(out, " %lld", (long long)scope->feed);
	else if (scope->kind == STORE_TAG)
		buf_addf(out, " %.*s", STR_ARG(scope->tag));
	else if (scope->kind == STORE_QUERY)
		buf_addf(out, " %.*s", STR_ARG(query));
	else if (scope->kind == STORE_ALL && scope->unread_only)
		buf_add(out, STR(" unread"));
}

static void order_recall(struct ui *ui, struct list *list, const struct store_scope *named)
{
	int64_t order = conf_number(ui->conf, SETTING_SORT), group;
	struct arena arena = { 0 };
	struct buf name = { 0 };
	struct str value = { 0 }, word;

	group = conf_number(ui->conf, SETTING_GROUP);
	order = list_order_for((enum store_order)order, (enum list_group)group);
	view_name(named, list->query_text, &name);
	if (ui->store && store_get(ui->store, buf_str(&name), &arena, &value)) {
		if (str_next_word(&value, &word))
			str_to_int64(word, &order);
		if (str_next_word(&value, &word))
			str_to_int64(word, &group);
	}
	list->order = order > STORE_BY_TAG || order < 0 ? STORE_NEWEST : (enum store_order)order;
	if (named->kind == STORE_PAGES && list->order > STORE_OLDEST)
		list->order = STORE_NEWEST;
	if (group < GROUP_NONE || group > GROUP_TAG)
		group = GROUP_NONE;
	list->group = list_group_for(list->order, (enum list_group)group);
	buf_free(&name);
	arena_free(&arena);
}

void list_set_order(struct ui *ui, struct list *list, enum store_order order,
		    enum list_group group)
{
	struct store_scope named = list->scope;
	struct buf name = { 0 }, value = { 0 };

	list->order = order;
	list->group = list_group_for(order, group);
	named.unread_only = list->is_of_unread;
	view_name(&named, list->query_text, &name);
	buf_addf(&value, "%d %d", order, list->group);
	engine_remember(ui->engine, buf_str(&name), buf_str(&value));
	buf_free(&name);
	buf_free(&value);
	list_load(ui, list);
}

void list_set_scope(struct ui *ui, struct list *list, const struct target *target)
{
	struct str tag = target->tag, query = target->query, title = target->title;
	struct arena arena = { 0 };

	if (!list->has_scope)
		list->wants_unread = conf_bool(ui->conf, SETTING_UNREAD_ONLY);
	tag = arena_str(&arena, tag);
	query = arena_str(&arena, query);
	title = arena_str(&arena, title);
	list_free_scope(list);
	list->arena = arena;
	list->title = title;
	list->query_text = query;
	list->is_newsboat = target->is_newsboat;
	list->is_of_unread = target->unread_only;
	list->is_kept = target->shows_read || target->scope == STORE_STARRED ||
			target->scope == STORE_PAGES;
	list->scope = (struct store_scope){
		.kind = target->scope,
		.feed = target->feed,
		.tag = tag,
		.unread_only = list->is_of_unread || (list->wants_unread && !list->is_kept),
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
	struct store_scope named = list->scope;
	named.unread_only = target->unread_only;
	order_recall(ui, list, &named);
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

static bool is_order_due(struct ui *ui, const struct list *list)
{
	struct store_scope wanted = list->scope;

	wanted.order = list->order;
	return list->scope.order != list->order && store_is_order_ready(ui->store, &wanted);
}

/* What comes back by an undo is shown, wherever it stands. */
static void dropped_select(struct list *list)
{
	size_t at = list->wants_dropped ? window_find(&list->window, list->dropped_id) : SIZE_MAX;

	if (at == SIZE_MAX)
		return;
	list->at = at;
	if (at < list->top)
		list->top = at;
	list->ahead = list->top ? list->ahead : 0;
	list->wants_dropped = false;
	list->dropped_id = 0;
}

/* New rows above the screen are counted, not shown: what is read stays where
 * it is. With nothing selected yet the list simply shows them. */
void list_reload(struct ui *ui, struct list *list)
{
	struct error err = { 0 };
	size_t row, index;

	if (!ui->store || !list->has_scope)
		return;
	if (!list->window.count || is_order_due(ui, list)) {
		list_load(ui, list);
		return;
	}
	struct arena arena = { 0 };
	struct store_row place = list->window.rows[list->at];
	place.title = arena_str(&arena, place.title);
	place.source = arena_str(&arena, place.source);
	place.author = arena_str(&arena, place.author);
	place.url = arena_str(&arena, place.url);
	place.group = list->scope.order >= STORE_BY_SECTION ? arena_str(&arena, place.group) :
							      (struct str){ NULL, 0 };
	place.snippet = place.hit = (struct str){ NULL, 0 };
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
		dropped_select(list);
	}
	arena_free(&arena);
}
