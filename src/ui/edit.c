/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "ui/boxes.h"

enum { EDIT_MAX = 4000 }; /* bytes */

static size_t cluster_before(const struct edit *edit)
{
	struct str rest = str_slice(buf_str(&edit->text), 0, edit->at);
	size_t last = edit->at;
	int width;

	while (rest.len) {
		last = edit->at - rest.len;
		utf8_cluster(&rest, &width);
	}
	return last;
}

static size_t cluster_after(const struct edit *edit)
{
	struct str rest = str_slice(buf_str(&edit->text), edit->at, edit->text.len);
	int width;

	if (rest.len)
		utf8_cluster(&rest, &width);
	return edit->text.len - rest.len;
}

static size_t word_before(const struct edit *edit)
{
	size_t at = edit->at;

	while (at > 0 && edit->text.ptr[at - 1] == ' ')
		at--;
	while (at > 0 && edit->text.ptr[at - 1] != ' ')
		at--;
	return at;
}

static bool remove_from(struct edit *edit, size_t from, size_t to)
{
	bool is_changed = to > from;

	buf_remove(&edit->text, from, to - from);
	edit->at = from;
	return is_changed;
}

static bool insert(struct edit *edit, struct str text)
{
	struct buf clean = { 0 };

	utf8_clean_line(&clean, str_slice(text, 0, EDIT_MAX));
	bool is_changed = clean.len && edit->text.len + clean.len <= EDIT_MAX &&
			  buf_insert(&edit->text, edit->at, buf_str(&clean));
	if (is_changed)
		edit->at += clean.len;
	buf_free(&clean);
	return is_changed;
}

static bool insert_char(struct edit *edit, uint32_t code_point)
{
	struct buf one = { 0 };

	if (code_point == ' ') { /* cleaning takes blanks at the ends away */
		bool is_changed = edit->text.len < EDIT_MAX &&
				  buf_insert(&edit->text, edit->at, STR(" "));
		edit->at += is_changed;
		return is_changed;
	}
	utf8_put(&one, code_point);
	bool is_changed = insert(edit, buf_str(&one));
	buf_free(&one);
	return is_changed;
}

static bool control_key(struct edit *edit, uint32_t letter, bool *is_changed)
{
	switch (letter) {
	case 'a': edit->at = 0; return true;
	case 'e': edit->at = edit->text.len; return true;
	case 'b': edit->at = cluster_before(edit); return true;
	case 'f': edit->at = cluster_after(edit); return true;
	case 'u': *is_changed = remove_from(edit, 0, edit->at); return true;
	case 'w': *is_changed = remove_from(edit, word_before(edit), edit->at); return true;
	case 'k': *is_changed = remove_from(edit, edit->at, edit->text.len); return true;
	case 'd': *is_changed = remove_from(edit, edit->at, cluster_after(edit)); return true;
	default: return false;
	}
}

bool edit_key(struct edit *edit, const struct term_event *event, bool *is_changed)
{
	*is_changed = false;
	switch (event->key) {
	case KEY_CHAR:
		if (event->modifiers & TERM_CTRL)
			return control_key(edit, event->code_point, is_changed);
		if (event->modifiers & TERM_ALT)
			return false;
		*is_changed = insert_char(edit, event->code_point);
		return true;
	case KEY_PASTE: *is_changed = insert(edit, event->paste); return true;
	case KEY_BACKSPACE:
		*is_changed = remove_from(edit, cluster_before(edit), edit->at);
		return true;
	case KEY_DELETE_:
		*is_changed = remove_from(edit, edit->at, cluster_after(edit));
		return true;
	case KEY_LEFT_: edit->at = cluster_before(edit); return true;
	case KEY_RIGHT_: edit->at = cluster_after(edit); return true;
	case KEY_HOME_: edit->at = 0; return true;
	case KEY_END_: edit->at = edit->text.len; return true;
	default: return false;
	}
}

void edit_draw(const struct edit *edit, struct area area, int row, int column)
{
	int columns = area.columns - column, width;
	struct str before = str_slice(buf_str(&edit->text), 0, edit->at);
	struct str after = str_slice(buf_str(&edit->text), edit->at, edit->text.len);

	if (row < 0 || row >= area.rows || columns < 1)
		return;
	while (before.len && utf8_width(before) >= columns)
		utf8_cluster(&before, &width);
	int used = area_text(area, row, column, columns, ROLE_PROMPT, 0, before);
	area_text(area, row, column + used, columns - used, ROLE_PROMPT, 0, after);
	area.surface->cursor_row = area.row + row;
	area.surface->cursor_column = area.column + column + used;
}
