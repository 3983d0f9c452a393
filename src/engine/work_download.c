/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/work.h"

/* Files on their way. The net thread writes; what is there survives the end of
 * the program, and goes on when the server still has the same file. */

enum {
	AT_ONCE = 3,            /* over all hosts; one of each */
	TRIES_MAX = 60,
	WORTH_A_TRY = 64 << 10, /* bytes that came before the connection broke */
	LONGEST_MS = 24 * 3600 * 1000,
};

/* ---- turns ------------------------------------------------------------------------ */

/* Who is sent, and who waits longest for that. */
struct turn {
	size_t sent;
	struct str hosts[AT_ONCE];
	struct job *next;
};

static void see_sent(void *ctx, struct job *job)
{
	struct turn *turn = ctx;

	if (job->kind == JOB_DOWNLOAD && job->download.is_sent && turn->sent < AT_ONCE)
		turn->hosts[turn->sent++] = url_host(job->download.url);
}

static void see_waiting(void *ctx, struct job *job)
{
	struct turn *turn = ctx;
	bool is_free = job->kind == JOB_DOWNLOAD && !job->download.is_sent;

	for (size_t i = 0; i < turn->sent && is_free; i++)
		is_free = !str_eq_nocase(turn->hosts[i], url_host(job->download.url));
	if (is_free && (!turn->next || job->id < turn->next->id))
		turn->next = job;
}

static void fail(struct work *work, struct job *job, const struct error *err);

static void request(struct work *work, struct job *job)
{
	struct download *d = &job->download;
	struct error err = { 0 };
	int to_fd = fcntl(d->fd, F_DUPFD_CLOEXEC, 3);

	if (to_fd < 0) {
		error_set_errno(&err, _("%s cannot be written"), d->path.ptr);
		fail(work, job, &err);
		return;
	}
	struct net_request *r = inside_request(&work->engine->conf, d->url, NULL);
	r->accept = mem_copy("*/*", 3);
	r->timeout_ms = LONGEST_MS;
	r->is_trusted = work->engine->loopback_is_public ||
			inside_is_beside_feed(work->store, d->url);
	r->to_fd = to_fd;
	r->max_file = conf_number(&work->engine->conf, SETTING_DOWNLOAD_SIZE);
	r->from = d->done;
	if (d->validator.len)
		r->if_range = mem_copy(d->validator.ptr, d->validator.len);
	d->begun = d->validator.len ? d->done : 0;
	d->is_sent = true;
	d->tries++;
	work_send(work, job, r);
}

static void next_turn(struct work *work)
{
	for (;;) {
		struct turn turn = { 0 };

		job_each(&work->jobs, see_sent, &turn);
		if (turn.sent < AT_ONCE)
			job_each(&work->jobs, see_waiting, &turn);
		if (!turn.next)
			return;
		request(work, turn.next);
	}
}

/* ---- telling ------------------------------------------------------------------------ */

static void tell(struct work *work, struct job *job, const struct error *err, bool is_last)
{
	struct engine_event *event = event_new(ENGINE_DOWNLOAD, job->ticket);

	event->done = job->download.done;
	event->total = job->download.total;
	event->is_last = is_last;
	event->article = job->download.article;
	event->url = arena_str(&event->arena, job->download.url);
	event->text = arena_str(&event->arena, job->download.path);
	if (err)
		event->error = *err;
	event_send(work->engine, event);
}

static void note(struct work *work, struct str list, const struct download *d)
{
	struct engine_saved entry = {
		.url = d->url, .path = d->path, .validator = d->validator,
		.article = d->article, .total = d->total,
	};

	download_keep(work->store, list, &entry);
}

void download_drop(struct work *work, struct job *job)
{
	if (job->download.fd > 0)
		close(job->download.fd);
	job->download.fd = 0;
	work_job_end(work, job);
	if (!work->is_quitting)
		next_turn(work);
}

/* Where nothing came, nothing is left. */
static void fail(struct work *work, struct job *job, const struct error *err)
{
	struct download *d = &job->download;

	if (d->fd > 0 && d->done == 0 && unlink(d->part.ptr) == 0)
		download_lose(work->store, STR("downloads"), d->url);
	tell(work, job, err, true);
	download_drop(work, job);
}

/* ---- beginning ----------------------------------------------------------------------- */

/* Another day's part, or a new one. */
static bool open_part(struct work *work, struct job *job, struct error *err)
{
	struct download *d = &job->download;
	struct str folder = conf_text(&work->engine->conf, SETTING_DOWNLOADS);
	struct engine_saved old;

	d->fd = -1;
	if (download_find(work->store, STR("downloads"), d->url, &job->arena, &old)) {
		d->path = old.path;
		d->part = arena_printf(&job->arena, "%.*s.part", STR_ARG(old.path));
		d->fd = download_reopen(d->part, &d->done);
		d->validator = old.validator;
		d->total = old.total;
	}
	if (d->fd < 0) {
		d->validator = STR("");
		d->done = 0;
		d->total = -1;
		if (!folder.len || folder.ptr[0] != '/')
			folder = str_from(work->engine->paths->downloads);
		d->fd = download_create(&job->arena, folder, d->url, &d->path, &d->part, err);
	}
	return d->fd >= 0;
}

