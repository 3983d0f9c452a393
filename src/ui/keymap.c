/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "conf/value.h"

static const struct action_row rows[ACTION_COUNT] = {
	[ACTION_NONE] = { "", 0, { "", NULL, NULL }, "" },
#define ACTION(id, name, views, keys, newsboat, vim, help) \
	[ACTION_##id] = { name, views, { keys, newsboat, vim }, help },
#include "ui/actions.def"
#undef ACTION
};

static const struct {
	const char *name;
	unsigned bit;
} view_names[] = {
	{ "feeds", V_FEEDS }, { "list", V_LIST }, { "article", V_ARTICLE }, { "box", V_BOX },
};

const struct action_row *action_row(enum action action)
{
	return &rows[action < ACTION_COUNT ? action : ACTION_NONE];
}

enum action action_find(struct str name)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		if (str_eq(name, str_from(rows[i].name)))
			return (enum action)i;
	}
	return ACTION_NONE;
}

const char *action_nearest(struct str name)
{
	const char *names[ACTION_COUNT];

	for (int i = 1; i < ACTION_COUNT; i++)
		names[i - 1] = rows[i].name;
	return value_nearest(name, names, ACTION_COUNT - 1);
}

struct str action_unknown(struct str name, struct arena *arena)
{
	const char *near = action_nearest(name);

	if (near)
		return arena_printf(arena, _("there is no action \"%.*s\"; the nearest is \"%s\""),
				    STR_ARG(name), near);
	return arena_printf(arena, _("there is no action \"%.*s\"; warta --print-keys lists them"),
			    STR_ARG(name));
}

/* ---- building the map ----------------------------------------------------------- */

static bool is_same_key(const struct term_event *a, const struct term_event *b)
{
	return a->key == b->key && a->code_point == b->code_point && a->modifiers == b->modifiers;
}

static bool is_same_keys(const struct binding *a, const struct binding *b)
{
	if (a->count != b->count)
		return false;
	for (int i = 0; i < a->count; i++) {
		if (!is_same_key(&a->keys[i], &b->keys[i]))
			return false;
	}
	return true;
}

/* "C-a", "Enter", "gg". */
static bool keys_parse(struct str word, struct binding *out)
{
	out->count = 0;
	if (term_key_parse(word, &out->keys[0])) {
		out->count = 1;
		return true;
	}
	while (word.len && out->count < KEYMAP_STEPS) {
		struct str rest = word;

		utf8_next(&rest);
		if (!term_key_parse(str_slice(word, 0, word.len - rest.len),
				    &out->keys[out->count]))
			return false;
		out->count++;
		word = rest;
	}
	return out->count > 1 && !word.len;
}

static void binding_add(struct keymap *map, const struct binding *binding)
{
	map->items = mem_grow(map->items, map->count, &map->cap, sizeof(*map->items));
	map->items[map->count++] = *binding;
}

/* Takes from every binding that `is_taken` selects the views given. */
static void views_remove(struct keymap *map, unsigned views, const struct binding *like,
			 enum action action)
{
	size_t kept = 0;

	for (size_t i = 0; i < map->count; i++) {
		struct binding *item = &map->items[i];

		if (like ? is_same_keys(item, like) : item->action == action)
			item->views &= ~views;
		if (item->views)
			map->items[kept++] = *item;
	}
	map->count = kept;
}

static void preset_add(struct keymap *map, int preset)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		const char *keys = rows[i].keys[preset] ? rows[i].keys[preset] : rows[i].keys[0];
		struct str rest = str_from(keys), word;
		struct binding binding = { .views = rows[i].views, .action = (enum action)i };

		while (str_next_word(&rest, &word)) {
			if (keys_parse(word, &binding))
				binding_add(map, &binding);
		}
	}
}

static void complain(struct keymap *map, int line, struct str text)
{
	map->complaints = mem_grow(map->complaints, map->complaint_count, &map->complaint_cap,
				   sizeof(*map->complaints));
	map->complaints[map->complaint_count++] =
		(struct conf_complaint){ .line = line, .column = 1, .text = text };
}

static unsigned view_cut(struct str *name)
{
	size_t dot = str_find_char(*name, '.');

	for (size_t i = 0; dot != SIZE_MAX && i < sizeof(view_names) / sizeof(*view_names); i++) {
		if (str_eq(str_slice(*name, 0, dot), str_from(view_names[i].name))) {
			*name = str_slice(*name, dot + 1, name->len);
			return view_names[i].bit;
		}
	}
	return V_ALL;
}

static void macro_apply(struct keymap *map, const struct conf_pair *pair, bool is_trusted)
{
	struct str fault;

	if (!is_trusted)
		complain(map, pair->line,
			 arena_printf(&map->arena, "%s",
				      _("others may write this file, so its macros are not used")));
	else if (!macro_read(map, str_slice(pair->key, 6, pair->key.len), pair->value, &fault))
		complain(map, pair->line, fault);
}

