/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <signal.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "engine/inside.h"

enum {
	MEMORY = 8 << 20, /* bytes of bodies on their way */
	HOST_GAP = 50,    /* ms between requests to one host ... */
	HOST_BURST = 4,   /* ... after the first: few have more feeds of it */
};

static void dispose_order(void *message)
{
	order_free(message);
}

static void dispose_event(void *message)
{
	engine_event_free(message);
}

static void dispose_response(void *message)
{
	net_response_free(message);
}

static bool open_boxes(struct engine *engine, struct error *err)
{
	engine->events = mailbox_new(dispose_event);
	engine->work_box = mailbox_new(dispose_order);
	engine->desk_box = mailbox_new(dispose_order);
	engine->responses = mailbox_new(dispose_response);
	if (engine->events && engine->work_box && engine->desk_box && engine->responses)
		return true;
	return error_set_errno(err, _("too few file descriptors"));
}

static bool open_stores(struct engine *engine, struct error *err)
{
	struct error notice = { 0 };

	if (!store_open(engine->paths->database, STORE_WRITE, &engine->work_store, &notice, err))
		return false;
	if (notice.text[0]) {
		log_write(LOG_WARNING, "%s", notice.text);
		event_send_notice(engine, notice.text);
	}
	/* A person who reads may need the desk meanwhile. */
	if (engine->is_once)
		store_copy_later(engine->work_store);
	return store_open(engine->paths->database, STORE_READ, &engine->desk_store, NULL, err);
}

/* The poll's children step back behind who types in the reader, and behind the
 * work thread everywhere: all wait for what that stores. The first line waits
 * for an answer, so it is the one that steps back behind nobody. */
static bool open_lines(struct engine *engine, struct error *err)
{
	return jail_line_open(engine->jail, &engine->desk_line, err) &&
	       jail_line_open_calm(engine->jail, &engine->work_line, err);
}

static bool open_net(struct engine *engine, struct error *err)
{
	struct net_options options = {
		.max_connections = (int)conf_number(&engine->conf, SETTING_CONNECTIONS),
		.max_per_host = (int)conf_number(&engine->conf, SETTING_PER_HOST),
		.host_gap_ms = HOST_GAP,
		.host_burst = HOST_BURST,
		.max_memory = MEMORY,
		.is_calm = !engine->is_once,
	};

	return engine->is_offline || net_start(&engine->net, &options, engine->responses, err);
}

static void warm_net(struct engine *engine, const struct engine_options *options)
{
	if (options->is_fetching && engine->net)
		net_warm(engine->net);
}

/* The threads take no signals: those are the owner's. */
static bool start_threads(struct engine *engine, struct error *err)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	engine->has_work_thread = !pthread_create(&engine->work_thread, NULL, work_main, engine);
	engine->has_desk_thread = !pthread_create(&engine->desk_thread, NULL, desk_main, engine);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (engine->has_work_thread && engine->has_desk_thread)
		return true;
	return error_set(err, _("the system gives no more threads"));
}

bool engine_open(const struct engine_options *options, struct engine **out, struct error *err)
{
	struct engine *engine = mem_new(1, sizeof(*engine));

	conf_copy(options->conf, &engine->conf);
	conf_copy(options->conf, &engine->desk_conf);
	engine->paths = options->paths;
	engine->jail = options->jail;
	engine->is_offline = options->is_offline;
	engine->is_once = options->is_once;
	engine->loopback_is_public = options->loopback_is_public;
	bool is_well = open_boxes(engine, err) && open_net(engine, err);
	if (is_well)
		warm_net(engine, options);
	if (is_well && open_stores(engine, err) && open_lines(engine, err) &&
	    start_threads(engine, err)) {
		*out = engine;
		return true;
	}
	engine_close(engine);
	*out = NULL;
	return false;
}

void engine_close(struct engine *engine)
{
	if (!engine)
		return;
	atomic_store(&engine->is_closing, true);
	if (engine->has_work_thread)
		mailbox_send(engine->work_box, MAILBOX_PERSON, order_new(ORDER_QUIT, 0));
	if (engine->has_desk_thread)
		mailbox_send(engine->desk_box, MAILBOX_PERSON, order_new(ORDER_QUIT, 0));
	if (engine->has_desk_thread) {
		store_interrupt(engine->desk_store);
		pthread_join(engine->desk_thread, NULL);
	}
	if (engine->has_work_thread)
		pthread_join(engine->work_thread, NULL);
	net_stop(engine->net);
	jail_line_close(engine->work_line);
	jail_line_close(engine->desk_line);
	store_close(engine->desk_store);
	store_close(engine->work_store);
	mailbox_free(engine->work_box);
	mailbox_free(engine->desk_box);
	mailbox_free(engine->responses);
	mailbox_free(engine->events);
	conf_free(&engine->conf);
	conf_free(&engine->desk_conf);
	free(engine);
}

int engine_fd(const struct engine *engine)
{
	return mailbox_fd(engine->events);
}

struct engine_event *engine_next(struct engine *engine)
{
	struct engine_event *event = mailbox_take(engine->events);

	if (!event || (event->kind != ENGINE_PROGRESS && event->kind != ENGINE_REFRESHED))
		return event;
	engine->progress = (struct engine_progress){
		.done = event->done,
		.total = event->total,
		.failed = event->failed,
		.added = event->added,
		.pages_done = event->pages_done,
		.pages_total = event->pages_total,
		.pictures_done = event->pictures.done,
		.pictures_total = event->pictures.total,
		.is_running = event->kind == ENGINE_PROGRESS,
		.is_all = event->is_all,
	};
	return event;
}

struct engine_progress engine_progress(const struct engine *engine)
{
	return engine->progress;
}
