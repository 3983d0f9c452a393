/* SPDX-License-Identifier: MIT */
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "store/bytes.h"
#include "store/stem.h"

enum {
	MEMO_SLOTS = 1 << 15,
	MEMO_TEXT = 46,
	TOKEN_MAX = 40,         /* bytes; longer words are cut */
	BODY_MAX = 256 << 10,   /* bytes of an article that are indexed */
	PREFIX_LEAST = 3,       /* bytes */
};

/* What a word turns into, remembered: most words of a text are among those
 * that came by a moment ago. */
struct memo_word {
	uint64_t hash;      /* of the word as written, and the language */
	uint32_t document;  /* that it was last added for */
	uint8_t stem_len, word_len; /* word_len 0: the same as the stem */
	char text[MEMO_TEXT];
};

struct word_memo {
	struct memo_word *slots;
	struct stemmers *stemmers;
	uint32_t document;
	uint32_t languages;   /* bit set of those met */
};

static struct word_memo *memo_of(struct store *store)
{
	if (!store->memo) {
		store->memo = mem_new(1, sizeof(*store->memo));
		store->memo->slots = mem_new(MEMO_SLOTS, sizeof(struct memo_word));
		store->memo->stemmers = stem_new();
	}
	return store->memo;
}

void word_memo_free(struct word_memo *memo)
{
	if (!memo)
		return;
	stem_free(memo->stemmers);
	free(memo->slots);
	free(memo);
}

uint32_t words_languages(struct store *store)
{
	return memo_of(store)->languages;
}

static struct str cut_token(struct str s)
{
	size_t len = s.len < TOKEN_MAX ? s.len : TOKEN_MAX;

	while (len > 0 && len < s.len && ((unsigned char)s.ptr[len] & 0xc0) == 0x80)
		len--;
	return str_slice(s, 0, len);
}

/* Stem and folded form of one word. */
static void analyse(struct word_memo *memo, struct str word, int language, struct memo_word *out)
{
	struct buf folded = { 0 }, bare = { 0 }, stem = { 0 };
	struct str s, w;

	utf8_fold(&folded, str_slice(word, 0, 200));
	word_add_bare(&bare, buf_str(&folded));
	stem_add(memo->stemmers, language, buf_str(&folded), &stem);
	s = cut_token(buf_str(&stem));
	w = cut_token(buf_str(&bare));
	if (s.len == 0)
		s = w;
	if (str_eq(s, w))
		w.len = 0;
	/* Both are kept where they fit; else the word is its own stem. */
	if (s.len + w.len > MEMO_TEXT)
		s = str_slice(s, 0, 0);
	if (s.len == 0) {
		s = w;
		w.len = 0;
	}
	out->stem_len = (uint8_t)s.len;
	out->word_len = (uint8_t)w.len;
	if (s.len)
		memcpy(out->text, s.ptr, s.len);
	if (w.len)
		memcpy(out->text + s.len, w.ptr, w.len);
	buf_free(&folded);
	buf_free(&bare);
	buf_free(&stem);
}

static struct memo_word *recall(struct word_memo *memo, struct str word, int language)
{
	uint64_t hash = bytes_hash((uint64_t)(language + 2), word);
	struct memo_word *slot = &memo->slots[hash & (MEMO_SLOTS - 1)];

	if (slot->hash != hash || slot->stem_len == 0) {
		analyse(memo, word, language, slot);
		slot->hash = hash;
		slot->document = 0;
	}
	return slot;
}

static struct str stem_of(const struct memo_word *m)
{
	return (struct str){ m->text, m->stem_len };
}

static struct str word_of(const struct memo_word *m)
{
	return m->word_len ? (struct str){ m->text + m->stem_len, m->word_len } : stem_of(m);
}

static void add_token(struct buf *out, const char *prefix, struct str token)
{
	if (!token.len)
		return;
	if (*prefix)
		buf_add(out, str_from(prefix));
	buf_add(out, token);
	buf_add_char(out, ' ');
}

/* Words of one part of an article. Without a prefix, each once. */
static void add_part(struct word_memo *memo, struct str text, int language, const char *prefix,
		     struct buf *out)
{
	struct word_walk walk = word_walk(text);
	struct str before = { 0 }; /* the letter right before, in scripts without spaces */
	struct word word;

	while (word_next(&walk, &word)) {
		struct memo_word *m = recall(memo, word.text, language);

		if (word.is_letter && before.ptr && before.ptr + before.len == word.text.ptr)
			add_token(out, prefix, (struct str){ before.ptr,
							     before.len + word.text.len });
		before = word.is_letter ? word.text : (struct str){ 0 };
		if (!*prefix && m->document == memo->document)
			continue;
		if (!*prefix)
			m->document = memo->document;
		add_token(out, prefix, stem_of(m));
		if (m->word_len)
			add_token(out, prefix, word_of(m));
	}
}

