/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_BODY_H
#define WARTA_STORE_BODY_H

#include "store/db.h"

/* What only an open article needs: packed, then compressed with a dictionary
 * that is trained on the reader's own articles and kept in the database. */
struct body {
	struct str html, text, key, base, language, comments, image;
	struct str pieces; /* of html, that make text (news/pieces.h); or empty */
	struct news_strings authors, categories;
	struct news_enclosure *enclosures;
	size_t enclosure_count;
	struct date published, updated;
};

struct body body_from_item(const struct news_item *item, struct str key);

/* An article's body in a frame of its own. */
bool body_save(struct store *store, int64_t id, const struct body *body, struct error *err);
/* False without a sentence: there is none. */
bool body_load(struct store *store, int64_t id, struct arena *arena, struct body *out,
	       struct error *err);
/* Only the text for index and snippets: cheaper. */
bool body_load_text(struct store *store, int64_t id, struct arena *arena, struct str *out);

/* Bodies that come together share a frame: squeezing many small ones takes
 * twice as long and leaves half as much again. The first *taken of `count`
 * are stored as *first, *first + 1 ... for items.body, whose triggers count
 * who still needs the frame. */
enum { BODY_GROUP_LEAST = 4, BODY_GROUP_MOST = 32 };
bool body_save_group(struct store *store, const struct body *bodies, size_t count, size_t *taken,
		     int64_t *first, struct error *err);
/* The packed body of that name. */
bool body_load_part(struct store *store, int64_t name, struct arena *arena, struct str *out);
void body_pack(struct buf *out, const struct body *body);
/* The packed body of an article, wherever it is. */
bool body_load_bytes(struct store *store, int64_t id, struct arena *arena, struct str *out,
		     struct error *err);

/* Any bytes, compressed the same way: adds to out, or reads into arena. */
bool body_squeeze(struct store *store, struct str bytes, struct buf *out);
/* What is long enough to do without a dictionary. */
bool body_squeeze_long(struct store *store, struct str bytes, struct buf *out);
bool body_expand(struct store *store, struct str packed, struct arena *arena, struct str *out);

/* Trains another dictionary when the database has outgrown the last one. */
bool body_train_again(struct store *store, struct error *err);

/* The text of a packed body. */
bool body_text_of(struct str packed, struct arena *arena, struct str *out);

void body_codec_free(struct body_codec *codec);

#endif
