/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/settings.h"

/* ---- colours ----------------------------------------------------------------------- */

struct names {
	struct arena arena;
	struct str *items;
	size_t count, cap;
};

static void name_add(struct names *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (str_eq(names->items[i], name))
			return;
	}
	names->items = mem_grow(names->items, names->count, &names->cap, sizeof(*names->items));
	names->items[names->count++] = arena_str(&names->arena, name);
}

static int name_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void folder_read(struct names *names, const char *path)
{
	DIR *folder = path ? opendir(path) : NULL;
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		struct str name = str_from(entry->d_name);

		if (str_has_suffix(name, STR(".theme")) && name.ptr[0] != '.')
			name_add(names, str_slice(name, 0, name.len - 6));
	}
	if (folder)
		closedir(folder);
}

static void themes_find(const struct ui_options *options, struct names *names)
{
	name_add(names, STR("default"));
	folder_read(names, options->paths->themes);
	for (int i = 0; i < options->theme_folder_count; i++)
		folder_read(names, options->theme_folders[i]);
	qsort(names->items, names->count, sizeof(*names->items), name_order);
}

static void names_free(struct names *names)
{
	free(names->items);
	arena_free(&names->arena);
}

void themes_add_names(const struct ui_options *options, struct buf *out)
{
	struct names names = { 0 };

	themes_find(options, &names);
	for (size_t i = 0; i < names.count; i++)
		buf_addf(out, "%s%.*s", i ? ", " : "", STR_ARG(names.items[i]));
	names_free(&names);
}

static void theme_preview(struct ui *ui, const struct menu_item *item)
{
	struct error err = { 0 };

	if (!ui_use_theme(ui, item->text, &err))
		ui_say(ui, ROLE_ERROR, "%s", err.text);
}

static bool theme_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	if (how != ACTION_OPEN)
		return false;
	setting_save(ui, SETTING_THEME, item->text);
	return true;
}

static void theme_cancelled(struct ui *ui)
{
	struct error err = { 0 };

	ui_use_theme(ui, conf_text(ui->conf, SETTING_THEME), &err);
}

void theme_choose(struct ui *ui)
{
	static const struct menu_hooks hooks = {
		.pick = theme_pick, .preview = theme_preview, .cancelled = theme_cancelled,
		.does = N_("choose"),
	};
	struct names names = { 0 };
	struct menu *menu = menu_open(ui, _("Colours"), "", &hooks);
	struct str now = conf_text(ui->conf, SETTING_THEME);

	themes_find(ui->options, &names);
	for (size_t i = 0; i < names.count; i++) {
		menu_add(menu, &(struct menu_item){ .text = names.items[i] });
		if (str_eq(names.items[i], now))
			menu_select(menu, i);
	}
	names_free(&names);
}

bool theme_complete(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	struct names names = { 0 };
	bool is_found = false;

	themes_find(ui->options, &names);
	for (size_t i = 0; i < names.count && !is_found; i++) {
		if (str_has_prefix(names.items[i], stem) && nth-- == 0) {
			buf_add(out, names.items[i]);
			is_found = true;
		}
	}
	names_free(&names);
	return is_found;
}

/* ---- settings -------------------------------------------------------------------------- */

void setting_save(struct ui *ui, enum setting setting, struct str value)
{
	const struct setting_row *row = conf_row(setting);
	struct error err = { 0 };

	if (!conf_save(ui->options->paths->config, setting, value, &err) ||
	    !ui_reload_conf(ui, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return;
	}
	if (setting == SETTING_THEME)
		ui_say(ui, ROLE_NOTICE, _("colours: %.*s"), STR_ARG(value));
	else
		ui_say(ui, ROLE_NOTICE, "%s.%s = %.*s", row->section, row->name, STR_ARG(value));
}

int setting_find(struct str name)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);
		size_t dot = str_find_char(name, '.');
		struct str last = dot == SIZE_MAX ? name : str_slice(name, dot + 1, name.len);

		if (str_eq(last, str_from(row->name)) &&
		    (dot == SIZE_MAX || str_eq(str_slice(name, 0, dot), str_from(row->section))))
			return i;
		/* "set theme nord" means theme.name. */
		if (str_eq(name, str_from(row->section)) &&
		    str_eq(str_from(row->name), STR("name")))
			return i;
	}
	return -1;
}

