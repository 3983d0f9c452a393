/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/command.h"
#include "ui/state.h"

/* Macros: [keys] macro.KEY = STEP; STEP; ... A step is what can be typed after
 * `:`. They are read with the keys, and a macro starts no other. */

static bool is_same_key(const struct term_event *a, const struct term_event *b)
{
	return a->key == b->key && a->code_point == b->code_point && a->modifiers == b->modifiers;
}

static void macro_put(struct keymap *map, const struct macro *macro)
{
	for (size_t i = 0; i < map->macro_count; i++) {
		if (is_same_key(&map->macros[i].key, &macro->key)) {
			map->macros[i] = *macro;
			return;
		}
	}
	map->macros = mem_grow(map->macros, map->macro_count, &map->macro_cap,
			       sizeof(*map->macros));
	map->macros[map->macro_count++] = *macro;
}

/* What is wrong with a step; NULL: nothing. */
static struct str step_fault(struct keymap *map, struct str step)
{
	struct str rest = step, name = { NULL, 0 };
	int64_t number;

	str_next_word(&rest, &name);
	rest = str_trim(rest);
	if (str_eq(name, STR("macro")))
		return arena_printf(&map->arena, "%s", _("a macro cannot start a macro"));
	if (action_find(name) == ACTION_NONE && !command_has(name))
		return action_unknown(name, &map->arena);
	if (!command_has(name) && rest.len && !str_to_int64(rest, &number))
		return arena_printf(&map->arena,
				    _("nothing can stand behind \"%.*s\"; the steps of a macro "
				      "are separated by semicolons"), STR_ARG(name));
	return (struct str){ NULL, 0 };
}

static struct str unquoted(struct str text)
{
	if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
		return str_trim(str_slice(text, 1, text.len - 1));
	return text;
}

bool macro_read(struct keymap *map, struct str key, struct str value, struct str *fault)
{
	struct macro macro = { .count = 0 };
	struct str rest = unquoted(str_trim(value)), step;

	*fault = (struct str){ NULL, 0 };
	if (!term_key_parse(key, &macro.key)) {
		*fault = arena_printf(&map->arena, _("\"%.*s\" is no key"), STR_ARG(key));
		return false;
	}
	if (map->macro_count == MACROS_MAX) {
		*fault = arena_printf(&map->arena, _("more than %d macros"), (int)MACROS_MAX);
		return false;
	}
	macro.text = arena_str(&map->arena, rest);
	rest = macro.text;
	while (str_cut(&rest, ';', &step)) {
		step = str_trim(step);
		if (str_is_empty(step))
			continue;
		if (macro.count == MACRO_STEPS)
			*fault = arena_printf(&map->arena, _("a macro has %d steps at most"),
					      (int)MACRO_STEPS);
		else
			*fault = step_fault(map, step);
		if (fault->ptr)
			return false;
		macro.steps[macro.count++] = step;
	}
	if (!macro.count)
		*fault = arena_printf(&map->arena, "%s", _("a macro without a step"));
	else
		macro_put(map, &macro);
	return !fault->ptr;
}

/* ---- running ------------------------------------------------------------------ */

void macro_ask(struct ui *ui)
{
	if (!ui->keymap.macro_count) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("there are no macros; [keys] macro.x = \"read; browser\" makes one"));
		return;
	}
	ui->awaits_macro = true;
	ui_say(ui, ROLE_NOTICE, "%s", _("the key of a macro:"));
}

/* A step may read the settings again and with them the macros: the text is
 * copied first. A line to type ends the macro, since the rest would be typed
 * over. */
static void steps_run(struct ui *ui, const struct macro *macro)
{
	struct arena arena = { 0 };
	struct str steps[MACRO_STEPS];
	int count = macro->count;

	for (int i = 0; i < count; i++)
		steps[i] = arena_str(&arena, macro->steps[i]);
	ui->is_in_macro = true;
	for (int i = 0; i < count && !ui->wants_quit; i++) {
		if (!command_run(ui, steps[i]) || ui_focused(ui)->ops->is_line)
			break;
	}
	ui->is_in_macro = false;
	arena_free(&arena);
}

bool macro_run(struct ui *ui, const struct term_event *key)
{
	struct buf name = { 0 };

	ui->awaits_macro = false;
	if (key->key == KEY_ESCAPE || ui->is_in_macro)
		return false;
	for (size_t i = 0; i < ui->keymap.macro_count; i++) {
		if (is_same_key(&ui->keymap.macros[i].key, key)) {
			steps_run(ui, &ui->keymap.macros[i]);
			return true;
		}
	}
	term_key_name(key, &name);
	ui_say(ui, ROLE_NOTICE, _("there is no macro %s; ? shows those there are"),
	       buf_cstr(&name));
	buf_free(&name);
	return false;
}
