/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "base/mem.h"
#include "store/body.h"
#include "store/bytes.h"

/* A squeezed value is the kind, the size and a frame. */
enum squeeze_kind { SQUEEZE_PLAIN, SQUEEZE_ALONE, SQUEEZE_WITH };

enum {
	LEVEL = 1,
	LEVEL_LONG = -2, /* without a dictionary, where long matches do most of it */
	HASH_BITS = 14,  /* a table for a frame's bytes: finds more in the same time */
	DICTIONARY_SIZE = 16 << 10,
	DICTIONARIES_MAX = 16,
	SAMPLES = 112,          /* enough to train on */
	SAMPLE_MAX = 5 << 10,   /* bytes of each */
	SAMPLES_A_VISIT = 8,    /* neighbours say the same things */
	EXPANDED_MAX = 64 << 20,
	TINY = 48,              /* not worth a frame */
};

struct dictionary {
	int64_t id;
	ZSTD_CDict *squeeze; /* of the newest only */
	ZSTD_DDict *expand;
};

struct body_codec {
	ZSTD_CCtx *squeeze;
	ZSTD_DCtx *expand;
	struct dictionary dictionaries[DICTIONARIES_MAX];
	size_t count;
	struct buf samples; /* until there is a dictionary */
	size_t sizes[SAMPLES], sample_count;
	int64_t sample_tick;
};

static void add_dictionary(struct body_codec *codec, int64_t id, struct str bytes, bool to_write)
{
	struct dictionary *d = &codec->dictionaries[codec->count];

	if (codec->count == DICTIONARIES_MAX)
		return;
	if (codec->count > 0) {
		ZSTD_freeCDict(d[-1].squeeze);
		d[-1].squeeze = NULL;
	}
	d->id = id;
	d->squeeze = to_write ? ZSTD_createCDict(bytes.ptr, bytes.len, LEVEL) : NULL;
	d->expand = ZSTD_createDDict(bytes.ptr, bytes.len);
	codec->count++;
}

/* Loads what the database has beyond what is known here: another process may
 * have trained one. */
static void load_dictionaries(struct store *store)
{
	struct body_codec *codec = store->codec;
	sqlite3_stmt *stmt = db_use(store, "SELECT id, bytes FROM dictionaries WHERE id > ? "
					   "ORDER BY id");

	db_int(stmt, 1, codec->count ? codec->dictionaries[codec->count - 1].id : 0);
	while (db_row(stmt))
		add_dictionary(codec, db_get_int(stmt, 0), db_get_str(stmt, 1),
			       store->mode == STORE_WRITE);
	db_done(store, stmt, NULL);
}

static struct body_codec *codec_of(struct store *store)
{
	struct body_codec *codec = store->codec;

	if (codec)
		return codec;
	codec = store->codec = mem_new(1, sizeof(*codec));
	codec->squeeze = ZSTD_createCCtx();
	codec->expand = ZSTD_createDCtx();
	ZSTD_CCtx_setParameter(codec->squeeze, ZSTD_c_compressionLevel, LEVEL_LONG);
	ZSTD_CCtx_setParameter(codec->squeeze, ZSTD_c_hashLog, HASH_BITS);
	ZSTD_CCtx_setParameter(codec->squeeze, ZSTD_c_contentSizeFlag, 0);
	ZSTD_CCtx_setParameter(codec->squeeze, ZSTD_c_dictIDFlag, 0);
	load_dictionaries(store);
	return codec;
}

void body_codec_free(struct body_codec *codec)
{
	if (!codec)
		return;
	for (size_t i = 0; i < codec->count; i++) {
		ZSTD_freeCDict(codec->dictionaries[i].squeeze);
		ZSTD_freeDDict(codec->dictionaries[i].expand);
	}
	ZSTD_freeCCtx(codec->squeeze);
	ZSTD_freeDCtx(codec->expand);
	buf_free(&codec->samples);
	free(codec);
}

/* Trains on the samples, stores the result and uses it from now on. */
static void train(struct store *store, const struct buf *samples, const size_t *sizes,
		  size_t count)
{
	char *bytes = mem_new(1, DICTIONARY_SIZE);
	size_t len = ZDICT_trainFromBuffer(bytes, DICTIONARY_SIZE, samples->ptr, sizes,
					   (unsigned)count);
	sqlite3_stmt *stmt;

	if (!ZDICT_isError(len) && store->mode == STORE_WRITE) {
		stmt = db_use(store, "INSERT INTO dictionaries(bytes) VALUES(?)");
		db_blob(stmt, 1, (struct str){ bytes, len });
		if (db_run(store, stmt, NULL))
			load_dictionaries(store);
	}
	free(bytes);
}

static void add_sample(struct buf *samples, size_t *sizes, size_t *count, struct str bytes)
{
	bytes = str_slice(bytes, 0, SAMPLE_MAX);
	if (buf_add(samples, bytes))
		sizes[(*count)++] = bytes.len;
}

/* The first articles of a new database teach its first dictionary. They come
 * feed by feed, so a few are taken here and there. */