void words_add(struct store *store, const struct words_text *text, struct buf *out)
{
	struct word_memo *memo = memo_of(store);
	struct str body = str_slice(text->body, 0, BODY_MAX);
	int language = stem_language(text->language);

	if (!text->language.len)
		language = stem_guess(body.len ? body : text->title);
	if (language >= 0)
		memo->languages |= (uint32_t)1 << language;
	memo->document++;
	add_part(memo, text->title, language, "t=", out);
	add_part(memo, text->authors, STEM_NONE, "a=", out);
	add_part(memo, text->section, language, "s=", out);
	add_part(memo, text->title, language, "", out);
	add_part(memo, text->authors, STEM_NONE, "", out);
	add_part(memo, text->section, language, "", out);
	add_part(memo, body, language, "", out);
}

/* The forms that a query's word can have in the index: itself, and its stem in
 * every language there is. */
static size_t forms(struct word_memo *memo, struct str word, uint32_t languages,
		    struct arena *arena, struct str *out, size_t max)
{
	size_t count = 0;

	out[count++] = arena_str(arena, word_of(recall(memo, word, STEM_NONE)));
	for (int i = 0; i < STEM_LANGUAGES_MAX && count < max; i++) {
		struct str stem;
		bool is_new = true;

		if (!(languages >> i & 1))
			continue;
		stem = stem_of(recall(memo, word, i));
		for (size_t k = 0; k < count; k++)
			is_new = is_new && !str_eq(out[k], stem);
		if (is_new && stem.len)
			out[count++] = arena_str(arena, stem);
	}
	return count;
}

static void add_quoted(struct buf *out, const char *prefix, struct str token, bool is_prefix)
{
	buf_addf(out, "\"%s%.*s\"%s", prefix, STR_ARG(token), is_prefix ? "*" : "");
}

static void add_forms(struct store *store, struct str word, const char *prefix, bool is_prefix,
		      uint32_t languages, struct buf *out)
{
	struct arena arena = { 0 };
	struct str tokens[8];
	size_t count = forms(memo_of(store), word, languages, &arena, tokens, 8);

	buf_add_char(out, '(');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add(out, STR(" OR "));
		/* One or two letters begin too many words to be looked up
		 * while somebody types. */
		add_quoted(out, prefix, tokens[i],
			   is_prefix && i == 0 && tokens[i].len >= PREFIX_LEAST);
	}
	buf_add_char(out, ')');
	arena_free(&arena);
}

bool words_add_match(struct store *store, struct str text, const char *prefix, bool is_prefix,
		     uint32_t languages, struct buf *out)
{
	enum { PARTS = 8 };
	struct word_walk walk = word_walk(text);
	struct str before = { 0 };
	struct word word;
	size_t count = 0;

	while (count < PARTS && word_next(&walk, &word)) {
		bool is_last = !str_slice(walk.rest, 0, 1).len && walk.at >= walk.stretch.len;

		if (word.is_letter && before.ptr && before.ptr + before.len == word.text.ptr) {
			buf_add(out, count++ ? STR(" AND ") : STR("("));
			add_quoted(out, prefix, (struct str){ before.ptr,
							      before.len + word.text.len }, false);
			before = word.text;
			continue;
		}
		before = word.is_letter ? word.text : (struct str){ 0 };
		buf_add(out, count++ ? STR(" AND ") : STR("("));
		add_forms(store, word.text, prefix, is_prefix && is_last && !word.is_letter,
			  languages, out);
	}
	if (count)
		buf_add_char(out, ')');
	return count > 0;
}

void words_probe_make(struct store *store, struct str word, bool is_prefix, uint32_t languages,
		      struct arena *arena, struct words_probe *out)
{
	*out = (struct words_probe){ .is_prefix = is_prefix };
	out->count = forms(memo_of(store), word, languages, arena, out->tokens, 8);
}

static bool is_one_of(const struct words_probe *probe, struct str token)
{
	for (size_t i = 0; i < probe->count; i++)
		if (str_eq(probe->tokens[i], token))
			return true;
	return false;
}

bool words_probe_hits(struct store *store, const struct words_probe *probe, struct str word,
		      uint32_t languages)
{
	struct word_memo *memo = memo_of(store);
	struct str folded = word_of(recall(memo, word, STEM_NONE));

	if (is_one_of(probe, folded) ||
	    (probe->is_prefix && str_has_prefix(folded, probe->tokens[0])))
		return true;
	for (int i = 0; i < STEM_LANGUAGES_MAX; i++)
		if (languages >> i & 1 && is_one_of(probe, stem_of(recall(memo, word, i))))
			return true;
	return false;
}
