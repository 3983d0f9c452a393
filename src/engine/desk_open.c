/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/article.h"
#include "engine/desk.h"

static struct desk_job *job_new(struct desk *desk, uint64_t ticket)
{
	struct desk_job *job = mem_new(1, sizeof(*job));

	desk->jobs = mem_grow(desk->jobs, desk->job_count, &desk->job_cap, sizeof(*desk->jobs));
	desk->jobs[desk->job_count++] = job;
	job->id = ++desk->last_id | INSIDE_DESK_BIT;
	job->ticket = ticket;
	return job;
}

static void let_go(struct desk *desk, struct desk_job *job)
{
	if (job->response && desk->engine->net)
		net_body_done(desk->engine->net, job->response->body.len);
	net_response_free(job->response);
	job->response = NULL;
}

static void job_end(struct desk *desk, struct desk_job *job)
{
	for (size_t i = 0; i < desk->job_count; i++)
		if (desk->jobs[i] == job)
			desk->jobs[i] = desk->jobs[--desk->job_count];
	let_go(desk, job);
	fetch_free(&job->fetch);
	arena_free(&job->arena);
	free(job);
}

static struct desk_job *job_find(struct desk *desk, uint64_t id)
{
	for (size_t i = 0; i < desk->job_count; i++)
		if (desk->jobs[i]->id == id)
			return desk->jobs[i];
	return NULL;
}

/* Sends the page to whoever waits for it and ends the job. */
static void deliver(struct desk *desk, struct desk_job *job, struct page *page, bool is_full)
{
	struct engine_event *event = event_new(ENGINE_PAGE, job->ticket);

	event->page = *page;
	*page = (struct page){ 0 };
	if (job->has_article) {
		article_complete(&event->page, &job->article, is_full);
		event->article = job->article.row.id;
		event->place.block = job->article.place.block;
		event->place.offset = job->article.place.offset;
		event->url = arena_str(&event->arena, job->article.row.url);
	}
	if (!event->url.len)
		event->url = arena_str(&event->arena, event->page.meta.url);
	desk_resolve(desk, &event->page, job->feed);
	article_add_latest(&event->page, desk->store, job->feed, event->article);
	event->has_page = true;
	event->is_full = is_full;
	event->has_full = is_full || job->article.full.len;
	event->is_stale = is_full && !job->is_fetch && desk->engine->net && job->has_article &&
			  job->article.row.flags & STORE_STALE;
	event->has_failed = job->complaint.len > 0;
	event_send(desk->engine, event);
	if (job->complaint.len)
		event_send_notice(desk->engine, job->complaint.ptr);
	job_end(desk, job);
}

static void fail(struct desk *desk, struct desk_job *job, const struct error *err)
{
	event_send_failed(desk->engine, job->ticket, err);
	job_end(desk, job);
}

static void submit(struct desk *desk, struct desk_job *job, const struct jail_task *task)
{
	job->is_waiting = !jail_submit(desk->line, task, job->id);
}

/* The article's own text: as it was made a page before, or made now. */
static void show_own_text(struct desk *desk, struct desk_job *job)
{
	struct page page = { 0 };

	if (job->article.packed.len && page_unpack(job->article.packed, &page, NULL)) {
		deliver(desk, job, &page, false);
		return;
	}
	if (!job->article.html.len) {
		deliver(desk, job, &page, false);
		return;
	}
	job->is_fetch = false;
	submit(desk, job, &(struct jail_task){
		.kind = JAIL_FRAGMENT,
		.bytes = job->article.html,
		.base = job->article.base,
		.language = job->article.language,
		.now = time(NULL),
	});
}

static void show_article(struct desk *desk, struct desk_job *job)
{
	struct page page = { 0 };

	if (job->want_full && job->article.full.len &&
	    page_unpack(job->article.full, &page, NULL))
		deliver(desk, job, &page, true);
	else
		show_own_text(desk, job);
}

static bool load_article(struct desk *desk, struct desk_job *job, int64_t id, struct error *err)
{
	job->has_article = store_article(desk->store, id, &job->arena, &job->article, err);
	if (job->has_article)
		job->feed = job->article.row.feed;
	return job->has_article;
}

void desk_open_article(struct desk *desk, const struct order *order)
{
	struct desk_job *job = job_new(desk, order->ticket);
	struct error err = { 0 };

	job->want_full = order->want_full;
	if (load_article(desk, job, order->article, &err))
		show_article(desk, job);
	else
		fail(desk, job, &err);
}