/* A key that two lines of the file give away, or that is typed for something else. */
static void key_check(struct keymap *map, const struct binding *binding, struct str word)
{
	uint32_t first = binding->keys[0].key == KEY_CHAR ? binding->keys[0].code_point : 0;

	if (first >= '1' && first <= '9' && !binding->keys[0].modifiers)
		complain(map, binding->line,
			 arena_printf(&map->arena,
				      _("\"%.*s\" begins a count or the number of a link; it does "
					"nothing else"), STR_ARG(word)));
	for (size_t i = 0; i < map->count; i++) {
		const struct binding *item = &map->items[i];

		if (item->line && item->action != binding->action &&
		    item->views & binding->views && is_same_keys(item, binding)) {
			complain(map, binding->line,
				 arena_printf(&map->arena,
					      _("\"%.*s\" is given to \"%s\" in line %d already"),
					      STR_ARG(word), rows[item->action].name, item->line));
			return;
		}
	}
}

static void pair_apply(struct keymap *map, const struct conf_pair *pair)
{
	struct str name = pair->key, rest = pair->value, word;
	unsigned views = view_cut(&name);
	enum action action = action_find(name);

	if (action == ACTION_NONE && action_find(pair->value) != ACTION_NONE) {
		complain(map, pair->line,
			 arena_printf(&map->arena, _("the action comes first: %.*s = %.*s"),
				      STR_ARG(pair->value), STR_ARG(name)));
		return;
	}
	if (action == ACTION_NONE) {
		complain(map, pair->line, action_unknown(name, &map->arena));
		return;
	}
	views &= rows[action].views;
	views_remove(map, views, NULL, action);
	while (str_next_word(&rest, &word)) {
		struct binding binding = { .views = views, .action = action,
					   .line = pair->line };

		if (!keys_parse(word, &binding)) {
			complain(map, pair->line,
				 arena_printf(&map->arena, _("\"%.*s\" is no key"), STR_ARG(word)));
			continue;
		}
		key_check(map, &binding, word);
		views_remove(map, views, &binding, action);
		binding_add(map, &binding);
	}
}

/* A key that begins a longer one would have to wait: say so. */
static void prefixes_check(struct keymap *map)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct binding *longer = &map->items[i];

		for (size_t k = 0; longer->count > 1 && k < map->count; k++) {
			const struct binding *shorter = &map->items[k];

			if (shorter->count == 1 && (shorter->views & longer->views) &&
			    is_same_key(&shorter->keys[0], &longer->keys[0]))
				complain(map, longer->line > shorter->line ? longer->line :
									     shorter->line,
					 arena_printf(&map->arena,
						      _("the key of \"%s\" hides the longer one of "
							"\"%s\""),
						      rows[shorter->action].name,
						      rows[longer->action].name));
		}
	}
}

void keymap_load(struct keymap *map, const struct conf *conf)
{
	int64_t preset = conf ? conf_number(conf, SETTING_PRESET) : 0;

	*map = (struct keymap){ 0 };
	preset_add(map, preset >= 0 && preset < 3 ? (int)preset : 0);
	for (size_t i = 0; conf && i < conf->pair_count; i++) {
		if (!str_eq(conf->pairs[i].section, STR("keys")))
			continue;
		if (str_has_prefix(conf->pairs[i].key, STR("macro.")))
			macro_apply(map, &conf->pairs[i], !conf->is_open_to_others);
		else
			pair_apply(map, &conf->pairs[i]);
	}
	prefixes_check(map);
}

void keymap_free(struct keymap *map)
{
	free(map->items);
	free(map->macros);
	free(map->complaints);
	arena_free(&map->arena);
	*map = (struct keymap){ 0 };
}

/* ---- asking it -------------------------------------------------------------------- */

enum action keymap_find(const struct keymap *map, unsigned view, const struct term_event *keys,
			int count, bool *is_prefix)
{
	*is_prefix = false;
	for (size_t i = 0; i < map->count; i++) {
		const struct binding *item = &map->items[i];
		int same = 0;

		if (!(item->views & view) || item->count < count)
			continue;
		while (same < count && is_same_key(&item->keys[same], &keys[same]))
			same++;
		if (same < count)
			continue;
		if (item->count == count)
			return item->action;
		*is_prefix = true;
	}
	return ACTION_NONE;
}

void keymap_add_keys(const struct keymap *map, unsigned view, enum action action, int max,
		     struct buf *out)
{
	int found = 0;

	for (size_t i = 0; i < map->count && found < max; i++) {
		const struct binding *item = &map->items[i];

		if (item->action != action || !(item->views & view))
			continue;
		if (found++)
			buf_add_char(out, ' ');
		for (int k = 0; k < item->count; k++)
			term_key_name(&item->keys[k], out);
	}
}
