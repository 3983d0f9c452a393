/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/keymap.h"
#include "ui/ui.h"

/* The keys as a part of the settings file. */

static const struct {
	const char *name;
	unsigned bit;
} views[] = {
	{ "feeds", V_FEEDS }, { "list", V_LIST }, { "article", V_ARTICLE }, { "box", V_BOX },
};
enum { VIEW_COUNT = sizeof(views) / sizeof(*views), KEYS_MAX = 16 };

static void help_add(const struct action_row *row, struct buf *out)
{
	const char *before = " (";

	buf_addf(out, "; %s", _(row->help));
	for (int i = 0; i < VIEW_COUNT; i++) {
		if (!(row->views & views[i].bit))
			continue;
		buf_addf(out, "%s%s", before, views[i].name);
		before = " ";
	}
	buf_add(out, STR(")\n"));
}

/* Whether the action has the same keys wherever it is in force. */
static bool is_same_everywhere(const struct keymap *map, enum action action)
{
	struct buf first = { 0 }, keys = { 0 };
	bool is_same = true, has_first = false;

	for (int i = 0; i < VIEW_COUNT && is_same; i++) {
		if (!(action_row(action)->views & views[i].bit))
			continue;
		buf_clear(&keys);
		keymap_add_keys(map, views[i].bit, action, KEYS_MAX, &keys);
		if (!has_first)
			buf_add(&first, buf_str(&keys));
		is_same = str_eq(buf_str(&first), buf_str(&keys));
		has_first = true;
	}
	buf_free(&first);
	buf_free(&keys);
	return is_same;
}

static void line_add(const struct keymap *map, enum action action, int view, const char *prefix,
		     struct buf *out)
{
	struct buf keys = { 0 };
	struct str rest, word;

	buf_addf(out, "%s%s%s =", prefix, *prefix ? "." : "", action_row(action)->name);
	keymap_add_keys(map, views[view].bit, action, KEYS_MAX, &keys);
	rest = buf_str(&keys);
	while (str_next_word(&rest, &word)) {
		/* A lone semicolon begins a comment there. */
		buf_add_char(out, ' ');
		buf_add(out, str_eq(word, STR(";")) ? STR("Semicolon") : word);
	}
	buf_add_char(out, '\n');
	buf_free(&keys);
}

static void action_add(const struct keymap *map, enum action action, struct buf *out)
{
	const struct action_row *row = action_row(action);
	bool is_same = is_same_everywhere(map, action), is_done = false;

	help_add(row, out);
	for (int i = 0; i < VIEW_COUNT && !is_done; i++) {
		if (!(row->views & views[i].bit))
			continue;
		line_add(map, action, i, is_same ? "" : views[i].name, out);
		is_done = is_same;
	}
}

void ui_print_keys(const struct conf *conf, struct buf *out)
{
	struct keymap map;

	keymap_load(&map, conf);
	buf_add(out, STR("[keys]\n"));
	for (int i = 1; i < ACTION_COUNT; i++)
		action_add(&map, (enum action)i, out);
	for (size_t i = 0; i < map.macro_count; i++) {
		buf_add(out, STR("macro."));
		term_key_name(&map.macros[i].key, out);
		buf_addf(out, " = %.*s\n", STR_ARG(map.macros[i].text));
	}
	keymap_free(&map);
}

size_t ui_check_keys(const struct conf *conf, struct arena *arena, struct conf_complaint **out)
{
	struct keymap map;
	size_t count;

	keymap_load(&map, conf);
	count = map.complaint_count;
	*out = arena_array(arena, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		(*out)[i] = map.complaints[i];
		(*out)[i].text = arena_str(arena, map.complaints[i].text);
	}
	keymap_free(&map);
	return count;
}
