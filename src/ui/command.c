/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/url.h"
#include "conf/value.h"
#include "engine/rules.h"
#include "ui/article.h"
#include "ui/boxes.h"
#include "ui/command.h"
#include "ui/deeds.h"
#include "ui/pipe.h"
#include "ui/settings.h"

/* The command line: every action by its name, and a few words that take
 * something behind them. */

static void setting_unknown(struct ui *ui, struct str name)
{
	const char *names[SETTING_COUNT];

	for (int i = 0; i < SETTING_COUNT; i++)
		names[i] = conf_row((enum setting)i)->name;
	const char *near = value_nearest(name, names, SETTING_COUNT);
	if (near)
		ui_say(ui, ROLE_ERROR, _("there is no setting \"%.*s\"; the nearest is \"%s\""),
		       STR_ARG(name), near);
	else
		ui_say(ui, ROLE_ERROR, _("there is no setting \"%.*s\"; c lists them"),
		       STR_ARG(name));
}

static bool do_set(struct ui *ui, struct str rest)
{
	struct str name = { NULL, 0 }, all = rest;

	if (!str_next_word(&rest, &name)) {
		settings_open(ui);
		return true;
	}
	size_t equals = str_find_char(name, '=');
	if (equals != SIZE_MAX) { /* written without blanks */
		rest = str_slice(all, (size_t)(name.ptr - all.ptr) + equals, all.len);
		name = str_slice(name, 0, equals);
	}
	int setting = setting_find(name);
	if (setting < 0) {
		setting_unknown(ui, name);
		return false;
	}
	rest = str_trim(rest);
	if (str_has_prefix(rest, STR("=")))
		rest = str_trim(str_slice(rest, 1, rest.len));
	if (str_is_empty(rest))
		ui_say(ui, ROLE_NOTICE, "%.*s = %.*s", STR_ARG(name),
		       STR_ARG(conf_text(ui->conf, (enum setting)setting)));
	else
		setting_save(ui, (enum setting)setting, rest);
	return true;
}

static bool do_theme(struct ui *ui, struct str rest)
{
	struct error err = { 0 };

	if (str_is_empty(rest))
		theme_choose(ui);
	else if (ui_use_theme(ui, rest, &err))
		setting_save(ui, SETTING_THEME, rest);
	else
		ui_say(ui, ROLE_ERROR, "%s", err.text);
	return true;
}

static bool do_open(struct ui *ui, struct str rest)
{
	if (!url_is_web(rest)) {
		ui_say(ui, ROLE_ERROR, "%s", _("open wants an address that begins with https://"));
		return false;
	}
	ui_open(ui, &(struct target){ .kind = TARGET_URL, .url = rest, .is_typed = true });
	return true;
}

static bool do_add(struct ui *ui, struct str rest)
{
	add_open(ui, rest);
	return true;
}

static bool do_search(struct ui *ui, struct str rest)
{
	ui_open(ui, &(struct target){ .kind = TARGET_SEARCH, .query = rest });
	return true;
}

static bool do_tag(struct ui *ui, struct str rest)
{
	if (str_is_empty(rest))
		return ui_act(ui, ACTION_TAG, 0);
	ui_open(ui, &(struct target){ .kind = TARGET_SCOPE, .scope = STORE_TAG, .tag = rest,
				      .title = rest });
	return true;
}

static bool do_import(struct ui *ui, struct str rest)
{
	struct arena arena = { 0 };

	import_start(ui, rest, &arena);
	arena_free(&arena);
	return true;
}

static bool do_filter(struct ui *ui, struct str rest)
{
	filter_open(ui, rest);
	return true;
}

/* The search of the rule that has this name, else the words themselves: what
 * they find is listed as a rule would have found it. */