static void learn(struct store *store, struct body_codec *codec, struct str bytes)
{
	if (codec->sample_tick++ % 48 >= SAMPLES_A_VISIT)
		return;
	add_sample(&codec->samples, codec->sizes, &codec->sample_count, bytes);
	if (codec->sample_count < SAMPLES)
		return;
	load_dictionaries(store);
	if (codec->count == 0)
		train(store, &codec->samples, codec->sizes, codec->sample_count);
	codec->sample_count = 0;
	buf_free(&codec->samples);
}

static bool add_frame(struct body_codec *codec, const struct dictionary *d, struct str bytes,
		      struct buf *out)
{
	size_t bound = ZSTD_compressBound(bytes.len), size;

	bytes_put(out, d ? SQUEEZE_WITH : SQUEEZE_ALONE);
	if (d)
		bytes_put(out, (uint64_t)d->id);
	bytes_put(out, bytes.len);
	if (!buf_reserve(out, bound))
		return false;
	ZSTD_CCtx_refCDict(codec->squeeze, d ? d->squeeze : NULL);
	size = ZSTD_compress2(codec->squeeze, out->ptr + out->len, bound, bytes.ptr, bytes.len);
	if (ZSTD_isError(size))
		return false;
	out->len += size;
	return true;
}

bool body_squeeze(struct store *store, struct str bytes, struct buf *out)
{
	struct body_codec *codec = codec_of(store);
	struct dictionary *d = NULL;

	if (bytes.len <= TINY) {
		bytes_put(out, SQUEEZE_PLAIN);
		return buf_add(out, bytes);
	}
	if (codec->count == 0)
		learn(store, codec, bytes);
	if (codec->count > 0)
		d = &codec->dictionaries[codec->count - 1];
	return add_frame(codec, d, bytes, out);
}

bool body_squeeze_long(struct store *store, struct str bytes, struct buf *out)
{
	return add_frame(codec_of(store), NULL, bytes, out);
}

static struct dictionary *find_dictionary(struct body_codec *codec, int64_t id)
{
	for (size_t i = 0; i < codec->count; i++)
		if (codec->dictionaries[i].id == id)
			return &codec->dictionaries[i];
	return NULL;
}

bool body_expand(struct store *store, struct str packed, struct arena *arena, struct str *out)
{
	struct body_codec *codec = codec_of(store);
	uint64_t kind = bytes_take(&packed), size;
	struct dictionary *d = NULL;
	char *to;
	size_t got;

	*out = (struct str){ 0 };
	if (kind == SQUEEZE_PLAIN) {
		*out = arena_str(arena, packed);
		return true;
	}
	if (kind == SQUEEZE_WITH) {
		int64_t id = (int64_t)bytes_take(&packed);

		d = find_dictionary(codec, id);
		if (!d)
			load_dictionaries(store);
		d = find_dictionary(codec, id);
		if (!d)
			return false;
	}
	size = bytes_take(&packed);
	if (!packed.ptr || size > EXPANDED_MAX)
		return false;
	to = arena_alloc(arena, (size_t)size + 1);
	got = d ? ZSTD_decompress_usingDDict(codec->expand, to, (size_t)size, packed.ptr,
					     packed.len, d->expand)
		: ZSTD_decompressDCtx(codec->expand, to, (size_t)size, packed.ptr, packed.len);
	*out = (struct str){ to, (size_t)size };
	return !ZSTD_isError(got) && got == size;
}

/* Articles of all ages and feeds: every step-th of them. */
static size_t gather(struct store *store, int64_t step, struct buf *samples, size_t *sizes)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM items WHERE id >= ? ORDER BY id "
					   "LIMIT 1");
	size_t count = 0;

	for (int64_t id = 1; count < SAMPLES && id <= step * SAMPLES; id += step) {
		struct arena arena = { 0 };
		struct str bytes;

		db_int(stmt, 1, id);
		if (body_load_bytes(store, db_number(store, stmt, 0), &arena, &bytes, NULL))
			add_sample(samples, sizes, &count, bytes);
		arena_free(&arena);
	}
	return count;
}

bool body_train_again(struct store *store, struct error *err)
{
	struct body_codec *codec = codec_of(store);
	int64_t newest = db_ask(store, "SELECT max(id) FROM items");
	int64_t trained = db_number(store, db_use(store,
		"SELECT value FROM facts WHERE name = 'trained'"), SAMPLES);
	struct buf samples = { .max = SAMPLES * SAMPLE_MAX };
	size_t sizes[SAMPLES], count;
	sqlite3_stmt *stmt;
	bool is_well = true;

	if (newest < trained * 12 || codec->count == DICTIONARIES_MAX)
		return true;
	count = gather(store, newest / SAMPLES, &samples, sizes);
	if (count >= SAMPLES / 2) {
		train(store, &samples, sizes, count);
		stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) "
				     "VALUES('trained', ?)");
		db_int(stmt, 1, newest);
		is_well = db_run(store, stmt, err);
	}
	buf_free(&samples);
	return is_well;
}
