/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "conf/value.h"
#include "main/start.h"

struct flag {
	const char *name;
	enum plan plan;
};

static const struct flag flags[] = {
	{ "--demo", PLAN_READER },         { "--offline", PLAN_READER },
	{ "--help", PLAN_HELP },           { "-h", PLAN_HELP },
	{ "--version", PLAN_VERSION },     { "-V", PLAN_VERSION },
	{ "--print-config", PLAN_PRINT_CONFIG }, { "--print-keys", PLAN_PRINT_KEYS },
	{ "--check-config", PLAN_CHECK_CONFIG },
};

enum { FLAG_COUNT = sizeof(flags) / sizeof(*flags) };

static bool unknown_flag(struct start *start, const char *word)
{
	const char *names[FLAG_COUNT];

	for (int i = 0; i < FLAG_COUNT; i++)
		names[i] = flags[i].name;
	const char *near = value_nearest(str_from(word), names, FLAG_COUNT);
	if (near)
		return error_set_code(&start->err, EX_USAGE,
				      _("there is no option %s; did you mean %s?"), word, near);
	return error_set_code(&start->err, EX_USAGE,
			      _("there is no option %s; warta --help lists what there is"), word);
}

static bool read_flag(struct start *start, const char *word)
{
	for (int i = 0; i < FLAG_COUNT; i++) {
		if (strcmp(word, flags[i].name) != 0)
			continue;
		start->is_demo |= strcmp(word, "--demo") == 0;
		start->is_offline |= strcmp(word, "--offline") == 0;
		if (flags[i].plan != PLAN_READER)
			start->plan = flags[i].plan;
		return true;
	}
	return unknown_flag(start, word);
}

/* Options that many type without their dashes. */
static bool read_bare_flag(struct start *start, const char *word)
{
	static const char *const bare[] = { "--demo", "--help", "--version" };

	for (size_t i = 0; i < sizeof(bare) / sizeof(*bare); i++)
		if (strcmp(word, bare[i] + 2) == 0)
			return read_flag(start, bare[i]);
	return false;
}

static bool read_command(struct start *start, const char *word)
{
	start->command = cli_find(str_from(word));
	if (start->command)
		return true;
	const char *near = cli_nearest(str_from(word));
	if (near)
		return error_set_code(&start->err, EX_USAGE,
				      _("there is no subcommand %s; did you mean %s?"), word,
				      near);
	return error_set_code(&start->err, EX_USAGE,
			      _("there is no subcommand %s; warta --help lists them"), word);
}

static bool read_words(struct start *start)
{
	int at = 1;

	start->plan = PLAN_READER;
	for (; at < start->argc && start->argv[at][0] == '-'; at++)
		if (!read_flag(start, start->argv[at]))
			return false;
	start->argc -= at;
	start->argv += at;
	if (!start->argc || start->plan != PLAN_READER)
		return true;
	if (read_bare_flag(start, start->argv[0]))
		return true;
	start->plan = PLAN_COMMAND;
	return read_command(start, start->argv[0]);
}

bool words_read(struct start *start)
{
	if (!read_words(start))
		return false;
	if (start->is_demo && start->plan == PLAN_COMMAND)
		return error_set_code(&start->err, EX_USAGE,
				      _("--demo is for the reader; it goes with no subcommand"));
	start->is_demo &= start->plan == PLAN_READER;
	return true;
}
