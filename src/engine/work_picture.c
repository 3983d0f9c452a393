/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/ahead.h"
#include "store/pictures.h"

enum {
	JOBS = 12,         /* pictures on their way at once */
	LEAST = 16 << 10,  /* bytes: with less to spend nothing is asked for */
};

static const char accept[] =
	"image/jpeg,image/png,image/webp,image/gif;q=0.9,image/avif;q=0.8";

bool pictures_are_done(const struct work *work)
{
	const struct work_pictures *p = &work->pictures;

	return p->look_at == p->look_count && p->wish_at == p->wish_count && !p->jobs_left;
}

void pictures_reset(struct work *work)
{
	struct work_pictures *p = &work->pictures;

	pictures_free(work);
	*p = (struct work_pictures){ .jobs_left = p->jobs_left, .look_jobs = p->look_jobs };
}

void pictures_free(struct work *work)
{
	struct work_pictures *p = &work->pictures;

	free(p->looks);
	free(p->wishes);
	free(p->seen);
	arena_free(&p->arena);
	p->looks = NULL;
	p->wishes = NULL;
	p->seen = NULL;
}

/* ---- asking ---- */

static void ask(struct work *work, const struct picture_wish *wish, int64_t room, bool is_cut)
{
	struct job *job = job_new(&work->jobs, JOB_PICTURE, 0);
	struct net_request *request;

	job->picture = (struct picture_fetch){
		.url = arena_str(&job->arena, wish->url), .reserved = room, .is_cut = is_cut,
	};
	ahead_reserve(work, wish->url, room);
	work->pictures.jobs_left++;
	work->pictures.total++;
	request = inside_request(&work->engine->conf, wish->url, NULL);
	request->accept = mem_copy(accept, sizeof(accept) - 1);
	request->max_bytes = (size_t)room;
	request->is_trusted = wish->is_trusted || work->engine->loopback_is_public;
	request->is_prefetch = true;
	work_send(work, job, request);
}

/* Asks for as many as may be on their way. What is set aside for those may
 * come back, so it is waited for before a picture is left out. */
static void ask_on(struct work *work)
{
	struct work_pictures *p = &work->pictures;
	int64_t most = conf_number(&work->engine->conf, SETTING_PICTURE_SIZE);

	while (p->wish_at < p->wish_count && p->jobs_left < JOBS) {
		const struct picture_wish *wish = &p->wishes[p->wish_at];
		int64_t at_best, room = ahead_room(work, wish->url, &at_best);
		bool is_held = ahead_is_held(work, wish->url);
		if (!is_held && room < most && at_best >= LEAST && room < at_best)
			return;
		p->wish_at++;
		if (is_held || room < LEAST) {
			p->left++;
			p->is_capped = true;
			continue;
		}
		ask(work, wish, room < most ? room : most, room < most);
	}
}

static void end_all(struct work *work)
{
	struct work_pictures *p = &work->pictures;

	/* What is still wanted, or could not be settled yet, is looked at again. */
	if (p->total || p->is_capped)
		ahead_set_due(work, true);
	if (p->bytes)
		pictures_evict(work, false);
	ahead_tell_end(work);
}

void pictures_step(struct work *work)
{
	if (pictures_are_done(work))
		return;
	pictures_look_on(work);
	ask_on(work);
	if (pictures_are_done(work))
		end_all(work);
}

/* ---- what came ---- */

static void settle(struct work *work, struct job *job, int64_t came)
{
	ahead_spend(work, job->picture.url, job->picture.reserved, came);
	job->picture.reserved = 0;
}

void pictures_drop(struct work *work, struct job *job)
{
	struct work_pictures *p = &work->pictures;

	if (p->jobs_left)
		p->jobs_left--;
	if (job->kind == JOB_LOOK && p->look_jobs)
		p->look_jobs--;
	if (job->kind == JOB_PICTURE) {
		if (job->picture.reserved)
			settle(work, job, 0);
		p->done++;
	}
	work_job_end(work, job);
	if (pictures_are_done(work))
		end_all(work);
}

static bool is_svg(const struct net_response *response)
{
	struct str start = str_slice(buf_str(&response->body), 0, 1024);

	return str_find_nocase(str_from(response->content_type), STR("svg")) != SIZE_MAX ||
	       str_find_nocase(start, STR("<svg")) != SIZE_MAX;
}

/* The sentence for a response that is no picture to keep; empty when it is. */
static void judge(const struct net_response *response, struct error *err)
{
	struct str type = str_slice(str_from(response->content_type), 0, 60);

	if (response->failure != NET_OK || response->status >= 400)
		*err = response->error;
	else if (response->status != 200 || !response->body.len)
		error_say(err, N_("The server sent nothing (status %d)"), response->status);
	else if (store_picture_type(buf_str(&response->body)))
		return;
	else if (is_svg(response))
		error_say(err, N_("a drawing in SVG is not kept: it can run programs"));
	else
		error_say(err, N_("this is no picture of a known kind (%.*s)"), STR_ARG(type));
	if (!err->text[0])
		error_say(err, N_("The server answered with status %d"), response->status);
}

void pictures_response(struct work *work, struct job *job, struct net_response *response)
{
	struct work_pictures *p = &work->pictures;
	const char *folder = work->engine->paths->pictures;
	struct str url = job->picture.url;
	int64_t retry_after = response->retry_after;
	int status = response->status;
	struct buf asked = { 0 };
	struct error err = { 0 };

	settle(work, job, response->wire_bytes);
	if (response->failure == NET_CANCELLED) {
		pictures_drop(work, job);
		return;
	}
	if (response->failure == NET_TOO_LARGE && job->picture.is_cut) {
		p->left++;
		p->is_capped = true;
		pictures_drop(work, job);
		return;
	}
	judge(response, &err);
	batch_open(work);
	if (!err.text[0] && store_picture_save(work->store, folder, url,
					       buf_str(&response->body), time(NULL), &err)) {
		p->bytes += (int64_t)response->body.len;
		work->is_changed = true;
	}
	if (err.text[0]) {
		p->failed++;
		if (response->failure == NET_NO_ROBOTS)
			store_picture_put_off(work->store, url, time(NULL), error_kept(&err));
		else
			store_picture_failed(work->store, url, time(NULL), error_kept(&err));
	}
	buf_add(&asked, url);
	pictures_drop(work, job);
	ahead_heed(work, buf_str(&asked), status, retry_after);
	buf_free(&asked);
}

/* ---- upkeep ---- */

void pictures_evict(struct work *work, bool is_thorough)
{
	int64_t size = conf_number(&work->engine->conf, SETTING_PICTURES_SIZE);
	struct store_picture_counts counts;
	struct error err = { 0 };

	store_picture_count(work->store, &counts);
	if (!is_thorough && (!size || counts.bytes <= size))
		return;
	batch_close(work);
	if (!store_pictures_evict(work->store, work->engine->paths->pictures, size, NULL, &err))
		log_write(LOG_WARNING, "%s", err.text);
}
