/* SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

enum { WORD_MAX = 40 };

struct row {
	const char *name;
	uint16_t role;
	int32_t value;
};

#define W(name, role, value) { name, ROLE_##role, value },
static const struct row months[] = {
#include "base/date_months.def"
};
static const struct row words[] = {
#include "base/date_words.def"
};
#undef W

/* The plain letter under each of U+00C0 to U+024F and U+1E00 to U+1EFF; '?'
 * where there is none. */
static const char latin[] =
	"aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkk?llllll??llnnnnnn"
	"???oooooo??rrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?????????????????"
	"????????????????oo?????????????uu????????????????????????????aaiioouuuu"
	"uuuuuu?aaaa????ggkkoooo??j???gg??nnaa????aaaaeeeeiiiioooorrrruuuusstt??"
	"hh??????aaeeooooooooyy????????????????????????????";
static const char latin_more[] =
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnn"
	"nnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzz"
	"zzzzhtwy??????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooo"
	"oooooooouuuuuuuuuuuuuuyyyyyyyy??????";

static const struct { uint16_t from, to; } greek[] = {
	{ 0x386, 0x3b1 }, { 0x388, 0x3b5 }, { 0x389, 0x3b7 }, { 0x38a, 0x3b9 },
	{ 0x38c, 0x3bf }, { 0x38e, 0x3c5 }, { 0x38f, 0x3c9 }, { 0x390, 0x3b9 },
	{ 0x3aa, 0x3b9 }, { 0x3ab, 0x3c5 }, { 0x3ac, 0x3b1 }, { 0x3ad, 0x3b5 },
	{ 0x3ae, 0x3b7 }, { 0x3af, 0x3b9 }, { 0x3b0, 0x3c5 }, { 0x3c2, 0x3c3 },
	{ 0x3ca, 0x3b9 }, { 0x3cb, 0x3c5 }, { 0x3cc, 0x3bf }, { 0x3cd, 0x3c5 },
	{ 0x3ce, 0x3c9 },
};

static uint32_t fold_greek(uint32_t c)
{
	for (size_t i = 0; i < sizeof(greek) / sizeof(greek[0]); i++)
		if (greek[i].from == c)
			return greek[i].to;
	return c >= 0x391 && c <= 0x3a9 ? c + 32 : c;
}

/* A two-byte code point without case and marks; 0 drops it. */
static uint32_t fold_two(uint32_t c)
{
	if (c >= 0xc0 && c < 0x250 && latin[c - 0xc0] != '?')
		return (uint32_t)latin[c - 0xc0];
	if (c >= 0x300 && c < 0x370)
		return 0;
	if (c >= 0x370 && c < 0x400)
		return fold_greek(c);
	if (c >= 0x410 && c < 0x430)
		return c + 32;
	if (c >= 0x400 && c < 0x410)
		c += 80;
	if (c == 0x451)
		return 0x435;
	return c == 0x2bc ? 0 : c;
}

static size_t put_two(char *out, uint32_t c)
{
	if (c == 0)
		return 0;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	out[0] = (char)(0xc0 | c >> 6);
	out[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

/* The word in small letters without marks; 0 when it is too long. */
static size_t fold(struct str word, char out[WORD_MAX])
{
	size_t len = 0;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.ptr[i];
		if (len + 4 > WORD_MAX)
			return 0;
		if (c == '\'' || c == '`')
			continue;
		if (c < 0xc0 || i + 1 == word.len) {
			out[len++] = str_lower((char)c);
			continue;
		}
		unsigned char d = (unsigned char)word.ptr[i + 1] & 0x3f;
		if (c < 0xe0) {
			len += put_two(out + len, fold_two((uint32_t)(c & 0x1f) << 6 | d));
			i++;
			continue;
		}
		if (c == 0xe1 && d >= 0x38 && d <= 0x3b && i + 2 < word.len) {
			unsigned char e = (unsigned char)word.ptr[i + 2] & 0x3f;
			out[len++] = latin_more[(d - 0x38) << 6 | e];
			i += 2;
			continue;
		}
		if (c == 0xe2 && d == 0 && i + 2 < word.len) { /* U+2018, U+2019 */
			i += 2;
			continue;
		}
		out[len++] = (char)c;
	}
	return len;
}

static size_t first_row(const struct row *rows, size_t count, struct str key)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (str_cmp(str_from(rows[middle].name), key) < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

static void add_role(struct date_word *word, const struct row *row)
{
	word->roles |= row->role;
	switch (row->role) {
	case ROLE_MONTH: word->month = (int16_t)row->value; break;
	case ROLE_ZONE: word->zone = (int16_t)row->value; break;
	case ROLE_HALF: word->half = (uint8_t)row->value; break;
	case ROLE_MARK: word->mark = (uint8_t)row->value; break;
	case ROLE_RELATIVE: word->relative = (uint8_t)row->value; break;
	case ROLE_SECONDS:
	case ROLE_MONTHS: word->unit = row->value; break;
	default: break;
	}
}

static void add_rows(struct date_word *word, const struct row *rows, size_t count,
		     struct str key)
{
	for (size_t i = first_row(rows, count, key); i < count; i++) {
		if (!str_eq(str_from(rows[i].name), key))
			return;
		add_role(word, &rows[i]);
	}
}

struct date_word date_word_find(struct str word)
{
	struct date_word found = { 0 };
	char folded[WORD_MAX];
	struct str key = { folded, fold(word, folded) };

	if (key.len == 0)
		return found;
	add_rows(&found, months, sizeof(months) / sizeof(months[0]), key);
	add_rows(&found, words, sizeof(words) / sizeof(words[0]), key);
	return found;
}
