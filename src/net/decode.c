/* SPDX-License-Identifier: MIT */
#include "net/decode.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#ifdef HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif
#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif

#include "base/charset.h"
#include "base/mem.h"

enum {
	LAYERS_MAX = 3,
	STEP = 16 << 10,        /* least room for output, bytes */
	BOMB_SIZE = 4 << 20,    /* from this size on, in bytes, ... */
	BOMB_RATIO = 250,       /* ... more than this is no document */
	PASSED_MAX = 64 << 20,  /* bytes between layers */
	WHOLE_MAX = 256 << 10,  /* packed bytes that are unpacked at once */
	GZIP_LEAST = 18,        /* bytes of head and tail */
	DEFLATE_RATIO = 1032,   /* the format knows no better */
	GZIP_WINDOW = 15 + 16,  /* as zlib wants them */
	ZLIB_WINDOW = 15,
	RAW_WINDOW = -15,
};

enum coding { CODING_GZIP, CODING_DEFLATE, CODING_BROTLI };

struct layer {
	enum coding coding;
	bool is_started, is_ended;
	z_stream z;
#ifdef HAVE_BROTLI
	BrotliDecoderState *brotli;
#endif
};

struct decode {
	struct layer layers[LAYERS_MAX]; /* the outermost first */
	int count;
	bool is_gathering; /* all that came lies packed in the body */
	uint64_t taken;  /* bytes as they came */
	uint64_t passed; /* bytes from one layer to the next */
};

static const struct { const char *name; enum coding coding; } names[] = {
	{ "gzip", CODING_GZIP }, { "x-gzip", CODING_GZIP }, { "deflate", CODING_DEFLATE },
#ifdef HAVE_BROTLI
	{ "br", CODING_BROTLI },
#endif
};

const char *decode_accepted(void)
{
#ifdef HAVE_BROTLI
	return "gzip, deflate, br";
#else
	return "gzip, deflate";
#endif
}

static bool coding_find(struct str name, enum coding *out)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq_nocase(name, str_from(names[i].name))) {
			*out = names[i].coding;
			return true;
		}
	return false;
}

/* What servers write there although it packs nothing: how letters are encoded,
 * and what mail has for a name of that kind. */
static bool is_no_packing(struct str word)
{
	static const char *const words[] = { "identity", "none", "binary", "7bit", "8bit" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq_nocase(word, str_from(words[i])))
			return true;
	return charset_find(word).name[0] != '\0';
}

bool decode_open(struct decode **out, struct str content_encoding)
{
	enum coding found[LAYERS_MAX];
	int count = 0;
	struct str word;

	*out = NULL;
	while (str_cut(&content_encoding, ',', &word)) {
		word = str_trim(word);
		if (str_is_empty(word) || is_no_packing(word))
			continue;
		if (count == LAYERS_MAX || !coding_find(word, &found[count++]))
			return false;
	}
	if (count == 0)
		return true;
	*out = mem_new(1, sizeof(**out));
	(*out)->count = count;
	for (int i = 0; i < count; i++)
		(*out)->layers[i].coding = found[count - 1 - i];
#ifdef HAVE_LIBDEFLATE
	(*out)->is_gathering = count == 1 && found[0] == CODING_GZIP;
#endif
	return true;
}

/* "deflate" is zlib's format, but some servers send it bare. */
static int window_of(const struct layer *layer, unsigned char first)
{
	if (layer->coding == CODING_GZIP)
		return GZIP_WINDOW;
	return (first & 0x0f) == 8 && first >> 4 <= 7 ? ZLIB_WINDOW : RAW_WINDOW;
}

static bool layer_start(struct layer *layer, unsigned char first)
{
	layer->is_started = true;
#ifdef HAVE_BROTLI
	if (layer->coding == CODING_BROTLI) {
		layer->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
		return layer->brotli != NULL;
	}
#endif
	return inflateInit2(&layer->z, window_of(layer, first)) == Z_OK;
}

