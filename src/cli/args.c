/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "conf/value.h"

static int find_option(const struct cli_command *command, struct str name)
{
	for (int i = 0; i < command->option_count; i++)
		if (str_eq(name, str_from(command->options[i].name)))
			return i;
	return -1;
}

/* word is what was typed, up to its value. */
static bool unknown_option(const struct cli_command *command, struct str word, struct error *err)
{
	struct str name = str_slice(word, str_has_prefix(word, STR("--")) ? 2 : 1, word.len);
	const char *names[CLI_MOST_OPTIONS];

	for (int i = 0; i < command->option_count; i++)
		names[i] = command->options[i].name;
	const char *near = value_nearest(name, names, (size_t)command->option_count);
	if (near)
		return error_set(err, _("warta %s has no option %.*s; did you mean --%s?"),
				 command->name, STR_ARG(word), near);
	return error_set(err, _("warta %s has no option %.*s; warta %s --help lists them"),
			 command->name, STR_ARG(word), command->name);
}

/* Reads one "--name", "--name=value" or "--name value"; *at moves past it. */
static bool read_option(const struct cli_command *command, int argc, char **argv, int *at,
			struct cli_args *out, struct error *err)
{
	struct str value = str_from(argv[*at] + 2), name = value;
	bool has_value = str_find_char(value, '=') != SIZE_MAX;

	if (has_value)
		str_cut(&value, '=', &name);
	int option = find_option(command, name);
	if (option < 0)
		return unknown_option(command, str_slice(str_from(argv[*at]), 0, name.len + 2),
				      err);
	if (!command->options[option].argument) {
		if (has_value)
			return error_set(err, _("--%.*s takes no value"), STR_ARG(name));
		out->values[option] = "";
		return true;
	}
	if (!has_value && *at + 1 >= argc)
		return error_set(err, _("--%.*s needs a value: %s"), STR_ARG(name),
				 command->options[option].argument);
	out->values[option] = has_value ? value.ptr : argv[++*at];
	return true;
}

static bool check_count(const struct cli_command *command, int count, struct error *err)
{
	if (count < command->least_words)
		return error_set(err, _("something is missing: warta %s %s"), command->name,
				 command->arguments);
	if (command->most_words >= 0 && count > command->most_words)
		return error_set(err, _("too many words: warta %s%s%s"), command->name,
				 *command->arguments ? " " : "", command->arguments);
	return true;
}

bool cli_args_read(const struct cli_command *command, int argc, char **argv,
		   struct cli_args *out, struct error *err)
{
	bool is_option = true;

	*out = (struct cli_args){ .words = argv + 1 };
	for (int i = 1; i < argc; i++) {
		struct str word = str_from(argv[i]);
		if (is_option && str_eq(word, STR("--"))) {
			is_option = false;
		} else if (is_option && str_has_prefix(word, STR("--"))) {
			if (!read_option(command, argc, argv, &i, out, err))
				return false;
		} else if (is_option && word.len > 1 && word.ptr[0] == '-' &&
			   command->most_words >= 0) {
			return unknown_option(command, word, err);
		} else {
			out->words[out->word_count++] = argv[i];
		}
	}
	return check_count(command, out->word_count, err);
}