/* The nth of the words that a setting may be. */
static bool value_complete(struct ui *ui, enum setting setting, struct str stem, int nth,
			   struct buf *out)
{
	const struct setting_row *row = conf_row(setting);
	struct str rest = str_from(row->type == SETTING_BOOL ? "yes|no" : row->words), word;

	if (setting == SETTING_THEME)
		return theme_complete(ui, stem, nth, out);
	while (str_cut(&rest, '|', &word))
		if (word.len && str_has_prefix(word, stem) && nth-- == 0) {
			buf_add(out, word);
			return true;
		}
	return false;
}

bool setting_complete(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	size_t blank = str_find_char(stem, ' ');

	if (blank != SIZE_MAX) {
		int setting = setting_find(str_slice(stem, 0, blank));

		buf_add(out, str_slice(stem, 0, blank + 1));
		return setting >= 0 &&
		       value_complete(ui, (enum setting)setting,
				      str_slice(stem, blank + 1, stem.len), nth, out);
	}
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);
		size_t start = out->len;

		buf_addf(out, "%s.%s", row->section, row->name);
		struct str name = str_slice(buf_str(out), start, out->len);
		if ((str_has_prefix(name, stem) || str_has_prefix(str_from(row->name), stem)) &&
		    nth-- == 0)
			return true;
		buf_remove(out, start, out->len - start);
	}
	return false;
}

static void value_done(struct ui *ui, struct str subject, struct str text)
{
	int setting = setting_find(subject);

	if (setting < 0)
		return;
	setting_save(ui, (enum setting)setting, text);
	settings_open_at(ui, (enum setting)setting); /* back where it was asked for */
}

static void value_cancelled(struct ui *ui, struct str subject)
{
	int setting = setting_find(subject);

	if (setting >= 0)
		settings_open_at(ui, (enum setting)setting);
}

/* Yes and no, and words of a list, go round. */
static bool value_turn(struct ui *ui, enum setting setting, struct str now)
{
	const struct setting_row *row = conf_row(setting);
	struct str rest = str_from(row->words), word, first = { NULL, 0 };
	bool is_next = false;

	if (row->type == SETTING_BOOL) {
		setting_save(ui, setting, conf_bool(ui->conf, setting) ? STR("no") : STR("yes"));
		return true;
	}
	if (row->type != SETTING_WORD)
		return false;
	while (str_cut(&rest, '|', &word)) {
		if (!first.ptr)
			first = word;
		if (is_next) {
			setting_save(ui, setting, word);
			return true;
		}
		is_next = str_eq(word, now);
	}
	setting_save(ui, setting, first);
	return true;
}

static bool settings_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	static const struct prompt_hooks hooks = { .done = value_done,
						   .cancelled = value_cancelled };
	enum setting setting = (enum setting)item->number;

	if (how != ACTION_OPEN)
		return false;
	if (setting == SETTING_THEME) {
		theme_choose(ui);
		return true;
	}
	if (value_turn(ui, setting, conf_text(ui->conf, setting))) {
		settings_open_at(ui, setting);
		return true;
	}
	struct buf label = { 0 };
	buf_addf(&label, "%.*s:", STR_ARG(item->value));
	prompt_open(ui, buf_cstr(&label), conf_text(ui->conf, setting), &hooks, item->value);
	buf_free(&label);
	return true;
}

void settings_open_at(struct ui *ui, enum setting setting)
{
	static const struct menu_hooks hooks = { .pick = settings_pick, .does = N_("change") };
	struct menu *menu = menu_open(ui, _("Settings"), "", &hooks);

	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);
		struct buf name = { 0 }, text = { 0 };

		buf_addf(&name, "%s.%s", row->section, row->name);
		buf_addf(&text, "%s: %s", row->name, _(row->help));
		menu_add(menu, &(struct menu_item){
			.text = buf_str(&text), .label = str_from(row->section),
			.value = buf_str(&name), .number = i,
			.note = conf_text(ui->conf, (enum setting)i),
		});
		buf_free(&name);
		buf_free(&text);
	}
	menu_select(menu, (size_t)setting);
}

void settings_open(struct ui *ui)
{
	settings_open_at(ui, (enum setting)0);
}
