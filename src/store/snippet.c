/* SPDX-License-Identifier: MIT */
#include "store/snippet.h"

#include "base/word.h"

enum {
	TEXT_MAX = 32 << 10, /* bytes looked at */
	HITS_MAX = 128, WORD_MAX = 64,
	SPAN = 160,   /* bytes of the text that are shown */
	BEFORE = 40,  /* of them before the first hit */
};

struct hit { size_t from, to; uint64_t word; };

static uint64_t meaning(struct match *match, const struct word *word, struct buf *folded)
{
	char lower[WORD_MAX];

	if (!word->is_ascii || word->text.len > WORD_MAX) {
		buf_clear(folded);
		word_add_folded(folded, word->text);
		return match_means(match, buf_str(folded));
	}
	for (size_t i = 0; i < word->text.len; i++)
		lower[i] = str_lower(word->text.ptr[i]);
	return match_means(match, (struct str){ lower, word->text.len });
}

static size_t find_hits(struct match *match, struct str text, struct hit *out)
{
	struct word_walk walk = word_walk(text);
	struct buf folded = { 0 };
	struct word word;
	size_t count = 0;

	while (count < HITS_MAX && word_next(&walk, &word)) {
		uint64_t found = meaning(match, &word, &folded);

		if (!found)
			continue;
		out[count].from = (size_t)(word.text.ptr - text.ptr);
		out[count].to = out[count].from + word.text.len;
		out[count++].word = found;
	}
	buf_free(&folded);
	return count;
}

/* The hit that has the most different ones within reach. */
static size_t choose(const struct hit *hits, size_t count)
{
	size_t best = 0;
	int most = 0;

	for (size_t i = 0; i < count; i++) {
		int different = 0;

		for (size_t k = i; k < count && hits[k].to <= hits[i].from + SPAN - BEFORE; k++) {
			bool is_new = true;

			for (size_t n = i; n < k; n++)
				is_new = is_new && hits[n].word != hits[k].word;
			different += is_new;
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

struct str snippet_first_hit(struct match *match, struct str text)
{
	struct hit hits[HITS_MAX];

	text = str_slice(text, 0, TEXT_MAX);
	if (!find_hits(match, text, hits))
		return STR("");
	return str_slice(text, hits[0].from, hits[0].to);
}

struct str snippet_make(struct match *match, struct str text, struct arena *arena,
			bool *has_hit)
{
	struct hit hits[HITS_MAX];
	struct buf out = { 0 };
	struct str made;
	size_t count, first, from, to, at;

	text = str_slice(text, 0, TEXT_MAX);
	count = find_hits(match, text, hits);
	*has_hit = count > 0;
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
