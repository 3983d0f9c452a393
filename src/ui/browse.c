/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/i18n.h"
#include "base/url.h"
#include "store/pictures.h"
#include "ui/browse.h"

extern char **environ;

enum { WORDS_MAX = 32, URL_MAX = 8192 };

/* Browsers that live in the terminal: they get it while they run. */
static const char *const in_terminal[] = { "w3m", "lynx", "links", "links2", "elinks", "browsh",
					   "carbonyl", "chawan", "cha" };

void browse_reap(struct ui *ui)
{
	for (size_t i = 0; i < sizeof(ui->spawned) / sizeof(*ui->spawned); i++) {
		if (ui->spawned[i] && waitpid(ui->spawned[i], NULL, WNOHANG) != 0)
			ui->spawned[i] = 0;
	}
}

static void remember(struct ui *ui, pid_t pid)
{
	browse_reap(ui);
	for (size_t i = 0; i < sizeof(ui->spawned) / sizeof(*ui->spawned); i++) {
		if (!ui->spawned[i]) {
			ui->spawned[i] = (int32_t)pid;
			return;
		}
	}
}

static bool needs_terminal(const char *program)
{
	const char *slash = strrchr(program, '/');

	program = slash ? slash + 1 : program;
	for (size_t i = 0; i < sizeof(in_terminal) / sizeof(*in_terminal); i++) {
		if (!strcmp(program, in_terminal[i]))
			return true;
	}
	return false;
}

/* Players that say how far they are, and hear keys, in the terminal alone. */
static bool plays_here(const char *program)
{
	static const char *const players[] = { "mpv", "mplayer", "mpg123", "ogg123", "play",
					       "cvlc", "ffplay", "moc", "mocp" };
	const char *slash = strrchr(program, '/');

	for (size_t i = 0; i < sizeof(players) / sizeof(*players); i++)
		if (!strcmp(slash ? slash + 1 : program, players[i]))
			return !getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY");
	return false;
}

/* The word with the address in place of "%u"; *is_found when that was in it. */
static struct str word_fill(struct arena *arena, struct str word, struct str value,
			    bool *is_found)
{
	size_t at = str_find(word, STR("%u"));

	if (at == SIZE_MAX)
		return word;
	*is_found = true;
	return arena_printf(arena, "%.*s%.*s%.*s", (int)at, word.ptr, STR_ARG(value),
			    STR_ARG(str_slice(word, at + 2, word.len)));
}

/* Words of a command; "%u" is the address, which is added when no word has
 * it. No shell ever sees them. */
static bool words_make(struct arena *arena, struct str command, struct str url, char **words)
{
	struct str word;
	size_t count = 0;
	bool has_url = false;

	while (count + 2 < WORDS_MAX && str_next_word(&command, &word))
		words[count++] = arena_cstr(arena, word_fill(arena, word, url, &has_url));
	if (count && !has_url)
		words[count++] = arena_cstr(arena, url);
	words[count] = NULL;
	return count > 0;
}

/* [open] NAME = PATTERN COMMAND...: the first pattern that the address
 * matches names its command; none does when others may write the file. */
static struct str opener_command(const struct ui *ui, struct str url)
{
	struct arena arena = { 0 };
	struct str found = { NULL, 0 };
	const char *address = arena_cstr(&arena, url);

	for (size_t i = 0; !ui->conf->is_open_to_others && i < ui->conf->pair_count && !found.ptr;
	     i++) {
		struct str rest = ui->conf->pairs[i].value, pattern;
		regex_t regex;

		if (!str_eq(ui->conf->pairs[i].section, STR("open")) ||
		    !str_next_word(&rest, &pattern) ||
		    regcomp(&regex, arena_cstr(&arena, pattern),
			    REG_EXTENDED | REG_ICASE | REG_NOSUB))
			continue;
		if (!regexec(&regex, address, 0, NULL, 0) && !str_is_empty(str_trim(rest)))
			found = str_trim(rest);
		regfree(&regex);
	}
	arena_free(&arena);
	return found;
}