static bool rule_test(struct ui *ui, struct str words)
{
	const struct conf_pair *pair;
	struct rule rule = { .text = words };
	struct error err = { 0 };
	size_t at = 0;

	while ((pair = rule_next(ui->conf, &at)) && !str_eq_nocase(pair->key, words))
		;
	if (pair && !rule_read(pair, ui->now, &rule, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return false;
	}
	if (!pair)
		query_parse_folder(words, ui->now, &rule.query);
	if (rule.query.mistake.text[0])
		ui_say(ui, ROLE_ERROR, "%s", rule.query.mistake.text);
	else
		ui_open(ui, &(struct target){ .kind = TARGET_SCOPE, .scope = STORE_QUERY,
					      .query = rule.text, .title = words,
					      .is_newsboat = true, .shows_read = true });
	bool is_well = !rule.query.mistake.text[0];
	query_free(&rule.query);
	return is_well;
}

static bool do_rule(struct ui *ui, struct str rest)
{
	struct str word = { NULL, 0 };

	if (str_next_word(&rest, &word) && str_eq(word, STR("test")) &&
	    !str_is_empty(str_trim(rest)))
		return rule_test(ui, str_trim(rest));
	ui_say(ui, ROLE_ERROR, "%s", _("rule wants test and a search, or the name of a rule"));
	return false;
}

static bool rule_words(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	const struct conf_pair *pair;
	struct str test = STR("test ");
	size_t at = 0;

	if (!str_has_prefix(stem, test)) {
		if (nth || !str_has_prefix(test, stem))
			return false;
		buf_add(out, test);
		return true;
	}
	stem = str_slice(stem, test.len, stem.len);
	while ((pair = rule_next(ui->conf, &at)))
		if (str_has_prefix(pair->key, stem) && nth-- == 0) {
			buf_addf(out, "test %.*s", STR_ARG(pair->key));
			return true;
		}
	return false;
}

static bool pipe_with(struct ui *ui, struct str rest, bool is_markdown)
{
	pipe_prepare(ui, rest, is_markdown);
	if (ui_act(ui, ACTION_PIPE, 0))
		return true;
	pipe_forget(ui);
	return false;
}

static bool do_pipe(struct ui *ui, struct str rest)
{
	return pipe_with(ui, rest, false);
}

static bool do_pipe_markdown(struct ui *ui, struct str rest)
{
	return pipe_with(ui, rest, true);
}

static bool do_write(struct ui *ui, struct str rest)
{
	article_write(ui, article_of(ui->panes[PANE_ARTICLE]), str_trim(rest));
	return true;
}

static bool do_macro(struct ui *ui, struct str rest)
{
	struct term_event key;

	if (term_key_parse(rest, &key))
		return macro_run(ui, &key);
	ui_say(ui, ROLE_ERROR, _("\"%.*s\" is no key"), STR_ARG(rest));
	return false;
}

static bool theme_words(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	return theme_complete(ui, stem, nth, out);
}

static bool set_words(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	return setting_complete(ui, stem, nth, out);
}

static const struct word {
	const char *name;
	bool (*run)(struct ui *ui, struct str rest);
	bool (*complete)(struct ui *ui, struct str stem, int nth, struct buf *out);
} words[] = {
	{ "set", do_set, set_words },
	{ "theme", do_theme, theme_words },
	{ "open", do_open, NULL },
	{ "add", do_add, NULL },
	{ "search", do_search, NULL },
	{ "tag", do_tag, NULL },
	{ "import", do_import, import_complete },
	{ "filter", do_filter, NULL },
	{ "rule", do_rule, rule_words },
	{ "macro", do_macro, NULL },
	{ "pipe", do_pipe, NULL },
	{ "pipe-markdown", do_pipe_markdown, NULL },
	{ "write", do_write, import_complete },
};

static const struct word *word_find(struct str name)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_eq(name, str_from(words[i].name)))
			return &words[i];
	}
	return NULL;
}

bool command_has(struct str name)
{
	return word_find(name) != NULL;
}

static void command_unknown(struct ui *ui, struct str name)
{
	const char *near = action_nearest(name);

	if (near)
		ui_say(ui, ROLE_ERROR, _("there is no command \"%.*s\"; the nearest is \"%s\""),
		       STR_ARG(name), near);
	else
		ui_say(ui, ROLE_ERROR, _("there is no command \"%.*s\"; Tab after : shows them"),
		       STR_ARG(name));
}

bool command_run(struct ui *ui, struct str text)
{
	struct str rest = text, name;
	const struct word *word;
	enum action action;
	int64_t number;

	if (!str_next_word(&rest, &name))
		return true;
	rest = str_trim(rest);
	word = word_find(name);
	action = action_find(name);
	if (str_eq(name, STR("q")))
		action = ACTION_QUIT;
	if (word && (!str_is_empty(rest) || action == ACTION_NONE))
		return word->run(ui, rest);
	if (action != ACTION_NONE)
		return ui_act(ui, action, str_to_int64(rest, &number) && number > 0 &&
						  number < 100000 ? (int)number : 0);
	command_unknown(ui, name);
	return false;
}

static void command_done(struct ui *ui, struct str subject, struct str text)
{
	(void)subject;
	command_run(ui, text);
}

static bool name_complete(struct str stem, int nth, struct buf *out)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		const char *name = action_row((enum action)i)->name;

		if (str_has_prefix(str_from(name), stem) && nth-- == 0) {
			buf_add(out, str_from(name));
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (action_find(str_from(words[i].name)) == ACTION_NONE &&
		    str_has_prefix(str_from(words[i].name), stem) && nth-- == 0) {
			buf_addf(out, "%s ", words[i].name);
			return true;
		}
	}
	return false;
}

static bool command_complete(struct ui *ui, struct str text, int nth, struct buf *out)
{
	size_t blank = str_find_char(text, ' ');
	const struct word *word;

	if (blank == SIZE_MAX)
		return name_complete(text, nth, out);
	word = word_find(str_slice(text, 0, blank));
	if (!word || !word->complete)
		return false;
	buf_add(out, str_slice(text, 0, blank + 1));
	return word->complete(ui, str_slice(text, blank + 1, text.len), nth, out);
}

void command_open(struct ui *ui)
{
	static const struct prompt_hooks hooks = { .kind = ":", .done = command_done,
						   .complete = command_complete };

	prompt_open(ui, ":", STR(""), &hooks, STR(""));
}
