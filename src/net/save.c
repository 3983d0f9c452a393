/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/core.h"

/* Bodies that go to a file: downloads. The file is written from its start, or
 * behind what is there when the server says that this is where it goes on. It
 * gets the bytes as they are sent: nothing packed was asked for. */

enum { TELL_EVERY = 250 /* ms */ };
static const int64_t LARGEST = (int64_t)4 << 30;

bool save_is_one(const struct transfer *t)
{
	return t->request->to_fd > 0 && t->kind == TRANSFER_FETCH;
}

static int64_t ceiling(const struct transfer *t)
{
	return t->request->max_file > 0 ? t->request->max_file : LARGEST;
}

/* "bytes 500-999/1000"; the whole may be "*", and the part in an answer 416. */
static bool range_read(struct str value, int64_t *from, int64_t *whole)
{
	struct str unit, part, first;

	*from = *whole = -1;
	if (!str_next_word(&value, &unit) || !str_eq_nocase(unit, STR("bytes")))
		return false;
	if (!str_cut(&value, '/', &part) || !str_cut(&part, '-', &first))
		return false;
	if (!str_to_int64(str_trim(first), from) || *from < 0)
		*from = -1;
	if (!str_to_int64(str_trim(value), whole) || *whole < 0)
		*whole = -1;
	return true;
}

int64_t save_whole_length(const struct reply *reply)
{
	int64_t from, whole;

	range_read(buf_str(&reply->content_range), &from, &whole);
	return whole;
}

static bool refuse(struct transfer *t, enum net_failure failure)
{
	t->response->failure = failure;
	return false;
}

static bool too_large(struct transfer *t)
{
	error_say(&t->response->error, N_("%.*s has more than %lld MB to send"),
		  STR_ARG(say_host(t)), (long long)(ceiling(t) / 1000000));
	return refuse(t, NET_TOO_LARGE);
}

static bool disk_failed(struct transfer *t)
{
	error_set_errno(&t->response->error, _("The file cannot be written"));
	return refuse(t, NET_BROKEN);
}

static void tell(struct transfer *t)
{
	struct net_response *report = mem_new(1, sizeof(*report));
	const struct buf *etag = &t->reply.etag, *modified = &t->reply.last_modified;

	t->told = clock_ms();
	t->told_done = t->response->done;
	report->ticket = t->request->ticket;
	report->is_progress = true;
	report->status = t->reply.status;
	report->done = t->response->done;
	report->total = t->response->total;
	if (etag->len && etag->len < NET_VALIDATOR_MAX)
		report->etag = mem_copy(etag->ptr, etag->len);
	if (modified->len && modified->len < NET_VALIDATOR_MAX)
		report->last_modified = mem_copy(modified->ptr, modified->len);
	mailbox_send(t->net->responses, MAILBOX_BACKGROUND, report);
}

/* Where this answer's bytes go. */
static bool place(struct transfer *t, int64_t *at)
{
	int64_t from, whole;

	*at = 0;
	if (t->reply.status == 200)
		return true;
	if (t->reply.status != 206) {
		error_say(&t->response->error, N_("%.*s answered without a file (status %d)"),
			  STR_ARG(say_host(t)), t->reply.status);
		return refuse(t, NET_BROKEN);
	}
	range_read(buf_str(&t->reply.content_range), &from, &whole);
	*at = from;
	if (t->request->from > 0 && from == t->request->from)
		return true;
	error_say(&t->response->error, N_("%.*s sent another part than was asked for"),
		  STR_ARG(say_host(t)));
	return refuse(t, NET_BROKEN);
}

bool save_begin(struct transfer *t)
{
	int fd = t->request->to_fd;
	int64_t at, length;

	if (!place(t, &at))
		return false;
	if (ftruncate(fd, at) != 0 || lseek(fd, at, SEEK_SET) != at)
		return disk_failed(t);
	t->response->done = at;
	t->response->total = save_whole_length(&t->reply);
	if (str_to_int64(buf_str(&t->reply.content_length), &length) && length >= 0 &&
	    length <= INT64_MAX - at)
		t->response->total = at + length;
	if (t->response->total > ceiling(t))
		return too_large(t);
	tell(t);
	return true;
}

bool save_write(struct transfer *t, struct str data)
{
	if (t->response->done + (int64_t)data.len > ceiling(t))
		return too_large(t);
	while (data.len) {
		ssize_t n = write(t->request->to_fd, data.ptr, data.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return disk_failed(t);
		t->response->done += n;
		data = str_slice(data, (size_t)n, data.len);
	}
	/* By the clock, and by the hundredth: who stalls is not at 0 %. */
	int64_t fresh = t->response->done - t->told_done;
	if (clock_ms() - t->told >= TELL_EVERY ||
	    (t->response->total > 0 && fresh >= t->response->total / 100 && fresh > 0))
		tell(t);
	return true;
}