static void request_page(struct desk *desk, struct desk_job *job)
{
	net_send(desk->engine->net, fetch_request(&job->fetch, desk->engine,
						   &desk->engine->desk_conf, job->id));
}

static void start_fetch(struct desk *desk, struct desk_job *job, const struct order *order)
{
	struct error err = { 0 };

	if (!desk->engine->net && job->has_article && job->article.html.len) {
		show_own_text(desk, job);
		return;
	}
	if (!desk->engine->net) {
		error_set(&err, _("this page is not in the cache, and warta is offline"));
		fail(desk, job, &err);
		return;
	}
	struct engine_event *event = event_new(ENGINE_FETCHING, job->ticket);
	event->text = arena_str(&event->arena, url_host(order->url));
	event_send(desk->engine, event);
	fetch_start(&job->fetch, order->url);
	job->is_fetch = true;
	job->fetch.is_person = true;
	job->fetch.is_trusted = order->is_typed || inside_is_beside_feed(desk->store, order->url);
	request_page(desk, job);
}

void desk_renew_page(struct desk *desk, const struct order *order)
{
	struct desk_job *job = job_new(desk, order->ticket);
	struct store_validators validators;
	struct str url;

	job->is_fetch = job->is_renewal = true;
	if (!desk->engine->net || !load_article(desk, job, order->article, NULL) ||
	    !(job->article.row.flags & STORE_STALE) ||
	    !store_page_validators(desk->store, job->article.row.url, time(NULL), &job->arena,
				   &validators)) {
		job_end(desk, job);
		return;
	}
	url = job->article.row.url;
	fetch_start(&job->fetch, url);
	job->fetch.validators = validators;
	job->fetch.is_person = true;
	job->fetch.is_trusted = inside_is_beside_feed(desk->store, url);
	request_page(desk, job);
}

/* A page that is kept, whoever it belongs to. */
static bool show_kept_page(struct desk *desk, struct desk_job *job, struct str url)
{
	struct arena arena = { 0 };
	struct page page = { 0 };
	struct str packed;
	int64_t id, fetched;

	bool is_kept = store_page_find(desk->store, url, &arena, &packed, &id, &fetched) &&
		       page_unpack(packed, &page, NULL);
	arena_free(&arena);
	if (is_kept)
		deliver(desk, job, &page, true);
	return is_kept;
}

static void open_address(struct desk *desk, struct desk_job *job, const struct order *order,
			 struct str url)
{
	struct error err = { 0 };
	int64_t id;

	if (!url_is_web(url)) {
		error_set(&err, _("this is no address of a web page"));
		fail(desk, job, &err);
		return;
	}
	if (store_article_by_url(desk->store, url, &id))
		load_article(desk, job, id, NULL);
	if (job->has_article && job->article.full.len)
		show_article(desk, job);
	else if (!show_kept_page(desk, job, url))
		start_fetch(desk, job, order);
}

/* A line without an address: by its title, if need be after a look at what the
 * site's feeds have now. */
static void open_title(struct desk *desk, struct desk_job *job, const struct order *order)
{
	struct order found = *order;
	struct error err = { 0 };
	int64_t id = 0;

	if (desk_find_title(desk, order, &job->arena, &id, &found.url)) {
		if (url_is_web(found.url)) {
			open_address(desk, job, &found, found.url);
		} else if (load_article(desk, job, id, &err)) {
			show_article(desk, job);
		} else {
			fail(desk, job, &err);
		}
		return;
	}
	if (desk_refresh_site(desk, order)) {
		job_end(desk, job);
		return;
	}
	error_set(&err, _("no address is known for this line: neither the stored articles nor "
			  "the feeds of its site have this title"));
	fail(desk, job, &err);
}

void desk_open_url(struct desk *desk, const struct order *order)
{
	struct desk_job *job = job_new(desk, order->ticket);

	job->want_full = true;
	job->feed = order->feed;
	if (order->url.len) {
		open_address(desk, job, order, order->url);
		return;
	}
	open_title(desk, job, order);
}

/* What was fetched is kept by the work thread. */
static void keep_page(struct desk *desk, const struct desk_job *job)
{
	struct order *order = order_new(ORDER_KEEP_PAGE, 0);

	order->url = order_str(order, job->fetch.asked);
	order->validators.etag = order_str(order, job->fetch.validators.etag);
	order->validators.last_modified = order_str(order, job->fetch.validators.last_modified);
	if (page_pack(&job->fetch.page, &order->packed))
		mailbox_send(desk->engine->work_box, MAILBOX_BACKGROUND, order);
	else
		order_free(order);
}

