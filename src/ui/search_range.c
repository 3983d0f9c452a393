/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "query/query.h"
#include "ui/deeds.h"
#include "ui/search.h"

/* Marks for several results: a range of them, or all that is found. */

static bool has_range(const struct search *search)
{
	return search->range && search_selected(search) &&
	       window_find(&search->window, search->range) != SIZE_MAX;
}

bool search_is_in_range(const struct search *search, size_t index)
{
	size_t from, to = search->cursor.at;

	if (!has_range(search))
		return false;
	from = window_find(&search->window, search->range);
	return from < to ? index >= from && index <= to : index >= to && index <= from;
}

static void range_begin(struct search *search)
{
	const struct store_row *row = search_selected(search);

	search->range = has_range(search) || !row ? 0 : row->id;
}

static void range_mark(struct ui *ui, struct search *search, enum store_mark mark, struct str tag)
{
	int64_t *ids = mem_new(search->window.count + 1, sizeof(*ids));
	struct store_selection selection = { .ids = ids };

	for (size_t i = 0; i < search->window.count; i++)
		if (search_is_in_range(search, i) && search->window.rows[i].id)
			ids[selection.count++] = search->window.rows[i].id;
	search->range = 0;
	ui_mark(ui, &selection, mark, tag);
	free(ids);
}

static void tag_done(struct ui *ui, struct str subject, struct str text)
{
	struct search *search = (struct search *)ui->search;
	enum store_mark mark;

	(void)subject;
	if (!has_range(search) || !deed_read_tag(&text, &mark))
		return;
	range_mark(ui, search, mark, text);
	deed_say(ui, mark, text);
}

/* All that the words find, more than is shown of it. */
static bool all_read(struct ui *ui, struct search *search)
{
	struct query query = { 0 };
	struct store_scope scope = { .kind = STORE_QUERY, .query = &query };
	struct store_selection selection = { .scope = &scope };

	if (!search->window.count)
		return false;
	query_parse(buf_str(&search->edit.text), ui->now, false, &query);
	if (query.mistake.text[0]) { /* understood in part, it would mark too much */
		ui_say(ui, ROLE_ERROR, "%s", query.mistake.text);
	} else {
		ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
		for (size_t i = 0; i < search->window.count; i++)
			search->window.rows[i].flags &= ~(uint32_t)STORE_UNREAD;
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("all that is found is marked read; U takes it back"));
	}
	query_free(&query);
	return true;
}

static bool mark_order(struct ui *ui, struct search *search, enum action action)
{
	static const struct prompt_hooks tag_hooks = { .kind = "tag", .done = tag_done };
	enum store_mark mark;

	if (action == ACTION_TAG)
		return deed_ask_tag(ui, &tag_hooks, STR(""));
	if (!deed_mark_of(action, search_selected(search)->flags, &mark))
		return false;
	range_mark(ui, search, mark, STR(""));
	deed_say(ui, mark, STR(""));
	return true;
}

bool search_range_order(struct ui *ui, struct search *search, enum action action)
{
	if (action == ACTION_SELECT) {
		range_begin(search);
		return true;
	}
	if (action == ACTION_READ_ALL)
		return all_read(ui, search);
	if (!has_range(search))
		return false;
	if (action == ACTION_CLEAR) {
		search->range = 0;
		return true;
	}
	return mark_order(ui, search, action);
}
