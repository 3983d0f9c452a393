/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "net/core.h"

/* What arrives: headers and bodies, each below its ceiling. */

enum { WIRE_SLACK = 64 << 10 };

void reply_clear(struct reply *reply)
{
	struct buf *const all[] = {
		&reply->etag, &reply->last_modified, &reply->content_type,
		&reply->content_length, &reply->content_range, &reply->retry_after,
		&reply->cache_control, &reply->expires, &reply->date, &reply->location,
		&reply->content_encoding,
		&reply->transfer_encoding,
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_free(all[i]);
	*reply = (struct reply){ 0 };
}

/* The value that a header's name stands for, or NULL. *is_list gets whether
 * several lines of it make one list. */
static struct buf *value_of(struct reply *reply, struct str name, bool *is_list)
{
	const struct { const char *name; struct buf *value; bool is_list; } rows[] = {
		{ "etag", &reply->etag, false },
		{ "last-modified", &reply->last_modified, false },
		{ "content-type", &reply->content_type, false },
		{ "content-length", &reply->content_length, false },
		{ "content-range", &reply->content_range, false },
		{ "retry-after", &reply->retry_after, false },
		{ "cache-control", &reply->cache_control, true },
		{ "expires", &reply->expires, false },
		{ "date", &reply->date, false },
		{ "location", &reply->location, false },
		{ "content-encoding", &reply->content_encoding, true },
		{ "transfer-encoding", &reply->transfer_encoding, true },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_eq_nocase(name, str_from(rows[i].name))) {
			*is_list = rows[i].is_list;
			return rows[i].value;
		}
	return NULL;
}

static void keep_value(struct transfer *t, struct str name, struct str value)
{
	bool is_list = false;
	struct buf *kept = value_of(&t->reply, name, &is_list);

	if (!kept)
		return;
	kept->max = NET_VALUE_MAX;
	/* Two lengths that differ: nobody knows where this answer ends. */
	if (kept == &t->reply.content_length && kept->ptr && !str_eq(buf_str(kept), value))
		t->reply.is_bad = true;
	if (kept->ptr && !is_list)
		return;
	if (kept->len)
		buf_add(kept, STR(", "));
	buf_add(kept, value);
	/* A value cut short would be a lie. */
	if (kept->is_full && kept == &t->reply.location)
		t->reply.is_bad = true;
	if (kept->is_full && !is_list)
		buf_clear(kept);
}

/* "HTTP/1.1 200 OK": a new answer, perhaps after a provisional one. */
static void begin_reply(struct transfer *t, struct str line)
{
	size_t bytes = t->reply.header_bytes;
	struct str word;
	int64_t status = 0;

	reply_clear(&t->reply);
	t->reply.header_bytes = bytes;
	str_next_word(&line, &word);
	str_next_word(&line, &word);
	if (str_to_int64(word, &status) && status > 0 && status < 1000)
		t->reply.status = (int)status;
}

static bool has_location(const struct reply *reply)
{
	return reply->status >= 300 && reply->status < 400 && reply->status != 304 &&
	       reply->location.ptr;
}

/* All headers are there. */
static bool begin_body(struct transfer *t)
{
	struct reply *reply = &t->reply;
	int64_t length;

	reply->has_body_begun = true;
	t->is_discarding = has_location(reply) || reply->status >= 400;
	/* Both lengths at once is how answers get mixed up: use this
	 * connection for nothing else. */
	if (reply->content_length.ptr && reply->transfer_encoding.ptr)
		curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
	if (t->is_discarding)
		return true;
	if (save_is_one(t))
		return save_begin(t);
	if (!decode_open(&t->decode, buf_str(&reply->content_encoding))) {
		error_say(&t->response->error, N_("%.*s sent it packed in a way that nobody "
						 "asked for"), STR_ARG(say_host(t)));
		t->response->failure = NET_BROKEN;
		return false;
	}
	struct buf *body = &t->response->body;
	buf_clear(body);
	if (!str_to_int64(buf_str(&reply->content_length), &length) || length <= 0)
		return true;
	/* A guess that saves moving the body while it grows. Memory that is
	 * never touched costs nothing. */
	bool grows = t->decode && !decode_is_gathering(t->decode);
	uint64_t guess = (uint64_t)length * (grows ? 5 : 1);
	if (guess <= body->max && guess <= 1 << 20)
		buf_reserve(body, (size_t)guess);
	return true;
}

size_t body_on_header(char *bytes, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	struct str line = { bytes, size * count };

	t->reply.header_bytes += line.len;
	if (t->reply.header_bytes > NET_HEADERS_MAX) {
		error_say(&t->response->error, N_("%.*s sent headers without an end"),
			  STR_ARG(say_host(t)));
		t->response->failure = NET_TOO_LARGE;
		return 0;
	}
	if (t->reply.has_body_begun)
		return size * count; /* trailers say nothing that is wanted */
	if (str_has_prefix_nocase(line, STR("HTTP/")))
		begin_reply(t, line);
	line = str_trim(line);
	if (line.len == 0)
		return t->reply.status < 200 || begin_body(t) ? size * count : 0;
	size_t colon = str_find_char(line, ':');
	if (colon != SIZE_MAX)
		keep_value(t, str_slice(line, 0, colon),
			   str_trim(str_slice(line, colon + 1, line.len)));
	return size * count;
}

/* Whether t has to wait for memory. While the receiver has bodies everybody
 * waits for it to let go of one; when all that fills the memory is still
 * arriving, one transfer goes on, or they would wait for each other. */
static bool must_wait(struct transfer *t)
{
	struct net *net = t->net;

	if (net->held + net->given < net->max_memory || t->request->is_person)
		return false;
	if (net->given)
		return true;
	if (!net->favourite)
		net->favourite = t;
	return net->favourite != t;
}

static size_t refuse(struct transfer *t, enum decode_result result)
{
	struct error *err = &t->response->error;
	size_t most = transfer_max_bytes(t);

	if (result == DECODE_TOO_LARGE) {
		if (most % (1 << 20))
			error_say(err, N_("%.*s sent more than %zu KiB"), STR_ARG(say_host(t)),
				  most >> 10);
		else
			error_say(err, N_("%.*s sent more than %zu MiB"), STR_ARG(say_host(t)),
				  most >> 20);
		t->response->failure = NET_TOO_LARGE;
		return 0;
	}
	error_say(err, N_("What %.*s sent cannot be unpacked"), STR_ARG(say_host(t)));
	t->response->failure = NET_BROKEN;
	return 0;
}

/* A file that was packed once and is served as it lies there. */
static bool is_packed_silently(const struct transfer *t, struct str data)
{
	return t->wire == 0 && !t->decode && str_has_prefix(data, STR("\x1f\x8b\x08"));
}

/* The body may have become shorter: what is packed badly does. */
static void count_held(struct transfer *t, size_t before)
{
	size_t now = t->response->body.len;

	t->held += now - before;
	t->net->held += now - before;
}

size_t body_on_data(char *bytes, size_t size, size_t count, void *ctx)
{
	struct transfer *t = ctx;
	struct buf *body = &t->response->body;
	struct str data = { bytes, size * count };

	if (t->is_discarding) {
		t->wire += data.len;
		return t->wire > NET_UNREAD_MAX ? 0 : data.len;
	}
	if (save_is_one(t)) {
		t->wire += data.len;
		return save_write(t, data) ? data.len : 0;
	}
	if (must_wait(t)) {
		t->paused_at = clock_ms();
		return CURL_WRITEFUNC_PAUSE;
	}
	if (is_packed_silently(t, data))
		decode_open(&t->decode, STR("gzip"));
	t->wire += data.len;
	if (t->wire > transfer_max_bytes(t) + WIRE_SLACK)
		return refuse(t, DECODE_TOO_LARGE);
	size_t before = body->len;
	enum decode_result result = DECODE_OK;
	if (t->decode)
		result = decode_add(t->decode, data, body);
	else if (!buf_add(body, data))
		result = DECODE_TOO_LARGE;
	count_held(t, before);
	return result == DECODE_OK ? data.len : refuse(t, result);
}

bool body_end(struct transfer *t)
{
	size_t before = t->response->body.len;
	enum decode_result result = decode_end(t->decode, &t->response->body);

	count_held(t, before);
	if (result != DECODE_OK)
		refuse(t, result);
	return result == DECODE_OK;
}

void body_release(struct transfer *t)
{
	t->net->held -= t->held;
	t->net->is_resume_due |= t->held > 0;
	t->held = 0;
}

void body_resume(struct net *net)
{
	struct transfer *next;

	net->is_resume_due = false;
	for (struct transfer *t = net->active.first; t; t = next) {
		next = t->next;
		if (!t->paused_at || must_wait(t))
			continue;
		t->deadline += clock_ms() - t->paused_at;
		t->paused_at = 0;
		t->looked_at = clock_ms();
		CURLcode code = curl_easy_pause(t->easy, CURLPAUSE_CONT);
		if (code != CURLE_OK)
			hop_done(t, code);
	}
}