static void keep_rendered(struct desk *desk, const struct desk_job *job, const struct page *page)
{
	struct order *order = order_new(ORDER_KEEP_RENDERED, 0);

	order->article = job->article.row.id;
	if (page_pack(page, &order->packed))
		mailbox_send(desk->engine->work_box, MAILBOX_BACKGROUND, order);
	else
		order_free(order);
}

/* When the page cannot be had, the feed's text is better than a sentence
 * alone; the sentence follows it. */
static void fetch_failed(struct desk *desk, struct desk_job *job, const struct error *err)
{
	struct order *order = order_new(ORDER_PAGE_FAILED, 0);

	order->url = order_str(order, job->fetch.asked);
	order->text = order_str(order, error_kept(err));
	mailbox_send(desk->engine->work_box, MAILBOX_BACKGROUND, order);
	if (job->is_renewal || !job->has_article || !job->article.html.len) {
		fail(desk, job, err);
		return;
	}
	job->complaint = arena_str(&job->arena, str_from(err->text));
	let_go(desk, job);
	show_own_text(desk, job);
}

static void confirm(struct desk *desk, struct desk_job *job)
{
	struct order *order = order_new(ORDER_PAGE_SAME, 0);

	order->url = order_str(order, job->fetch.asked);
	mailbox_send(desk->engine->work_box, MAILBOX_BACKGROUND, order);
	job_end(desk, job);
}

static void advance(struct desk *desk, struct desk_job *job, enum fetch_step step,
		    const struct jail_task *task, const struct error *err)
{
	switch (step) {
	case FETCH_REQUEST:
		let_go(desk, job);
		request_page(desk, job);
		break;
	case FETCH_PARSE:
		submit(desk, job, task);
		break;
	case FETCH_DONE:
		keep_page(desk, job);
		deliver(desk, job, &job->fetch.page, true);
		break;
	case FETCH_FAILED:
		fetch_failed(desk, job, err);
		break;
	case FETCH_UNCHANGED:
		confirm(desk, job);
		break;
	}
}

static void handle_response(struct desk *desk, struct desk_job *job)
{
	struct jail_task task;
	struct error err = { 0 };

	advance(desk, job, fetch_response(&job->fetch, job->response, &task, &err), &task, &err);
}

void desk_response(struct desk *desk, struct order *order)
{
	struct desk_job *job = job_find(desk, order->response->ticket);

	if (!job) {
		net_body_done(desk->engine->net, order->response->body.len);
		return;
	}
	job->response = order->response;
	order->response = NULL;
	handle_response(desk, job);
}

void desk_result(struct desk *desk, struct jail_result *result)
{
	struct desk_job *job = job_find(desk, result->ticket);
	struct error err = { 0 };

	if (!job)
		return;
	if (job->is_fetch) {
		enum fetch_step step = fetch_parsed(&job->fetch, result, &err);
		advance(desk, job, step, NULL, &err);
	} else if (result->is_ok) {
		keep_rendered(desk, job, &result->page);
		deliver(desk, job, &result->page, false);
	} else {
		fail(desk, job, &result->error);
	}
}

void desk_retry_waiting(struct desk *desk)
{
	for (size_t i = 0; i < desk->job_count; i++) {
		struct desk_job *job = desk->jobs[i];
		if (!job->is_waiting || jail_pending(desk->line) >= jail_capacity(desk->line))
			continue;
		job->is_waiting = false;
		if (job->is_fetch)
			handle_response(desk, job);
		else
			show_own_text(desk, job);
		return; /* the list may have changed; the next round goes on */
	}
}

void desk_cancel(struct desk *desk, uint64_t ticket)
{
	for (size_t i = desk->job_count; i-- > 0;) {
		struct desk_job *job = desk->jobs[i];
		if (job->ticket != ticket)
			continue;
		if (job->is_fetch && desk->engine->net)
			net_cancel(desk->engine->net, job->id);
		job_end(desk, job);
	}
}

void desk_drop_all(struct desk *desk)
{
	while (desk->job_count)
		job_end(desk, desk->jobs[desk->job_count - 1]);
	free(desk->jobs);
	desk->jobs = NULL;
}
