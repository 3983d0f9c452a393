/* SPDX-License-Identifier: MIT */
#ifndef WARTA_MAIN_START_H
#define WARTA_MAIN_START_H

#include "cli/cli.h"
#include "ui/ui.h"

/* What the command line asks for. */
enum plan { PLAN_READER, PLAN_COMMAND, PLAN_HELP, PLAN_VERSION, PLAN_PRINT_CONFIG,
	PLAN_PRINT_KEYS, PLAN_CHECK_CONFIG };

/* All that start-up prepares, stage by stage. */
struct start {
	int argc; /* the subcommand's, after words_read */
	char **argv;
	enum plan plan;
	bool is_demo, is_offline;
	const struct cli_command *command;
	char *locale_folder, *theme_folder; /* beside the program; may be NULL */
	struct jail *jail;
	struct conf_paths paths;
	struct conf conf;
	struct error err;
};

/* Sorts out the words before a subcommand. */
bool words_read(struct start *start);

/* The throw-away newsroom of --demo, put into the store at start->paths. */
bool demo_start(struct start *start);

#endif
