/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/feeds.h"

static enum term_role role_of(const struct tree_row *row, bool is_selected, bool is_focused)
{
	if (is_selected)
		return is_focused ? ROLE_SELECTED : ROLE_SELECTED_IDLE;
	if (row->has_error && row->kind == TREE_FEED)
		return ROLE_FEED_ERROR;
	if (row->kind == TREE_FEED)
		return ROLE_FEED;
	return row->kind == TREE_FOLDER ? ROLE_FOLDER : ROLE_TEXT;
}

/* For those who listen: the name first, and then in words what is to be known. */
static void row_line_plain(struct area area, int line, const struct tree_row *row,
			   enum term_role role)
{
	struct buf text = { 0 };

	buf_add(&text, row->name);
	if (row->kind == TREE_FOLDER)
		buf_addf(&text, ", %s", row->is_folded ? _("folded") : _("folder"));
	if (row->unread && row->has_more)
		buf_addf(&text, _(", more than %lld unread"), (long long)row->unread);
	else if (row->unread)
		buf_addf(&text, _(", %lld unread"), (long long)row->unread);
	else if (row->total && row->kind != TREE_FEED && row->kind != TREE_FOLDER)
		buf_addf(&text, ", %lld", (long long)row->total);
	if (row->has_error && row->kind != TREE_FOLDER)
		buf_addf(&text, ", %s", _("cannot be read"));
	if (row->kind == TREE_FEED) {
		const struct store_feed *feed = row->source;
		struct str folder = conf_folder_of(feed->tags, feed->tag_count);

		if (!str_is_empty(folder))
			buf_addf(&text, _(", in %.*s"), STR_ARG(folder));
	}
	area_fill(area, line, 0, area.columns, role);
	area_text(area, line, 0, area.columns, role, 0, buf_str(&text));
	buf_free(&text);
}

void feeds_row_draw(struct area area, int line, const struct tree_row *row, bool is_selected,
		    bool is_focused)
{
	enum term_role role = role_of(row, is_selected, is_focused);
	bool has_number = row->unread || (row->total && row->kind != TREE_FEED &&
					  row->kind != TREE_FOLDER);
	int at = 1 + row->depth * 2, end = area.columns - 1;
	struct buf number = { 0 };

	if (area.surface->is_plain) {
		row_line_plain(area, line, row, role);
		return;
	}
	if (is_selected)
		area_fill(area, line, 0, area.columns, role);
	if (has_number) {
		buf_addf(&number, "%lld%s", (long long)(row->unread ? row->unread : row->total),
			 row->has_more ? "+" : "");
		int width = utf8_width(buf_str(&number));
		end -= width;
		area_text(area, line, end, width,
			  is_selected ? role : row->unread ? ROLE_NUMBER : ROLE_DIM, 0,
			  buf_str(&number));
		end--;
	}
	if (row->kind == TREE_FOLDER) {
		area_text(area, line, at, 1, role, 0, row->is_folded ? STR("▸") : STR("▾"));
		at += 2;
	}
	bool is_failing = row->has_error && row->kind != TREE_FOLDER;
	at += area_text(area, line, at, end - at - (is_failing ? 2 : 0), role,
			row->unread && row->kind == TREE_FEED ? TERM_BOLD : 0, row->name);
	if (is_failing) /* behind the name, so that names line up */
		area_text(area, line, at + 1, 1, is_selected ? role : ROLE_FEED_ERROR, 0,
			  STR("!"));
	buf_free(&number);
}
