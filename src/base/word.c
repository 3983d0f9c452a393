/* SPDX-License-Identifier: MIT */
#include "base/word.h"

#include <unictype.h>
#include <uniwbrk.h>

#include "base/utf8.h"

enum { LATIN_END = 0x250, LATIN_MORE = 0x1e00, LATIN_MORE_END = 0x1f00, NO_SPACES = 0xe00 };

struct word_walk word_walk(struct str text)
{
	return (struct word_walk){ .rest = text };
}

static inline bool is_ascii_word(char c)
{
	static const bool words[256] = {
		['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
			1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
			1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	};

	return words[(unsigned char)c];
}

static bool is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

/* Words of a stretch are looked for in its breaks; what has no letter and no
 * digit is passed over. */
static bool next_of_stretch(struct word_walk *walk, struct word *out)
{
	while (walk->at < walk->stretch.len) {
		size_t from = walk->at, to = from + 1;
		struct str first;
		uint32_t c;

		while (to < walk->stretch.len && !walk->breaks[to])
			to++;
		walk->at = to;
		out->text = first = str_slice(walk->stretch, from, to);
		out->is_ascii = false;
		c = utf8_next(&first);
		if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
			continue;
		out->is_letter = c >= NO_SPACES &&
			uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lo) &&
			(!first.len || uc_is_general_category_withtable(utf8_next(&first),
									UC_CATEGORY_MASK_M));
		return true;
	}
	return false;
}

/* At most as much as breaks has room for, cut between characters. */
static void begin_stretch(struct word_walk *walk, size_t len)
{
	if (len > sizeof(walk->breaks)) {
		len = sizeof(walk->breaks);
		while (len > 1 && ((unsigned char)walk->rest.ptr[len] & 0xc0) == 0x80)
			len--;
	}
	walk->stretch = str_slice(walk->rest, 0, len);
	walk->rest = str_slice(walk->rest, len, walk->rest.len);
	walk->at = 0;
	u8_wordbreaks((const uint8_t *)walk->stretch.ptr, len, walk->breaks);
}

bool word_next(struct word_walk *walk, struct word *out)
{
	while (!next_of_stretch(walk, out)) {
		size_t from = 0, to, len = walk->rest.len;
		const char *p = walk->rest.ptr;

		while (from < len && !is_ascii_word(p[from]) && !is_high(p[from]))
			from++;
		if (from == len)
			return false;
		for (to = from; to < len && is_ascii_word(p[to]);)
			to++;
		if (to == len || !is_high(p[to])) {
			*out = (struct word){ .text = { p + from, to - from }, .is_ascii = true };
			walk->rest = (struct str){ p + to, len - to };
			return true;
		}
		walk->rest = (struct str){ p + from, len - from };
		/* A stretch holds no more, so no more is looked at. */
		for (; to < len && to - from <= sizeof(walk->breaks); to++)
			if (!is_ascii_word(p[to]) && !is_high(p[to]))
				break;
		begin_stretch(walk, to - from);
	}
	return true;
}

static bool is_latin(struct str s)
{
	while (s.len) {
		uint32_t c = utf8_next(&s);

		if (c >= LATIN_END && !(c >= LATIN_MORE && c < LATIN_MORE_END))
			return false;
	}
	return true;
}

static bool has_high_byte(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_high(s.ptr[i]))
			return true;
	return false;
}

bool word_add_bare(struct buf *out, struct str folded)
{
	if (has_high_byte(folded) && is_latin(folded))
		return utf8_add_ascii(out, folded);
	return buf_add(out, folded);
}

bool word_add_folded(struct buf *out, struct str word)
{
	struct buf folded = { 0 };
	bool is_well;

	if (!has_high_byte(word))
		return utf8_fold(out, word);
	is_well = utf8_fold(&folded, word) && word_add_bare(out, buf_str(&folded));
	buf_free(&folded);
	return is_well;
}

bool word_is_sign(struct str text)
{
	struct word_walk walk = word_walk(text);
	struct word word;

	if (word_next(&walk, &word))
		return false;
	while (text.len) {
		uint32_t c = utf8_next(&text);

		if (c >= 0x80 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_S))
			return true;
	}
	return false;
}
