/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_BODY_H
#define WARTA_STORE_BODY_H

#include "store/db.h"

/* What only an open article needs: packed, then compressed with a dictionary
 * that is trained on the reader's own articles and kept in the database. */
struct body {
	struct str html, text, key, base, language, comments, image;
	struct news_strings authors, categories;
	struct news_enclosure *enclosures;
	size_t enclosure_count;
	struct date published, updated;
};

struct body body_from_item(const struct news_item *item, struct str key);

bool body_save(struct store *store, int64_t id, const struct body *body, struct error *err);
/* False without a sentence: there is none. */
bool body_load(struct store *store, int64_t id, struct arena *arena, struct body *out,
	       struct error *err);
/* Only the text for index and snippets: cheaper. */
bool body_load_text(struct store *store, int64_t id, struct arena *arena, struct str *out);

/* Any bytes, compressed the same way: adds to out, or reads into arena. */
bool body_squeeze(struct store *store, struct str bytes, struct buf *out);
bool body_expand(struct store *store, struct str packed, struct arena *arena, struct str *out);

/* Trains another dictionary when the database has outgrown the last one. */
bool body_train_again(struct store *store, struct error *err);

void body_codec_free(struct body_codec *codec);

#endif
