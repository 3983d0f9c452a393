/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/schedule.h"
#include "engine/work.h"

/* Where sites keep a feed that no link tag names. */
static const char *const well_known[] = {
	"/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json",
};

enum { PATHS = sizeof(well_known) / sizeof(*well_known), MOST_HOPS = 3 };

void subscribe_drop(struct work *work, struct job *job)
{
	work_job_end(work, job);
}

static void fail(struct work *work, struct job *job, const struct error *err)
{
	event_send_failed(work->engine, job->ticket, err);
	work_job_end(work, job);
}

static void request(struct work *work, struct job *job, struct str url)
{
	struct subscribe *s = &job->subscribe;
	struct net_request *request;

	s->current = arena_str(&job->arena, url);
	request = inside_request(&work->engine->conf, s->current, &s->source);
	/* A page's alternates are the page's words, not the user's. */
	request->is_trusted = work->engine->loopback_is_public ||
			      inside_is_same_place(s->current, s->site);
	request->is_person = true;
	work_send(work, job, request);
}

static bool has_kind(struct str url, const char *prefix)
{
	return str_has_prefix_nocase(url, str_from(prefix));
}

/* One spelling for one address: schemes and hosts know no capitals, and a
 * fragment is never sent. */
static struct str tidy(struct arena *arena, struct str site)
{
	struct str kept = arena_str(arena, str_slice(site, 0, str_find_char(site, '#')));
	struct url u;

	if (!url_is_web(kept) || !url_split(kept, &u))
		return site;
	char *text = (char *)kept.ptr; /* the arena's, and written nowhere else */
	for (size_t i = 0; i < u.scheme.len; i++)
		text[i] = str_lower(text[i]);
	for (size_t i = (size_t)(u.host.ptr - kept.ptr), end = i + u.host.len; i < end; i++)
		text[i] = str_lower(text[i]);
	return kept;
}

/* Adds the scheme that people leave out. */
static void name_site(struct job *job, struct str typed)
{
	struct subscribe *s = &job->subscribe;

	if (has_kind(typed, "feed://"))
		s->site = str_slice(typed, 7, typed.len);
	else if (has_kind(typed, "feed:"))
		s->site = str_slice(typed, 5, typed.len);
	else
		s->site = typed;
	s->is_scheme_guessed = str_find(s->site, STR("://")) == SIZE_MAX;
	if (s->is_scheme_guessed)
		s->site = arena_printf(&job->arena, "https://%.*s", STR_ARG(s->site));
	s->site = tidy(&job->arena, s->site);
}

static void tell_done(struct work *work, struct job *job, struct str title)
{
	struct engine_event *event = event_new(ENGINE_SUBSCRIBED, job->ticket);

	event->url = arena_str(&event->arena, job->subscribe.source.url);
	event->text = arena_str(&event->arena, title);
	event_send(work->engine, event);
	event_send_changed(work->engine);
	work_job_end(work, job);
}

/* A smart folder needs no visit. */
static void add_query(struct work *work, struct job *job)
{
	struct error err = { 0 };

	if (!conf_urls_add(work->engine->paths->urls, &job->subscribe.source, &err)) {
		fail(work, job, &err);
		return;
	}
	sources_load(work, true);
	tell_done(work, job, job->subscribe.source.url);
}

static struct conf_source copy_source(struct arena *arena, const struct conf_source *from)
{
	struct conf_source copy = conf_source_new(arena_str(arena, from->url));

	copy.title = arena_str(arena, from->title);
	copy.tags = arena_array(arena, from->tag_count + 1, sizeof(*copy.tags));
	for (; copy.tag_count < from->tag_count; copy.tag_count++)
		copy.tags[copy.tag_count] = arena_str(arena, from->tags[copy.tag_count]);
	return copy;
}

/* What is typed may be anything; the sentence has an example. */
static void refuse_address(struct error *err, struct str typed)
{
	if (str_find(typed, STR("://")) != SIZE_MAX)
		error_set(err, _("no address that warta can read: it has to begin with http:// "
				 "or https://"));
	else
		error_set(err, _("this is no address; type one such as example.org"));
}