/* One step: takes from *in, gives to room, says how much it gave. */
static bool layer_step(struct layer *layer, struct str *in, char *room, size_t size, size_t *gave)
{
#ifdef HAVE_BROTLI
	if (layer->coding == CODING_BROTLI) {
		size_t left = size;
		const uint8_t *from = (const uint8_t *)in->ptr;
		uint8_t *to = (uint8_t *)room;
		BrotliDecoderResult result = BrotliDecoderDecompressStream(
			layer->brotli, &in->len, &from, &left, &to, NULL);
		in->ptr = (const char *)from;
		*gave = size - left;
		layer->is_ended = result == BROTLI_DECODER_RESULT_SUCCESS;
		return result != BROTLI_DECODER_RESULT_ERROR;
	}
#endif
	uInt had = in->len > UINT_MAX ? UINT_MAX : (uInt)in->len;
	uInt wanted = size > UINT_MAX ? UINT_MAX : (uInt)size;
	layer->z.next_in = (unsigned char *)in->ptr;
	layer->z.avail_in = had;
	layer->z.next_out = (unsigned char *)room;
	layer->z.avail_out = wanted;
	int result = inflate(&layer->z, Z_NO_FLUSH);
	*in = str_slice(*in, had - layer->z.avail_in, in->len);
	*gave = wanted - layer->z.avail_out;
	layer->is_ended = result == Z_STREAM_END;
	return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

/* After the end: another member of a gzip file goes on, anything else is
 * what somebody left lying there. */
static bool layer_restart(struct layer *layer, struct str in)
{
	if (layer->coding != CODING_GZIP || (unsigned char)in.ptr[0] != 0x1f)
		return false;
	layer->is_ended = false;
	return inflateReset(&layer->z) == Z_OK;
}

static enum decode_result unpack(struct decode *d, int at, struct str in, struct buf *body)
{
	struct layer *layer = &d->layers[at];
	bool is_last = at + 1 == d->count;
	char between[STEP];

	while (true) {
		if (in.len && layer->is_ended && !layer_restart(layer, in))
			return DECODE_OK;
		if (in.len && !layer->is_started && !layer_start(layer, (unsigned char)in.ptr[0]))
			return DECODE_BAD;
		if (!layer->is_started || layer->is_ended)
			return DECODE_OK;
		size_t gave, size = STEP;
		if (is_last && !buf_reserve(body, STEP)) {
			/* The last bytes below the ceiling may still fit. */
			size = body->max > body->len ? body->max - body->len : 0;
			body->is_full = false;
			if (size == 0 || !buf_reserve(body, size))
				return DECODE_TOO_LARGE;
		} else if (is_last) {
			size = body->cap - body->len - 1;
			if (body->max && size > body->max - body->len)
				size = body->max - body->len;
		}
		size_t before = in.len;
		if (!layer_step(layer, &in, is_last ? body->ptr + body->len : between, size, &gave))
			return DECODE_BAD;
		if (is_last) {
			body->len += gave;
			body->ptr[body->len] = '\0';
		} else if (gave) {
			d->passed += gave;
			if (d->passed > PASSED_MAX)
				return DECODE_TOO_LARGE;
			enum decode_result result =
				unpack(d, at + 1, (struct str){ between, gave }, body);
			if (result != DECODE_OK)
				return result;
		}
		if (body->len > BOMB_SIZE && body->len / BOMB_RATIO > d->taken)
			return DECODE_TOO_LARGE;
		if (gave == 0 && in.len == before)
			return DECODE_OK;
	}
}

bool decode_is_gathering(const struct decode *d)
{
	return d && d->is_gathering;
}

/* From now on piece by piece. */
static enum decode_result unpack_gathered(struct decode *d, struct buf *body)
{
	struct buf packed = *body;

	*body = (struct buf){ .max = packed.max };
	d->is_gathering = false;
	enum decode_result result = unpack(d, 0, buf_str(&packed), body);
	buf_free(&packed);
	return result;
}

enum decode_result decode_add(struct decode *d, struct str bytes, struct buf *body)
{
	d->taken += bytes.len;
	if (d->is_gathering && d->taken <= WHOLE_MAX && buf_add(body, bytes))
		return DECODE_OK;
	enum decode_result result = DECODE_OK;
	if (d->is_gathering)
		result = unpack_gathered(d, body);
	return result == DECODE_OK ? unpack(d, 0, bytes, body) : result;
}

#ifdef HAVE_LIBDEFLATE
/* Unpacks a file of one member whose end says truly how long it gets, and
 * which is too small to be a bomb; false for every other, good or bad. */
static bool unpack_whole(struct decode *d, struct buf *body)
{
	size_t size = 0, took = 0, got = 0;

	if (body->len < GZIP_LEAST)
		return false;
	for (size_t i = 0; i < 4; i++)
		size |= (size_t)(unsigned char)body->ptr[body->len - 4 + i] << 8 * i;
	if (size > BOMB_SIZE || size / DEFLATE_RATIO > body->len ||
	    (body->max && size > body->max))
		return false;
	struct libdeflate_decompressor *tool = libdeflate_alloc_decompressor();
	char *to = mem_resize(NULL, size + 1);
	bool is_good = tool && libdeflate_gzip_decompress_ex(tool, body->ptr, body->len, to, size,
							     &took, &got) == LIBDEFLATE_SUCCESS;
	libdeflate_free_decompressor(tool);
	if (!is_good || took != body->len || got != size) {
		free(to);
		return false;
	}
	buf_free(body);
	to[size] = '\0';
	body->ptr = to;
	body->len = size;
	body->cap = size + 1;
	d->is_gathering = false;
	d->layers[0].is_ended = true;
	return true;
}
#endif

enum decode_result decode_end(struct decode *d, struct buf *body)
{
	if (!d || !d->is_gathering)
		return DECODE_OK;
#ifdef HAVE_LIBDEFLATE
	if (unpack_whole(d, body))
		return DECODE_OK;
#endif
	return unpack_gathered(d, body);
}

bool decode_is_whole(const struct decode *d)
{
	for (int i = 0; d && i < d->count; i++)
		if (!d->layers[i].is_ended)
			return false;
	return true;
}

void decode_free(struct decode *d)
{
	if (!d)
		return;
	for (int i = 0; i < d->count; i++) {
		struct layer *layer = &d->layers[i];
		if (!layer->is_started)
			continue;
#ifdef HAVE_BROTLI
		if (layer->coding == CODING_BROTLI) {
			BrotliDecoderDestroyInstance(layer->brotli);
			continue;
		}
#endif
		inflateEnd(&layer->z);
	}
	free(d);
}
