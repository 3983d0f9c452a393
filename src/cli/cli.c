/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include "base/utf8.h"
#include "cli/command.h"
#include "conf/value.h"

static const struct cli_command *const commands[] = {
#define COMMAND(name) &cli_##name,
#include "cli/commands.def"
#undef COMMAND
};

enum { COMMAND_COUNT = sizeof(commands) / sizeof(*commands), NAME_COLUMNS = 34, HELP_COLUMNS = 79 };

const struct cli_command *cli_find(struct str name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (str_eq(name, str_from(commands[i]->name)))
			return commands[i];
	return NULL;
}

const char *cli_nearest(struct str name)
{
	const char *names[COMMAND_COUNT];

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i]->name;
	return value_nearest(name, names, COMMAND_COUNT);
}

unsigned cli_needs(const struct cli_command *command)
{
	return command->needs;
}

/* Breaks the text behind the names so that it fits a narrow screen. */
static void add_wrapped(struct buf *out, struct str text)
{
	int at = NAME_COLUMNS;
	struct str word;

	while (str_next_word(&text, &word)) {
		int width = utf8_width(word);

		if (at > NAME_COLUMNS && at + 1 + width > HELP_COLUMNS) {
			buf_addf(out, "\n%*s", NAME_COLUMNS, "");
			at = NAME_COLUMNS;
		} else if (at > NAME_COLUMNS) {
			buf_add_char(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += width;
	}
	buf_add_char(out, '\n');
}

static void add_help_line(struct buf *out, const char *name, const char *argument,
			  const char *help)
{
	struct buf left = { 0 };

	buf_addf(&left, "%s%s%s", name, argument && *argument ? " " : "",
		 argument ? argument : "");
	buf_add(out, STR("  "));
	if (left.len < NAME_COLUMNS - 2)
		cli_add_cell(out, buf_str(&left), NAME_COLUMNS - 2);
	else
		buf_addf(out, "%s\n%*s", buf_cstr(&left), NAME_COLUMNS, "");
	add_wrapped(out, str_from(_(help)));
	buf_free(&left);
}

static int command_help(const struct cli_command *command)
{
	struct buf out = { 0 };

	buf_addf(&out, "warta %s%s%s\n%s\n", command->name, *command->arguments ? " " : "",
		 command->arguments, _(command->help));
	if (command->option_count)
		buf_add_char(&out, '\n');
	for (int i = 0; i < command->option_count; i++) {
		struct buf name = { 0 };
		buf_addf(&name, "--%s", command->options[i].name);
		add_help_line(&out, buf_cstr(&name), command->options[i].argument,
			      command->options[i].help);
		buf_free(&name);
	}
	return cli_write_free(&out);
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && !str_eq(str_from(argv[i]), STR("--")); i++)
		if (str_eq(str_from(argv[i]), STR("--help")) ||
		    str_eq(str_from(argv[i]), STR("-h")))
			return true;
	return false;
}

int cli_run(const struct cli_command *command, const struct cli_setup *setup, int argc,
	    char **argv)
{
	struct cli_args args;
	struct error err = { 0 };

	if (wants_help(argc, argv))
		return command_help(command);
	if (!cli_args_read(command, argc, argv, &args, &err))
		return cli_fail_error(&err, EX_USAGE);
	return command->run(setup, &args);
}

int cli_help(void)
{
	static const struct { const char *name, *argument, *help; } plain[] = {
		{ "--demo", "", N_("the reader on a built-in small newsroom, without a network") },
		{ "--offline", "", N_("the reader, or a subcommand, without a network") },
		{ "--print-config", "", N_("all settings with their values") },
		{ "--print-keys", "", N_("all keys and what they do, as a part of the settings") },
		{ "--check-config", "",
		  N_("says what is wrong in the settings and subscriptions") },
		{ "--version", "", N_("the version") },
		{ "--help", "", N_("this; after a subcommand: its options") },
	};
	struct buf out = { 0 };

	buf_addf(&out, "%s\n\n  warta\n  warta %s\n\n", _("warta reads news in the terminal."),
		 _("SUBCOMMAND [options] [words]"));
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		add_help_line(&out, commands[i]->name, commands[i]->arguments, commands[i]->help);
	buf_add_char(&out, '\n');
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		add_help_line(&out, plain[i].name, plain[i].argument, plain[i].help);
	return cli_write_free(&out);
}