void subscribe_order(struct work *work, const struct order *order)
{
	struct job *job = job_new(&work->jobs, JOB_SUBSCRIBE, order->ticket);
	struct subscribe *s = &job->subscribe;
	struct error err = { 0 };

	s->source = copy_source(&job->arena, order->source);
	s->path = -1;
	sources_load(work, false);
	if (has_kind(s->source.url, "query:")) {
		add_query(work, job);
		return;
	}
	if (has_kind(s->source.url, "exec:") || has_kind(s->source.url, "filter:"))
		error_set(&err, _("commands are run only from the urls file; write it there"));
	else if (!s->source.url.len)
		refuse_address(&err, s->source.url);
	else if (!work->net)
		error_set(&err, _("warta is offline; nothing is fetched"));
	name_site(job, s->source.url);
	if (!err.text[0] && sources_find(work, s->site))
		error_set(&err, _("%.*s is subscribed already"), STR_ARG(s->site));
	if (!err.text[0] && !url_is_web(s->site) && !has_kind(s->site, "file://"))
		refuse_address(&err, s->source.url);
	if (err.text[0])
		fail(work, job, &err);
	else
		request(work, job, s->site);
}

/* Tries the next well-known path at the place that was typed. */
static void try_next_path(struct work *work, struct job *job)
{
	struct subscribe *s = &job->subscribe;
	struct buf url = { 0 };

	if (++s->path >= PATHS || !url_is_web(s->site)) {
		fail(work, job, &s->first_error);
		return;
	}
	url_resolve(&url, s->site, str_from(well_known[s->path]));
	request(work, job, buf_str(&url));
	buf_free(&url);
}

static void try_http(struct work *work, struct job *job)
{
	struct subscribe *s = &job->subscribe;

	s->has_tried_http = true;
	s->site = arena_printf(&job->arena, "http://%.*s", STR_ARG(str_slice(s->site, 8,
									   s->site.len)));
	request(work, job, s->site);
}

static bool is_document(const struct net_response *response)
{
	return response->failure == NET_OK && response->status < 400 && response->body.len;
}

void subscribe_response(struct work *work, struct job *job, struct net_response *response)
{
	struct subscribe *s = &job->subscribe;

	if (is_document(response)) {
		s->status = response->status;
		s->wire_bytes = response->wire_bytes;
		s->max_age = response->max_age;
		work_parse(work, job, &(struct jail_task){
			.kind = JAIL_FEED,
			.bytes = buf_str(&response->body),
			.base = response->url ? str_from(response->url) : s->current,
			.content_type = str_from(response->content_type),
			.now = time(NULL),
		});
		return;
	}
	if (s->path >= 0) {
		try_next_path(work, job);
		return;
	}
	if (s->is_scheme_guessed && !s->has_tried_http && response->failure != NET_OK &&
	    response->failure != NET_NO_HOST && response->failure != NET_LATER) {
		try_http(work, job);
		return;
	}
	s->first_error = response->error;
	if (!s->first_error.text[0])
		error_set(&s->first_error, _("The server sent nothing"));
	fail(work, job, &s->first_error);
}

/* The feed's id in the table, after the file has been read again. */
static int64_t feed_id(struct work *work, struct str url)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;
	int64_t id = 0;

	if (store_feeds(work->store, &arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count && !id; i++)
			if (str_eq(feeds[i].url, url))
				id = feeds[i].id;
	arena_free(&arena);
	return id;
}

