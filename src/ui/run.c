/* SPDX-License-Identifier: MIT */
#include "ui/ui.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "page/layout.h"
#include "ui/browse.h"
#include "ui/pipe.h"
#include "ui/settings.h"
#include "ui/state.h"
#include "ui/watch.h"

/* The loop: one poll(), no wake-ups while nothing happens. */

enum {
	WATCH_REST_MS = 100, /* changes of files that come together are read once */
	GONE_MS = 500, /* until a file of settings that went away counts as gone */
	AGAIN_MS = 100, /* until the database is looked at again, then twice that ... */
	AGAIN_TIMES = 4,
	CALM_MS = 1000, /* after the last thing that happened, memory is given back */
};

static void clock_read(struct ui *ui)
{
	ui->now = (int64_t)time(NULL);
	ui->now_ms = clock_ms();
}

static void store_try(struct ui *ui)
{
	struct error notice = { 0 }, err = { 0 };

	if (ui->store)
		return;
	if (!store_open(ui->options->paths->database, STORE_READ, &ui->store, &notice, &err)) {
		ui->store = NULL;
		log_write(LOG_INFO, "%s", err.text);
	}
	if (ui->store)
		store_has_changed(ui->store); /* from now on */
	if (notice.text[0])
		ui_say(ui, ROLE_NOTICE, "%s", notice.text);
}

static void show(struct ui *ui)
{
	if (!ui->is_stale)
		return;
	ui_draw(ui);
	term_show(ui->term, ui->surface);
}

static void engine_read(struct ui *ui)
{
	struct engine_event *event;

	while ((event = engine_next(ui->engine))) {
		if (!ui->store) {
			store_try(ui);
			if (ui->store)
				ui_changed(ui);
		}
		ui_event(ui, event);
		engine_event_free(event);
	}
}

static void keys_read(struct ui *ui)
{
	struct term_event event;

	for (term_next(ui->term, &event); event.key != KEY_NONE && !ui->wants_quit;
	     term_next(ui->term, &event)) {
		if (event.key == KEY_QUIT) {
			ui->wants_quit = true;
			return;
		}
		if (event.key == KEY_RESIZED) {
			int rows, columns;

			term_size(ui->term, &rows, &columns);
			ui_resize(ui, rows, columns);
			continue;
		}
		ui_key(ui, &event);
		if (ui->settle_ms)
			return; /* what comes next may be for what opens now */
	}
}

/* The log of the database is written before its index says so, and between the
 * two another process may wait for its disk: what is not there yet is looked
 * for again a few times. */
static void database_read(struct ui *ui, struct watch *watch, bool is_news)
{
	if (!ui->changed_ms && ui->store && store_has_changed(ui->store))
		ui_change_soon(ui);
	watch->again_count = is_news ? 0 : watch->again_count + 1;
	watch->again_ms = watch->again_count < AGAIN_TIMES ?
			  ui->now_ms + (AGAIN_MS << watch->again_count) : 0;
}

static int until_ms(const struct ui *ui, int64_t when)
{
	if (!when)
		return -1;
	return when > ui->now_ms ? (int)(when - ui->now_ms) : 0;
}

static void config_read(struct ui *ui, struct watch *watch)
{
	struct error err = { 0 };

	watch->gone_ms = 0;
	if (!ui_reload_conf(ui, &err))
		ui_say(ui, ROLE_ERROR, "%s", err.text);
}

static void config_look(struct ui *ui, struct watch *watch)
{
	bool is_gone = access(watch->config, F_OK) != 0;

	watch->gone_ms = 0;
	if (!is_gone)
		return;
	config_read(ui, watch);
	ui_say(ui, ROLE_NOTICE, "%s",
	       _("the settings file is gone: every setting is as it was at first"));
}

static void files_read(struct ui *ui, struct watch *watch)
{
	unsigned changes = watch_read(watch);

	watch->rest_ms = ui->now_ms + WATCH_REST_MS;

	if (changes & WATCH_DATABASE)
		database_read(ui, watch, true);
	if (changes & WATCH_URLS) {
		engine_reload_urls(ui->engine);
		urls_check(ui);
	}
	if (changes & WATCH_CONFIG_GONE)
		watch->gone_ms = ui->now_ms + GONE_MS;
	if (changes & WATCH_CONFIG)
		config_read(ui, watch);
}

/* How long nothing has to be done unless somebody says something. */
static int wait_ms(struct ui *ui, struct watch *watch)
{
	int64_t wait = clock_shorter(ui_wait_ms(ui), term_wait_ms(ui->term));

	wait = clock_shorter(wait, pipe_wait_ms(ui));
	wait = clock_shorter(wait, until_ms(ui, watch->again_ms));
	wait = clock_shorter(wait, until_ms(ui, watch->gone_ms));
	if (watch->rest_ms <= ui->now_ms)
		watch->rest_ms = 0;
	wait = clock_shorter(wait, until_ms(ui, watch->rest_ms));
	if (ui->settle_ms > ui->now_ms)
		wait = clock_shorter(wait, until_ms(ui, ui->settle_ms));
	return (int)wait;
}

