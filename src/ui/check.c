/* SPDX-License-Identifier: MIT */
#include <regex.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "ui/keymap.h"
#include "ui/settings.h"
#include "ui/ui.h"

/* What is wrong with the parts of the settings that only the reader knows. */

struct check {
	struct arena *arena;
	struct conf_complaint *items;
	size_t count;
};

static void complain(struct check *check, int line, struct str text)
{
	check->items[check->count++] = (struct conf_complaint){
		.line = line, .text = arena_str(check->arena, text),
	};
}

/* Whether there is such a program: a path, or a name in one of PATH's folders. */
static bool is_program(struct arena *arena, struct str name)
{
	const char *path = getenv("PATH");
	struct str rest = str_from(path ? path : "/bin:/usr/bin"), folder;

	if (str_find_char(name, '/') != SIZE_MAX)
		return access(arena_cstr(arena, name), X_OK) == 0;
	while (str_cut(&rest, ':', &folder)) {
		struct str file = arena_printf(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));

		if (access(arena_cstr(arena, file), X_OK) == 0)
			return true;
	}
	return false;
}

/* Settings may be shared by several machines: it is no mistake. */
static void check_command(struct check *check, int line, struct str command)
{
	struct str program;

	if (!str_next_word(&command, &program) || is_program(check->arena, program))
		return;
	complain(check, line, arena_printf(check->arena, _("there is no program %.*s here"),
					   STR_ARG(program)));
	check->items[check->count - 1].is_warning = true;
}

static void check_opener(struct check *check, const struct conf_pair *pair)
{
	struct str rest = pair->value, pattern;
	char why[200];
	regex_t regex;

	if (!str_next_word(&rest, &pattern) || str_is_empty(str_trim(rest))) {
		complain(check, pair->line,
			 str_from(_("an opener is written NAME = PATTERN COMMAND")));
		return;
	}
	int code = regcomp(&regex, arena_cstr(check->arena, pattern), REG_EXTENDED | REG_NOSUB);
	if (!code) {
		regfree(&regex);
		check_command(check, pair->line, rest);
		return;
	}
	regerror(code, &regex, why, sizeof(why));
	complain(check, pair->line, arena_printf(check->arena, "%.*s: %s", STR_ARG(pattern), why));
}

bool theme_find(const struct ui_options *options, struct str name, struct theme *out,
		struct error *err)
{
	bool is_found = false;

	if (str_is_empty(name) || str_find_char(name, '/') != SIZE_MAX)
		name = STR("default");
	for (int i = -1; i < options->theme_folder_count && !is_found; i++) {
		const char *folder = i < 0 ? options->paths->themes : options->theme_folders[i];
		struct buf path = { 0 };

		buf_addf(&path, "%s/%.*s.theme", folder ? folder : ".", STR_ARG(name));
		is_found = access(buf_cstr(&path), F_OK) == 0 &&
			   theme_load(buf_cstr(&path), out, err);
		buf_free(&path);
	}
	if (is_found)
		return true;
	theme_default(out);
	if (str_eq(name, STR("default")))
		return true;
	if (!err->text[0]) {
		struct buf names = { 0 };

		themes_add_names(options, &names);
		error_set(err, _("there is no theme \"%.*s\"; there are %s"), STR_ARG(name),
			  buf_cstr(&names));
		buf_free(&names);
	}
	return false;
}

void urls_complain(struct ui *ui, const struct conf_urls *urls)
{
	if (urls->complaint_count)
		ui_say(ui, ROLE_ERROR, _("subscriptions, line %d: %.*s"), urls->complaints[0].line,
		       STR_ARG(urls->complaints[0].text));
}

void urls_check(struct ui *ui)
{
	struct conf_urls urls;
	struct error err = { 0 };

	if (!conf_urls_load(ui->options->paths->urls, &urls, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return;
	}
	urls_complain(ui, &urls);
	conf_urls_free(&urls);
}

size_t ui_check(const struct ui_options *options, struct arena *arena,
		struct conf_complaint **out)
{
	const struct conf *conf = options->conf;
	struct check check = { .arena = arena };
	static const enum setting commands[] = {
		SETTING_BROWSER, SETTING_VIEWER, SETTING_PLAYER, SETTING_NOTIFY_COMMAND,
	};
	const size_t command_count = sizeof(commands) / sizeof(*commands);
	struct conf_complaint *of_keys;
	struct theme theme;
	struct error err = { 0 };
	size_t key_count = ui_check_keys(conf, arena, &of_keys);

	check.items = arena_array(arena, key_count + conf->pair_count + command_count + 1,
				  sizeof(*check.items));
	for (size_t i = 0; i < key_count; i++)
		check.items[check.count++] = of_keys[i];
	for (size_t i = 0; i < conf->pair_count; i++) {
		if (str_eq(conf->pairs[i].section, STR("open")))
			check_opener(&check, &conf->pairs[i]);
	}
	for (size_t i = 0; i < command_count; i++)
		check_command(&check, conf->lines[commands[i]], conf_text(conf, commands[i]));
	if (!theme_find(options, conf_text(conf, SETTING_THEME), &theme, &err))
		complain(&check, conf->lines[SETTING_THEME], str_from(err.text));
	*out = check.items;
	return check.count;
}
