/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/work.h"

/* An enclosure comes piece by piece, so that memory stays small and a later
 * try goes on where this one ended. */
enum { PIECE = 4 << 20, LONGEST_NAME = 120, NAME_TRIES = 100 };

static void close_part(struct job *job)
{
	if (job->download.fd > 0)
		close(job->download.fd);
	job->download.fd = 0;
}

void download_drop(struct work *work, struct job *job)
{
	close_part(job);
	work_job_end(work, job);
}

static void fail(struct work *work, struct job *job, const struct error *err)
{
	event_send_failed(work->engine, job->ticket, err);
	download_drop(work, job);
}

static bool is_plain(unsigned char c)
{
	return c >= 0x80 || (c > ' ' && c != 0x7f && !strchr("/\\:*?\"<>|%", c));
}

/* The last part of the path as a name that no shell, file system or player
 * takes for something else. */
static void add_name(struct buf *name, struct str url)
{
	struct buf decoded = { 0 };
	struct url parts;
	size_t slash;

	if (url_split(url, &parts))
		url_add_decoded(&decoded, parts.path);
	struct str path = buf_str(&decoded);
	while ((slash = str_find_char(path, '/')) != SIZE_MAX)
		path = str_slice(path, slash + 1, path.len);
	for (size_t i = 0; i < path.len && name->len < LONGEST_NAME; i++)
		if (is_plain((unsigned char)path.ptr[i]) && !(name->len == 0 &&
		    (path.ptr[i] == '.' || path.ptr[i] == '-')))
			buf_add_char(name, path.ptr[i]);
		else if (name->len)
			buf_add_char(name, '_');
	if (!name->len)
		buf_add(name, STR("download"));
	buf_free(&decoded);
}

/* A name that no file has yet: "x.mp3", "x.mp3.2" ... */
static void name_file(struct work *work, struct job *job)
{
	struct str folder = conf_text(&work->engine->conf, SETTING_DOWNLOADS);
	struct buf name = { 0 };
	struct stat st;

	if (!folder.len || folder.ptr[0] != '/')
		folder = str_from(work->engine->paths->downloads);
	add_name(&name, job->download.url);
	job->download.path = arena_printf(&job->arena, "%.*s/%s", STR_ARG(folder),
					  buf_cstr(&name));
	for (int i = 2; i < NAME_TRIES && lstat(job->download.path.ptr, &st) == 0; i++)
		job->download.path = arena_printf(&job->arena, "%.*s/%s.%d", STR_ARG(folder),
						  buf_cstr(&name), i);
	job->download.part = arena_printf(&job->arena, "%s.part", job->download.path.ptr);
	mkdir(arena_cstr(&job->arena, folder), 0700);
	buf_free(&name);
}

static void request_piece(struct work *work, struct job *job)
{
	struct download *d = &job->download;
	struct net_request *request = inside_request(work->engine, d->url, NULL);
	char range[64];

	snprintf(range, sizeof(range), "Range: bytes=%" PRId64 "-%" PRId64, d->done,
		 d->done + PIECE - 1);
	request->headers = mem_new(2, sizeof(*request->headers));
	request->headers[0] = mem_copy(range, strlen(range));
	request->accept = mem_copy("*/*", 3);
	request->timeout_ms = 10 * 60 * 1000;
	request->max_bytes = 256 << 20; /* for servers that send all at once */
	request->is_trusted = work->engine->loopback_is_public ||
			      inside_is_beside_feed(work->store, d->url);
	work_send(work, job, request);
}

static void tell(struct work *work, struct job *job, bool is_last)
{
	struct engine_event *event = event_new(ENGINE_DOWNLOAD, job->ticket);

	event->done = job->download.done;
	event->total = job->download.total;
	event->is_last = is_last;
	event->article = job->download.article;
	event->text = arena_str(&event->arena, job->download.path);
	event_send(work->engine, event);
}

void download_order(struct work *work, const struct order *order)
{
	struct job *job = job_new(&work->jobs, JOB_DOWNLOAD, order->ticket);
	struct download *d = &job->download;
	struct error err = { 0 };
	struct stat st;

	d->url = arena_str(&job->arena, order->url);
	d->article = order->article;
	d->total = -1;
	if (!work->net)
		error_set(&err, _("warta is offline; nothing is fetched"));
	else if (!url_is_web(d->url))
		error_set(&err, _("this is no address"));
	if (err.text[0]) {
		fail(work, job, &err);
		return;
	}
	name_file(work, job);
	d->fd = open(d->part.ptr, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_APPEND, 0600);
	if (d->fd < 0 || fstat(d->fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		error_set_errno(&err, _("%s cannot be written"), d->part.ptr);
		fail(work, job, &err);
		return;
	}
	d->done = st.st_size;
	tell(work, job, false);
	request_piece(work, job);
}

static bool append(struct download *d, struct str bytes, struct error *err)
{
	while (bytes.len) {
		ssize_t done = write(d->fd, bytes.ptr, bytes.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return error_set_errno(err, _("%s cannot be written"), d->part.ptr);
		d->done += done;
		bytes = str_slice(bytes, (size_t)done, bytes.len);
	}
	return true;
}

static void finish(struct work *work, struct job *job)
{
	struct download *d = &job->download;
	struct error err = { 0 };

	/* link() fails where a file of the name has come meanwhile. */
	if (fsync(d->fd) != 0 || link(d->part.ptr, d->path.ptr) != 0 ||
	    unlink(d->part.ptr) != 0) {
		error_set_errno(&err, _("%s cannot be written"), d->path.ptr);
		fail(work, job, &err);
		return;
	}
	tell(work, job, true);
	download_drop(work, job);
}

void download_response(struct work *work, struct job *job, struct net_response *response)
{
	struct download *d = &job->download;
	struct error err = response->error;
	struct str bytes = buf_str(&response->body);
	/* 416: the part that is there is all of it. */
	bool is_end = response->failure == NET_OK &&
		      (response->status == 416 ? d->done > 0 :
		       response->status == 200 || (response->status == 206 && bytes.len < PIECE));

	if (response->failure != NET_OK || (response->status >= 400 && !is_end)) {
		fail(work, job, &err);
		return;
	}
	if (response->status == 200) {
		/* The server knows no ranges: this is the whole from its start. */
		d->done = 0;
		if (ftruncate(d->fd, 0) != 0)
			error_set_errno(&err, _("%s cannot be written"), d->part.ptr);
	}
	if (response->status != 416 && !append(d, bytes, &err)) {
		fail(work, job, &err);
		return;
	}
	if (is_end) {
		finish(work, job);
		return;
	}
	tell(work, job, false);
	request_piece(work, job);
}
