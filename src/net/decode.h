/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_NET_DECODE_H
#define WARTA_SRC_NET_DECODE_H

#include "base/buf.h"

/* Unpacks a body while it arrives, and knows whether it arrived whole:
 * libcurl could unpack too, but takes a stream that was cut for a good one. */
struct decode;

enum decode_result {
	DECODE_OK,
	DECODE_BAD,       /* not what it was said to be */
	DECODE_TOO_LARGE, /* beyond the ceiling of body, or a bomb */
};

/* What to send as Accept-Encoding. */
const char *decode_accepted(void);

/* For a Content-Encoding value. *out is NULL where nothing has to be undone.
 * False for a coding that nobody knows, or too many of them. */
bool decode_open(struct decode **out, struct str content_encoding);

/* Whether what comes is only kept for now, as it is: a small file is unpacked
 * at its end and in one step (libdeflate), which takes a third of the time. */
bool decode_is_gathering(const struct decode *d);

/* Adds what bytes unpack to, or the bytes themselves while it is gathering. */
enum decode_result decode_add(struct decode *d, struct str bytes, struct buf *body);

/* After the last bytes: leaves in body what all of them unpack to. d may be
 * NULL. */
enum decode_result decode_end(struct decode *d, struct buf *body);

/* Whether every stream has come to its end. True for NULL. */
bool decode_is_whole(const struct decode *d);

void decode_free(struct decode *d);

#endif