bool browse_spawn(struct ui *ui, char *const *words, bool takes_terminal)
{
	/* Here, and wanted there. */
	static const int ignored[] = { SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, plain;
	pid_t pid;
	int failed, status;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	sigemptyset(&plain);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		sigaddset(&plain, ignored[i]);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &plain);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (!takes_terminal) {
		for (int i = 0; i < 3; i++)
			posix_spawn_file_actions_addopen(&files, i, "/dev/null", O_RDWR, 0);
		posix_spawnattr_setpgroup(&attributes, 0);
		posix_spawnattr_setflags(&attributes,
					 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
								 POSIX_SPAWN_SETPGROUP);
	} else if (ui->term) {
		term_suspend(ui->term);
	}
	failed = posix_spawnp(&pid, words[0], &files, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	if (!failed && takes_terminal) {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	} else if (!failed) {
		remember(ui, pid);
	}
	if (takes_terminal && ui->term)
		term_resume(ui->term);
	errno = failed;
	return !failed;
}

/* The configured command, else $BROWSER (the first of a list), else xdg-open. */
static struct str browser_command(const struct ui *ui, struct str url)
{
	struct str opener = opener_command(ui, url);
	struct str command = conf_text(ui->conf, SETTING_BROWSER), first;
	struct str list = str_from(getenv("BROWSER"));

	if (opener.ptr)
		return opener;
	if (!str_is_empty(str_trim(command)))
		return command;
	while (str_cut(&list, ':', &first)) {
		if (!str_is_empty(str_trim(first)))
			return first;
	}
	return STR("xdg-open");
}

/* Hands the address to a command after all checks, and says so. */
static void address_open(struct ui *ui, struct str command, struct str url)
{
	struct arena arena = { 0 };
	char *words[WORDS_MAX];

	if (str_is_empty(url)) {
		ui_say(ui, ROLE_NOTICE, "%s", _("this has no address"));
	} else if (!url_is_web(url)) {
		struct url parts = { 0 };

		url_split(url, &parts);
		ui_say(ui, ROLE_ERROR,
		       _("not opened: only http and https addresses are, not \"%.*s\""),
		       STR_ARG(str_slice(parts.scheme, 0, 40)));
	} else if (url.len > URL_MAX) {
		ui_say(ui, ROLE_ERROR, "%s", _("not opened: the address is too long"));
	} else if (words_make(&arena, command, url, words)) {
		if (browse_spawn(ui, words, needs_terminal(words[0]) || plays_here(words[0])))
			ui_say(ui, ROLE_NOTICE, _("opened in %s"), words[0]);
		else
			ui_say(ui, ROLE_ERROR,
			       _("cannot start %s: %s; set browser in [open] or $BROWSER, or copy "
				 "with y"),
			       words[0], strerror(errno));
	}
	arena_free(&arena);
}

/* A file of our own making: its name needs no checks. */
static void file_open(struct ui *ui, struct str command, struct str path)
{
	struct arena arena = { 0 };
	char *words[WORDS_MAX];

	if (words_make(&arena, command, path, words) &&
	    browse_spawn(ui, words, needs_terminal(words[0])))
		ui_say(ui, ROLE_NOTICE, _("the stored picture is opened in %s"), words[0]);
	else
		ui_say(ui, ROLE_ERROR, _("the stored picture cannot be opened: %s"),
		       strerror(errno));
	arena_free(&arena);
}

static bool find_picture(struct ui *ui, struct str url, struct arena *arena,
			 struct store_picture *found)
{
	return ui->store && ui->options->paths && ui->options->paths->pictures &&
	       store_picture_find(ui->store, ui->options->paths->pictures, url, arena, found);
}

bool ui_picture_is_here(struct ui *ui, struct str url)
{
	struct arena arena = { 0 };
	struct store_picture found;
	bool is_here = find_picture(ui, url, &arena, &found);

	arena_free(&arena);
	return is_here;
}

void ui_view(struct ui *ui, struct str url)
{
	struct arena arena = { 0 };
	struct store_picture found;
	struct str command = opener_command(ui, url);

	if (!command.ptr)
		command = conf_text(ui->conf, SETTING_VIEWER);
	if (str_is_empty(str_trim(command)))
		command = browser_command(ui, url);
	if (find_picture(ui, url, &arena, &found))
		file_open(ui, command, found.path);
	else
		ui_browse(ui, url);
	arena_free(&arena);
}

void ui_browse(struct ui *ui, struct str url)
{
	address_open(ui, browser_command(ui, url), url);
}

bool ui_play(struct ui *ui, struct str url)
{
	struct str command = conf_text(ui->conf, SETTING_PLAYER);

	if (str_is_empty(str_trim(command)))
		return false;
	address_open(ui, command, url);
	return true;
}

bool ui_open_file(struct ui *ui, struct str path)
{
	struct str command = opener_command(ui, path), name = path;
	struct arena arena = { 0 };
	char *words[WORDS_MAX];
	bool is_open = false;
	size_t slash;

	if (!command.ptr)
		command = conf_text(ui->conf, SETTING_PLAYER);
	if (str_is_empty(str_trim(command)))
		command = STR("xdg-open");
	while ((slash = str_find_char(name, '/')) != SIZE_MAX)
		name = str_slice(name, slash + 1, name.len);
	if (words_make(&arena, command, path, words))
		is_open = browse_spawn(ui, words, needs_terminal(words[0]) || plays_here(words[0]));
	if (is_open)
		ui_say(ui, ROLE_NOTICE, _("%.*s: opened in %s"), STR_ARG(name), words[0]);
	else
		ui_say(ui, ROLE_ERROR, _("cannot start %s: %s; set player in [open]"),
		       words[0] ? words[0] : "", strerror(errno));
	arena_free(&arena);
	return is_open;
}

void browse_announce(struct ui *ui, struct str text)
{
	struct arena arena = { 0 };
	char *words[WORDS_MAX];

	if (engine_news_words(ui->conf, text, &arena, words, WORDS_MAX))
		browse_spawn(ui, words, false);
	arena_free(&arena);
}

void ui_copy(struct ui *ui, struct str url)
{
	struct buf clean = { 0 };

	if (str_is_empty(url)) {
		ui_say(ui, ROLE_NOTICE, "%s", _("this has no address"));
		return;
	}
	if (!url_is_web(url)) {
		ui_say(ui, ROLE_ERROR, "%s", _("not copied: this is no web address"));
		return;
	}
	if (ui->term)
		term_copy(ui->term, url);
	url_add_shown(&clean, url);
	ui_say(ui, ROLE_NOTICE, _("copied: %s"), buf_cstr(&clean));
	buf_free(&clean);
}
