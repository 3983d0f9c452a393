/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/feeds.h"

enum { PLAIN_INDENT = 2 /* of what goes on from the line before */ };

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
static void text_add_plain(struct buf *text, const struct tree_row *row)
{
	buf_add(text, row->name);
	if (row->kind == TREE_FOLDER)
		buf_addf(text, ", %s", row->is_folded ? _("folded") : _("folder"));
	if (row->unread && row->has_more)
		buf_addf(text, _(", more than %lld unread"), (long long)row->unread);
	else if (row->unread)
		buf_addf(text, _(", %lld unread"), (long long)row->unread);
	else if (row->total && row->kind != TREE_FEED && row->kind != TREE_FOLDER)
		buf_addf(text, ", %lld", (long long)row->total);
	if (row->has_error && row->kind != TREE_FOLDER)
		buf_addf(text, ", %s", _("cannot be read"));
	if (row->kind == TREE_FEED) {
		const struct store_feed *feed = row->source;
		struct str folder = conf_folder_of(feed->tags, feed->tag_count);

		if (!str_is_empty(folder))
			buf_addf(text, _(", in %.*s"), STR_ARG(folder));
	}
}

/* Lines of the selected row, on which the cursor stands: nothing of it is cut. */
static int lines_plain(const struct tree_row *row, int columns, int most)
{
	struct buf text = { 0 };
	int lines = 0;

	text_add_plain(&text, row);
	for (struct str rest = buf_str(&text); rest.len && lines < most; lines++)
		box_cut_line(&rest, columns - (lines ? PLAIN_INDENT : 0));
	buf_free(&text);
	return lines > 0 ? lines : 1;
}

static void row_draw_plain(struct area area, int line, int lines, const struct tree_row *row,
			   enum term_role role)
{
	struct buf text = { 0 };

	text_add_plain(&text, row);
	struct str rest = buf_str(&text);
	for (int i = 0; i < lines; i++) {
		int at = i ? PLAIN_INDENT : 0;
		struct str part = i + 1 < lines ? box_cut_line(&rest, area.columns - at) : rest;

		area_fill(area, line + i, 0, area.columns, role);
		area_text(area, line + i, at, area.columns - at, role, 0, part);
	}
	buf_free(&text);
}

static void row_draw_marked(struct area area, int line, const struct tree_row *row,
			    bool is_selected, bool is_focused)
{
	enum term_role role = role_of(row, is_selected, is_focused);
	bool has_number = row->unread || (row->total && row->kind != TREE_FEED &&
					  row->kind != TREE_FOLDER);
	int at = 1 + row->depth * 2, end = area.columns - 1;
	struct buf number = { 0 };

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
	if (row->has_error && (row->kind != TREE_FOLDER || row->is_folded)) {
		end--; /* at the right edge too, where the eye runs down */
		area_text(area, line, end, 1, is_selected ? role : ROLE_FEED_ERROR, 0, STR("!"));
		end--;
	}
	area_text(area, line, at, end - at, role,
		  row->unread && row->kind == TREE_FEED ? TERM_BOLD : 0, row->name);
	buf_free(&number);
}

size_t feeds_row_at(const struct feeds *feeds, int line)
{
	int selected = (int)(feeds->cursor.at - feeds->cursor.top);
	int more = feeds->selected_lines - 1;

	if (line > selected && more > 0)
		line = line > selected + more ? line - more : selected;
	return feeds->cursor.top + (size_t)line;
}

void feeds_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct feeds *feeds = (struct feeds *)view;
	const struct tree *tree = &feeds->tree;
	int line = 0;

	feeds->selected_lines = 1;
	if (ui->is_plain && feeds->cursor.at < tree->count)
		feeds->selected_lines = lines_plain(&tree->rows[feeds->cursor.at], area.columns,
						    area.rows > 2 ? area.rows - 1 : 1);
	feeds->screen = area.rows - feeds->selected_lines + 1;
	cursor_fit(&feeds->cursor, tree->count, feeds->screen);
	for (size_t at = feeds->cursor.top; at < tree->count && line < area.rows; at++) {
		bool is_selected = at == feeds->cursor.at;
		int lines = is_selected ? feeds->selected_lines : 1;

		if (ui->is_plain)
			row_draw_plain(area, line, lines, &tree->rows[at],
				       role_of(&tree->rows[at], is_selected, is_focused));
		else
			row_draw_marked(area, line, &tree->rows[at], is_selected, is_focused);
		if (ui->is_plain && is_focused && is_selected) {
			area.surface->cursor_row = area.row + line;
			area.surface->cursor_column = area.column;
		}
		line += lines;
	}
	if (tree->count <= 5 && ui->store && !str_is_empty(buf_str(&feeds->filter)))
		area_text(area, line + 1, 1, area.columns - 2, ROLE_DIM, 0,
			  str_from(_("no other feed has this in its name")));
}