struct same_url {
	struct str url;
	bool is_found;
};

static void see_same(void *ctx, struct job *job)
{
	struct same_url *same = ctx;

	same->is_found |= job->kind == JOB_DOWNLOAD && str_eq(job->download.url, same->url);
}

static bool is_under_way(struct work *work, struct str url)
{
	struct same_url same = { url, false };

	job_each(&work->jobs, see_same, &same);
	return same.is_found;
}

static bool is_address(struct str url)
{
	return url_is_web(url) && !str_has_controls(url) && str_find_char(url, ' ') == SIZE_MAX;
}

void download_order(struct work *work, const struct order *order)
{
	struct error err = { 0 };

	if (is_under_way(work, order->url))
		return;
	struct job *job = job_new(&work->jobs, JOB_DOWNLOAD, order->ticket);
	struct download *d = &job->download;
	d->url = arena_str(&job->arena, order->url);
	d->article = order->article;
	d->total = -1;
	if (!work->net)
		error_set(&err, _("warta is offline; nothing is fetched"));
	else if (!is_address(d->url))
		error_set(&err, _("this is no address"));
	else if (open_part(work, job, &err))
		note(work, STR("downloads"), d);
	if (err.text[0]) {
		d->fd = 0;
		fail(work, job, &err);
		return;
	}
	tell(work, job, NULL, false);
	next_turn(work);
}

/* What is there goes away; a file that is whole stays. */
void download_forget(struct work *work, const struct order *order)
{
	struct arena arena = { 0 };
	struct engine_saved old;
	int64_t size;

	if (!is_under_way(work, order->url) &&
	    download_find(work->store, STR("downloads"), order->url, &arena, &old)) {
		struct str part = arena_printf(&arena, "%.*s.part", STR_ARG(old.path));
		int fd = download_reopen(part, &size);

		if (fd >= 0) {
			unlink(part.ptr);
			close(fd);
		}
		download_lose(work->store, STR("downloads"), order->url);
	}
	arena_free(&arena);
}

/* ---- what comes back --------------------------------------------------------------------- */

/* Only a strong validator says that two halves fit together. */
static struct str validator_of(const struct net_response *report)
{
	struct str etag = str_from(report->etag);

	if (etag.len && !str_has_prefix(etag, STR("W/")))
		return etag;
	return str_from(report->last_modified);
}

void download_progress(struct work *work, struct job *job, const struct net_response *report)
{
	struct download *d = &job->download;
	struct str validator = validator_of(report);

	d->done = report->done;
	if (d->total != report->total || !str_eq(d->validator, validator)) {
		d->total = report->total;
		d->validator = arena_str(&job->arena, validator);
		note(work, STR("downloads"), d);
	}
	tell(work, job, NULL, false);
}

static void finish(struct work *work, struct job *job)
{
	struct download *d = &job->download;
	struct error err = { 0 };

	if (!download_finish(d->fd, d->part, d->path, &err)) {
		fail(work, job, &err);
		return;
	}
	download_lose(work->store, STR("downloads"), d->url);
	note(work, STR("downloaded"), d);
	tell(work, job, NULL, true);
	download_drop(work, job);
}

/* A connection that broke after it had brought something is worth another. */
static bool is_worth_a_try(const struct download *d, const struct net_response *response)
{
	bool is_broken = response->failure == NET_BROKEN || response->failure == NET_TIMEOUT ||
			 response->failure == NET_NO_CONNECTION;

	return is_broken && d->tries < TRIES_MAX && d->done - d->begun >= WORTH_A_TRY;
}

void download_response(struct work *work, struct job *job, struct net_response *response)
{
	struct download *d = &job->download;
	struct error err = response->error;

	if (response->failure != NET_OK) {
		d->done = response->done;
		if (is_worth_a_try(d, response))
			request(work, job);
		else
			fail(work, job, &err);
	} else if (response->status == 200 || response->status == 206) {
		d->done = d->total = response->done;
		finish(work, job);
	} else if (response->status == 416 && d->done > 0 && response->total == d->done) {
		finish(work, job);
	} else if (response->status == 416 && d->done > 0 && d->tries < TRIES_MAX) {
		d->done = 0; /* the part is of something else */
		d->validator = STR("");
		request(work, job);
	} else {
		fail(work, job, &err);
	}
}
