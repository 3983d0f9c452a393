/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "main/start.h"

/* Start-up as stages, each with its undo; on failure and at the end those
 * that were passed are undone backwards. */
struct stage {
	bool (*enter)(struct start *start);
	void (*leave)(struct start *start);
};

/* A database must never land on a closed standard descriptor. */
static bool streams_enter(struct start *start)
{
	(void)start;
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return true;
}

static bool signals_enter(struct start *start)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)start;
	/* A file that may not grow is an error like a full disk, no death. */
	return sigaction(SIGPIPE, &ignore, NULL) == 0 && sigaction(SIGXFSZ, &ignore, NULL) == 0;
}

/* Bodies of feeds come and go by the hundred, through several threads: what is
 * large goes straight back to the system instead of wearing holes into heaps.
 * It halves what a poll of 500 feeds takes. */
static bool memory_enter(struct start *start)
{
	(void)start;
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 256 << 10);
	mallopt(M_TRIM_THRESHOLD, 1 << 20);
	mallopt(M_ARENA_MAX, 4); /* one for each thread: none waits for another */
#endif
	return true;
}

/* The folder of the program and a name, so that a built tree runs in place. */
static char *beside_program(const char *name)
{
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (len <= 0)
		return NULL;
	self[len] = '\0';
	char *slash = strrchr(self, '/');
	if (!slash || (size_t)(slash - self) + strlen(name) + 2 > sizeof(self))
		return NULL;
	memcpy(slash + 1, name, strlen(name) + 1);
	return mem_copy(self, strlen(self));
}

static bool folders_enter(struct start *start)
{
	start->locale_folder = beside_program("po/locale");
	start->theme_folder = beside_program("themes");
	const char *locales[] = { start->locale_folder, WARTA_LOCALEDIR };
	i18n_start(locales, 2);
	return true;
}

static void folders_leave(struct start *start)
{
	free(start->locale_folder);
	free(start->theme_folder);
}

static bool needs(const struct start *start, enum cli_need need)
{
	switch (start->plan) {
	case PLAN_READER: return true;
	case PLAN_COMMAND: return cli_needs(start->command) & need;
	case PLAN_PRINT_CONFIG:
	case PLAN_PRINT_KEYS:
	case PLAN_CHECK_CONFIG: return need == CLI_NEEDS_PATHS;
	default: return false;
	}
}

static bool jail_enter(struct start *start)
{
	/* The reader paints first; what reads feeds comes up behind that. */
	struct jail_limits limits = { .is_lazy = start->plan == PLAN_READER && !start->is_demo };

	return !needs(start, CLI_NEEDS_JAIL) || jail_start(&start->jail, &limits, &start->err);
}

static void jail_leave(struct start *start)
{
	jail_stop(start->jail);
}

static bool paths_enter(struct start *start)
{
	if (!needs(start, CLI_NEEDS_PATHS))
		return true;
	if (start->is_demo)
		return conf_paths_temporary(&start->paths, &start->err);
	return conf_paths_load(&start->paths, &start->err);
}

static void paths_leave(struct start *start)
{
	if (start->is_demo)
		conf_paths_discard(&start->paths);
	else
		conf_paths_free(&start->paths);
}

/* A settings file that cannot be read is said once and does not keep anybody
 * from reading. */
static bool conf_enter(struct start *start)
{
	struct error err = { 0 };

	if (!needs(start, CLI_NEEDS_PATHS))
		return true;
	if (!conf_load(start->paths.config, &start->conf, &err))
		cli_fail(0, err.text);
	return true;
}

static void conf_leave(struct start *start)
{
	conf_free(&start->conf);
}

static bool log_enter(struct start *start)
{
	/* Without a file the lines stay in memory, which is good enough. */
	if (needs(start, CLI_NEEDS_PATHS))
		log_open(start->paths.log, LOG_INFO, NULL);
	return true;
}

static void log_leave(struct start *start)
{
	(void)start;
	log_close();
}

static const struct stage stages[] = {
	{ streams_enter, NULL },
	{ signals_enter, NULL },
	{ memory_enter, NULL },
	{ folders_enter, folders_leave },
	{ words_read, NULL },
	{ jail_enter, jail_leave },
	{ paths_enter, paths_leave },
	{ conf_enter, conf_leave },
	{ log_enter, log_leave },
	{ demo_start, NULL },
};

enum { STAGE_COUNT = sizeof(stages) / sizeof(*stages) };

static struct ui_options reader_options(const struct start *start, const char **themes)
{
	struct ui_options options = {
		.paths = &start->paths,
		.conf = &start->conf,
		.jail = start->jail,
		.theme_folders = themes,
		.is_demo = start->is_demo,
		.is_offline = start->is_offline || start->is_demo,
	};

	if (start->theme_folder)
		themes[options.theme_folder_count++] = start->theme_folder;
	themes[options.theme_folder_count++] = WARTA_THEMEDIR;
	return options;
}

static int check_config(const struct start *start)
{
	const char *themes[2];
	struct ui_options options = reader_options(start, themes);
	struct conf_complaint *complaints;
	struct arena arena = { 0 };
	size_t count = ui_check(&options, &arena, &complaints);
	int exit_code = cli_check_config(&start->paths, &start->conf, complaints, count);

	arena_free(&arena);
	return exit_code;
}

static int run_reader(struct start *start)
{
	const char *themes[2];
	struct ui_options options = reader_options(start, themes);
	int exit_code = ui_run(&options, &start->err);
	return exit_code ? cli_fail(exit_code, start->err.text) : EX_OK;
}

static int run_command(struct start *start)
{
	struct cli_setup setup = {
		.jail = start->jail,
		.paths = &start->paths,
		.conf = &start->conf,
		.is_offline = start->is_offline,
	};

	return cli_run(start->command, &setup, start->argc, start->argv);
}

static int print_keys(const struct start *start)
{
	struct buf out = { 0 };

	ui_print_keys(&start->conf, &out);
	return cli_print(&out);
}

static int run(struct start *start)
{
	switch (start->plan) {
	case PLAN_COMMAND: return run_command(start);
	case PLAN_HELP: return cli_help();
	case PLAN_VERSION: return cli_version();
	case PLAN_PRINT_CONFIG: return cli_print_config(&start->conf);
	case PLAN_PRINT_KEYS: return print_keys(start);
	case PLAN_CHECK_CONFIG: return check_config(start);
	default: return run_reader(start);
	}
}

int main(int argc, char **argv)
{
	struct start start = { .argc = argc, .argv = argv };
	int passed = 0, exit_code;

	while (passed < STAGE_COUNT && stages[passed].enter(&start))
		passed++;
	if (passed == STAGE_COUNT)
		exit_code = run(&start);
	else
		exit_code = cli_fail(start.err.exit_code ? start.err.exit_code : EX_UNAVAILABLE,
				     start.err.text);
	/* The stage that failed may have got half way; its undo bears that. */
	for (int i = passed < STAGE_COUNT ? passed : STAGE_COUNT - 1; i >= 0; i--)
		if (stages[i].leave)
			stages[i].leave(&start);
	return exit_code;
}
