/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_PICTURES_H
#define WARTA_STORE_PICTURES_H

#include "store/store.h"

/* Pictures of articles for offline reading: files in `folder` (absolute, made
 * when the first one comes), named after what they hold, and the database's
 * knowledge of them. A file that somebody removed is not kept any more; a row
 * never leads to anything but a file of the size that was stored. An owner is
 * an article, or a page as the negative of its id. */

/* What the bytes are, by the first of them: "png", "jpg", "gif", "webp",
 * "avif"; NULL for anything else. SVG is not among them: it is a program as
 * much as a picture, and whoever shows it may run it. */
const char *store_picture_type(struct str bytes);

enum store_picture_state {
	STORE_PICTURE_WANTED,
	STORE_PICTURE_KEPT,
	STORE_PICTURE_RESTING, /* failed too recently to be asked again */
	STORE_PICTURE_GIVEN_UP, /* failed too often, or was evicted */
};

/* Notes that these are the owner's pictures, and says how each is. */
bool store_pictures_note(struct store *store, const char *folder, int64_t owner,
			 const struct str *urls, size_t count, int64_t now,
			 enum store_picture_state *states, struct error *err);
/* Nothing more is wanted for the owner; a new text of it changes that. */
bool store_pictures_settle(struct store *store, int64_t owner, struct error *err);

/* Unread articles and their related pages, as store_wanted walks them, that
 * are readable here and not settled: newest first. The page of a related one is
 * in `page`. */
bool store_pictures_wanted(struct store *store, int64_t feed, int levels, size_t max,
			   struct arena *arena, struct store_wanted **out, size_t *count);

/* Keeps bytes of a known type as the picture of this address. */
bool store_picture_save(struct store *store, const char *folder, struct str url, struct str bytes,
			int64_t now, struct error *err);
bool store_picture_failed(struct store *store, struct str url, int64_t now, struct str sentence);
/* Nothing was asked of the picture itself: it rests, and is not counted. */
bool store_picture_put_off(struct store *store, struct str url, int64_t now, struct str sentence);

/* The file of a picture; false when it is not kept. */
struct store_picture { struct str path; int64_t bytes; };
bool store_picture_find(struct store *store, const char *folder, struct str url,
			struct arena *arena, struct store_picture *out);

/* Pictures that failed at or after `since`, latest first. */
bool store_picture_failures(struct store *store, int64_t since, size_t max, struct arena *arena,
			    struct store_failure **out, size_t *count);

struct store_picture_counts { int64_t kept, bytes, failed; };
void store_picture_count(struct store *store, struct store_picture_counts *out);

/* Removes pictures that nothing stored shows any more and, above size bytes
 * (0: no limit), those of read articles first, of old ones before new ones;
 * never those of starred or tagged articles. Removes files nobody knows. */
bool store_pictures_evict(struct store *store, const char *folder, int64_t size,
			  int64_t *evicted, struct error *err);

#endif