/* What was fetched to look at it is the first visit. */
static void save_visit(struct work *work, struct job *job, const struct news_feed *feed)
{
	struct subscribe *s = &job->subscribe;
	int64_t now = time(NULL);
	struct str fault = visit_fault(feed);
	struct schedule next = schedule_next(&(struct schedule_facts){
		.now = now,
		.outcome = fault.len ? SCHEDULE_FAILED : SCHEDULE_NEWS,
		.failures = fault.len > 0,
		.max_age = s->max_age,
		.retry_after = -1,
		.ttl_minutes = feed->ttl_minutes,
		.rhythm = schedule_rhythm(feed, now),
		.skip_hours = feed->skip_hours,
		.skip_days = feed->skip_days,
		.seed = (uint32_t)str_hash(s->source.url),
	});
	struct store_visit visit = {
		.feed = feed_id(work, s->source.url),
		.now = now,
		.status = s->status,
		.error = fault,
		.complaint = feed->complaint,
		.next_visit = next.next_visit,
		.interval = next.interval,
		.bytes = s->wire_bytes,
	};
	struct store_visit_result stored = { 0 };
	struct error err = { 0 };

	if (!visit.feed)
		return;
	if (!fault.len) {
		visit.news = feed;
		visit.etag = str_from(job->response->etag);
		visit.last_modified = str_from(job->response->last_modified);
	}
	if (!store_visit_save(work->store, &visit, &job->arena, &stored, &err))
		event_send_notice(work->engine, err.text);
	calm_note(work, stored.added);
	if (work->engine->is_once)
		calm_finish(work);
	ahead_set_due(work, true);
}

static void subscribe(struct work *work, struct job *job, const struct news_feed *feed)
{
	struct subscribe *s = &job->subscribe;
	struct error err = { 0 };

	s->source.url = s->current;
	if (job->response->moved_to && url_is_web(str_from(job->response->moved_to)))
		s->source.url = str_from(job->response->moved_to);
	if (!conf_urls_add(work->engine->paths->urls, &s->source, &err)) {
		fail(work, job, &err);
		return;
	}
	sources_load(work, true);
	save_visit(work, job, feed);
	tell_done(work, job, s->source.title.len ? s->source.title :
		  feed->title.len ? feed->title : s->source.url);
}

/* The page's feeds without those it names twice. */
static size_t different_alternates(const struct news_feed *feed, struct arena *arena,
				   struct news_alternate **out)
{
	size_t count = 0;

	*out = arena_array(arena, feed->alternate_count + 1, sizeof(**out));
	for (size_t i = 0; i < feed->alternate_count; i++) {
		const struct news_alternate *from = &feed->alternates[i];
		bool is_known = !url_is_web(from->url);
		for (size_t k = 0; k < count && !is_known; k++)
			is_known = str_eq((*out)[k].url, from->url);
		if (!is_known)
			(*out)[count++] = (struct news_alternate){
				.url = arena_str(arena, from->url),
				.title = arena_str(arena, from->title),
				.type = arena_str(arena, from->type),
			};
	}
	return count;
}

static bool is_page(const struct job *job)
{
	return job->response && job->response->content_type &&
	       str_find_nocase(str_from(job->response->content_type), STR("html")) != SIZE_MAX;
}

static struct error no_feed_here(struct str site)
{
	struct error err = { 0 };

	error_set(&err, _("%.*s names no feed, and there is none in the usual places; look there "
			  "for a link called RSS or Feed"), STR_ARG(url_host(site)));
	return err;
}

static void choose(struct work *work, struct job *job, const struct news_feed *feed,
		   const struct error *err)
{
	struct engine_event *event = event_new(ENGINE_CHOICES, job->ticket);
	struct subscribe *s = &job->subscribe;

	event->alternate_count = different_alternates(feed, &event->arena, &event->alternates);
	if (event->alternate_count > 1 && !s->hops) {
		event_send(work->engine, event);
		work_job_end(work, job);
		return;
	}
	if (event->alternate_count && s->hops++ < MOST_HOPS) {
		request(work, job, event->alternates[0].url);
	} else {
		if (!s->first_error.text[0])
			s->first_error = is_page(job) ? no_feed_here(s->site) : *err;
		try_next_path(work, job);
	}
	engine_event_free(event);
}

void subscribe_parsed(struct work *work, struct job *job, struct jail_result *result)
{
	struct error err = { 0 };

	if (!result->is_ok) {
		choose(work, job, &result->feed, &result->error);
		return;
	}
	struct str fault = visit_fault(&result->feed);
	if (result->feed.is_hollow) {
		error_say_kept(&err, fault);
		fail(work, job, &err);
		return;
	}
	if (fault.len) /* it will be whole another time */
		event_send_notice(work->engine, _(fault.ptr));
	subscribe(work, job, &result->feed);
}
