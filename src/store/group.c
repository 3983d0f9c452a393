/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/i18n.h"
#include "store/body.h"
#include "store/bytes.h"

/* A frame is the number of its parts, their lengths, and the parts, squeezed
 * together. It is never changed; it goes when nobody needs it. */
enum {
	FRAME_BYTES = 64 << 10, /* a part that reaches this is the last */
	KEPT_MAX = 1 << 20,     /* a longer one is not kept for the next reading */
	PART_BITS = 8,
	HEAD_MOST = (BODY_GROUP_MOST + 1) * 10, /* bytes: numbers at their longest */
};

static bool save_frame(struct store *store, struct str squeezed, size_t parts, int64_t *first,
		       struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT INTO frames(parts, pack) VALUES(?, ?)");

	db_int(stmt, 1, (int64_t)parts);
	db_blob(stmt, 2, squeezed);
	if (!db_run(store, stmt, err))
		return false;
	*first = sqlite3_last_insert_rowid(store->db) << PART_BITS;
	return true;
}

bool body_save_group(struct store *store, const struct body *bodies, size_t count, size_t *taken,
		     int64_t *first, struct error *err)
{
	struct buf frame = { 0 }, head = { 0 }, squeezed = { 0 };
	size_t ends[BODY_GROUP_MOST], n = 0;
	bool is_well;

	/* The head is known last and goes right in front of the parts. */
	buf_reserve(&frame, HEAD_MOST + FRAME_BYTES + FRAME_BYTES / 2);
	frame.len = HEAD_MOST;
	while (n < count && n < BODY_GROUP_MOST && frame.len < HEAD_MOST + FRAME_BYTES) {
		body_pack(&frame, &bodies[n]);
		ends[n++] = frame.len;
	}
	bytes_put(&head, n);
	for (size_t i = 0; i < n; i++)
		bytes_put(&head, ends[i] - (i ? ends[i - 1] : HEAD_MOST));
	is_well = !frame.is_full && head.len <= HEAD_MOST;
	if (is_well) {
		size_t from = HEAD_MOST - head.len;

		memcpy(frame.ptr + from, head.ptr, head.len);
		is_well = body_squeeze_long(store, str_slice(buf_str(&frame), from, frame.len),
					    &squeezed);
	}
	if (is_well)
		is_well = save_frame(store, buf_str(&squeezed), n, first, err);
	else
		error_set(err, _("An article is too big to be kept"));
	*taken = n;
	buf_free(&head);
	buf_free(&frame);
	buf_free(&squeezed);
	return is_well;
}

/* The part of a frame that has this place. */
static bool find_part(struct str frame, uint64_t at, struct str *out)
{
	uint64_t count = bytes_take(&frame), before = 0, len = 0;

	if (at >= count || count > BODY_GROUP_MOST)
		return false;
	for (uint64_t i = 0; i < count; i++) {
		uint64_t one = bytes_take(&frame);

		if (i < at)
			before += one;
		else if (i == at)
			len = one;
	}
	if (!frame.ptr || before > frame.len || len > frame.len - before)
		return false;
	*out = (struct str){ frame.ptr + before, (size_t)len };
	return true;
}

/* One that is kept, or the one that waited longest, emptied. */
static struct db_frame *choose_frame(struct store *store, int64_t number)
{
	struct db_frame *oldest = &store->frames[0];

	for (size_t i = 0; i < DB_FRAMES; i++) {
		struct db_frame *frame = &store->frames[i];

		if (frame->number == number)
			return frame;
		if (frame->used < oldest->used)
			oldest = frame;
	}
	arena_free(&oldest->arena);
	oldest->number = 0;
	return oldest;
}

/* Neighbours are often read one after the other, with a look at what others
 * wrote in between. */
static struct db_frame *open_frame(struct store *store, int64_t number)
{
	struct db_frame *frame = choose_frame(store, number);
	sqlite3_stmt *stmt;
	bool is_there;

	frame->used = ++store->tick;
	if (frame->number == number)
		return frame;
	stmt = db_use(store, "SELECT pack FROM frames WHERE id = ?");
	db_int(stmt, 1, number);
	is_there = db_row(stmt) && body_expand(store, db_get_str(stmt, 0), &frame->arena,
					       &frame->bytes);
	if (!db_done(store, stmt, NULL) || !is_there)
		return NULL;
	frame->number = number;
	return frame;
}

bool body_load_part(struct store *store, int64_t name, struct arena *arena, struct str *out)
{
	struct db_frame *frame = open_frame(store, name >> PART_BITS);
	bool is_there = frame && find_part(frame->bytes, (uint64_t)name & ((1u << PART_BITS) - 1),
					   out);

	*out = is_there ? arena_str(arena, *out) : (struct str){ 0 };
	if (frame && frame->bytes.len > KEPT_MAX) {
		arena_free(&frame->arena);
		frame->number = 0;
	}
	return is_there;
}
