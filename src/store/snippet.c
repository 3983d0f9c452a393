/* SPDX-License-Identifier: MIT */
#include "store/snippet.h"

#include "base/word.h"

enum {
	TEXT_MAX = 32 << 10, /* bytes looked at */
	HITS_MAX = 128,
	SPAN = 160,   /* bytes of the text that are shown */
	BEFORE = 40,  /* of them before the first hit */
};

static void add_words(struct store *store, struct str text, bool is_prefix, struct arena *arena,
		      struct snippet_words *out)
{
	struct word_walk walk = word_walk(text);
	struct word word;

	while (out->count < SNIPPET_PROBES && word_next(&walk, &word))
		words_probe_make(store, word.text, is_prefix, out->languages, arena,
				 &out->probes[out->count++]);
}

static void collect(struct store *store, const struct query_node *node, struct arena *arena,
		    struct snippet_words *out)
{
	if (!node || node->kind == QUERY_NOT)
		return;
	for (size_t i = 0; i < node->child_count; i++)
		collect(store, node->children[i], arena, out);
	if ((node->kind == QUERY_WORD || node->kind == QUERY_PHRASE) &&
	    (node->field == QUERY_ANY || node->field == QUERY_TEXT))
		add_words(store, node->text, node->is_prefix, arena, out);
}

void snippet_words_make(struct store *store, const struct query_node *root, struct arena *arena,
			struct snippet_words *out)
{
	out->count = 0;
	collect(store, root, arena, out);
}

struct hit { size_t from, to; uint32_t probe; };

static size_t find_hits(struct store *store, const struct snippet_words *words, struct str text,
			struct hit *out)
{
	struct word_walk walk = word_walk(text);
	struct word word;
	size_t count = 0;

	while (words->count && count < HITS_MAX && word_next(&walk, &word))
		for (size_t i = 0; i < words->count; i++) {
			if (!words_probe_hits(store, &words->probes[i], word.text,
					      words->languages))
				continue;
			out[count].from = (size_t)(word.text.ptr - text.ptr);
			out[count].to = out[count].from + word.text.len;
			out[count++].probe = (uint32_t)1 << i;
			break;
		}
	return count;
}

/* The hit that has the most different ones within reach. */
static size_t choose(const struct hit *hits, size_t count)
{
	size_t best = 0;
	int most = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t seen = 0;
		int different = 0;

		for (size_t k = i; k < count && hits[k].to <= hits[i].from + SPAN - BEFORE; k++) {
			different += !(seen & hits[k].probe);
			seen |= hits[k].probe;
		}
		if (different > most) {
			most = different;
			best = i;
		}
	}
	return best;
}

/* Back, or on, to where a word begins; a script without spaces gets a place
 * between two characters. */
static size_t word_edge(struct str text, size_t at, size_t least)
{
	size_t from = at;

	while (at > least && at > from - (from < 24 ? from : 24) &&
	       !str_is_space(text.ptr[at - 1]))
		at--;
	if (at > least && !str_is_space(text.ptr[at - 1]))
		at = from;
	while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* On one line, and nothing that could be taken for a mark. */
static void add_clean(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((unsigned char)c <= ' ' || c == 0x7f) {
			if (out->len && out->ptr[out->len - 1] != ' ')
				buf_add_char(out, ' ');
			continue;
		}
		buf_add_char(out, c);
	}
}

struct str snippet_make(struct store *store, const struct snippet_words *words, struct str text,
			struct arena *arena)
{
	struct hit hits[HITS_MAX];
	struct buf out = { 0 };
	struct str made;
	size_t count, first, from, to, at;

	text = str_slice(text, 0, TEXT_MAX);
	count = find_hits(store, words, text, hits);
	first = count ? choose(hits, count) : 0;
	from = count && hits[first].from > BEFORE ? hits[first].from - BEFORE : 0;
	from = word_edge(text, from, 0);
	to = from + SPAN < text.len ? word_edge(text, from + SPAN, from) : text.len;
	if (from > 0)
		buf_add(&out, STR("…"));
	at = from;
	for (size_t i = first; i < count && hits[i].to <= to; i++) {
		add_clean(&out, str_slice(text, at, hits[i].from));
		buf_add_char(&out, '\x02');
		add_clean(&out, str_slice(text, hits[i].from, hits[i].to));
		buf_add_char(&out, '\x03');
		at = hits[i].to;
	}
	add_clean(&out, str_slice(text, at, to));
	made = str_trim(buf_str(&out));
	made = to < text.len ? arena_printf(arena, "%.*s…", STR_ARG(made)) : arena_str(arena, made);
	buf_free(&out);
	return made;
}