/* What is to be done at its time. */
static void watch_tick(struct ui *ui, struct watch *watch, bool has_changes)
{
	if (has_changes)
		files_read(ui, watch);
	else if (watch->again_ms && ui->now_ms >= watch->again_ms)
		database_read(ui, watch, false);
	if (watch->gone_ms && ui->now_ms >= watch->gone_ms)
		config_look(ui, watch);
}

/* What reading the database left in memory is read again in no time. */
static void rest(struct ui *ui)
{
	if (ui->store)
		store_rest(ui->store);
}

static void loop(struct ui *ui, struct watch *watch)
{
	bool is_rested = false;
	int tty[2];

	term_fds(ui->term, tty);
	while (!ui->wants_quit) {
		struct pollfd slots[] = {
			{ .fd = tty[0], .events = POLLIN },
			{ .fd = tty[1], .events = POLLIN },
			{ .fd = engine_fd(ui->engine), .events = POLLIN },
			{ .fd = watch->rest_ms > ui->now_ms ? -1 : watch->fd,
			  .events = POLLIN },
			{ .fd = -1 }, { .fd = -1 },
		};
		int wait = wait_ms(ui, watch), got;
		bool is_calm = !is_rested && (wait < 0 || wait > CALM_MS);

		pipe_poll(ui, slots + 4);
		/* A page out of the cache is there in a moment: painting once is
		 * calmer than painting twice. */
		if (ui->settle_ms <= ui->now_ms)
			show(ui);
		got = poll(slots, sizeof(slots) / sizeof(*slots), is_calm ? CALM_MS : wait);
		if (got < 0 && errno != EINTR)
			return;
		is_rested = got == 0 && is_calm;
		if (is_rested)
			rest(ui);
		clock_read(ui);
		/* Keys and what they do first; but a key after one that opens
		 * something may be for what is opened. */
		if (!ui->settle_ms && slots[0].revents) {
			keys_read(ui);
			if (!ui->settle_ms)
				show(ui);
		}
		if (slots[2].revents)
			engine_read(ui);
		watch_tick(ui, watch, slots[3].revents);
		if (ui->settle_ms && ui->now_ms >= ui->settle_ms)
			ui->settle_ms = 0;
		keys_read(ui);
		ui_tick(ui);
		browse_reap(ui);
		pipe_step(ui);
	}
}

static bool terminal_open(struct ui *ui, struct error *err)
{
	const char *no_colour = getenv("NO_COLOR");
	struct term_options options = {
		.wants_mouse = conf_bool(ui->conf, SETTING_MOUSE),
		.orders_text = page_orders_text(),
		.is_ascii = ui->is_ascii,
		.has_no_colour = no_colour && *no_colour,
		.in = STDIN_FILENO,
		.out = STDOUT_FILENO,
	};
	int rows, columns;

	if (!term_open(&options, &ui->term, err))
		return false;
	term_size(ui->term, &rows, &columns);
	ui_resize(ui, rows, columns);
	return true;
}

/* The engine comes up while the first screen is already there. */
static bool engine_start(struct ui *ui, struct error *err)
{
	struct engine_options options = {
		.paths = ui->options->paths,
		.conf = ui->conf,
		.jail = ui->options->jail,
		.is_offline = ui->options->is_offline || ui->options->is_demo,
		.loopback_is_public = ui->options->loopback_is_public,
	};

	if (!engine_open(&options, &ui->engine, err))
		return false;
	if (!ui->store) {
		store_try(ui);
		ui_changed(ui);
	}
	if (conf_bool(ui->conf, SETTING_ON_START) && !options.is_offline)
		engine_refresh(ui->engine, NULL, 0, false);
	return true;
}

static int error_code(const struct error *err)
{
	return err->exit_code ? err->exit_code : EX_UNAVAILABLE;
}

/* With a terminal, until somebody leaves. */
static int read_on(struct ui *ui, struct error *err)
{
	const struct conf_paths *paths = ui->options->paths;
	struct watch watch;
	int code;

	ui_start(ui);
	show(ui);
	watch_open(&watch, paths->database, paths->config, paths->urls);
	if (engine_start(ui, err)) {
		show(ui);
		loop(ui, &watch);
		ui->panes[PANE_ARTICLE]->ops->leave(ui, ui->panes[PANE_ARTICLE]);
		code = ui->exit_code;
	} else {
		code = error_code(err);
	}
	watch_close(&watch);
	return code;
}

int ui_run(const struct ui_options *options, struct error *err)
{
	struct ui *ui = ui_new(options, 24, 80);
	bool is_old = store_is_old(options->paths->database);
	int code = 0;

	clock_read(ui);
	if (!is_old)
		store_try(ui);
	if (!terminal_open(ui, err) || (is_old && !ui_upgrade(ui, err))) {
		code = error_code(err);
	} else if (!ui->wants_quit) {
		if (is_old)
			store_try(ui);
		code = read_on(ui, err);
	}
	term_close(ui->term);
	ui->term = NULL;
	engine_close(ui->engine);
	struct store *store = ui->store;
	ui_free(ui);
	store_close(store);
	return code;
}
