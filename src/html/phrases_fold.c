/* SPDX-License-Identifier: MIT */
#include "html/phrases_fold.h"

/* Base letters of U+00C0 to U+017F in lower case; '.' keeps the letter. */
static const char latin[] =
	"aaaaaa.ceeeeiiii" ".nooooo..uuuuy.." "aaaaaa.ceeeeiiii" ".nooooo..uuuuy.y"
	"aaaaaaccccccccdd" "..eeeeeeeeeegggg" "gggghh..iiiiiiii" "i...jjkk.llllll."
	"...nnnnnn...oooo" "oo..rrrrrrssssss" "sstttt..uuuuuuuu" "uuuuwwyyyzzzzzz.";

/* The same for U+1EA0 to U+1EF9, two code points a letter. */
static const char vietnamese[] = "aaaaaaaaaaaa" "eeeeeeee" "ii" "oooooooooooo" "uuuuuuu" "yyyy";

struct fold_pair {
	uint16_t from, to;
};

/* Sorted by from. */
static const struct fold_pair pairs[] = {
	{ 0x00c6, 0x00e6 }, { 0x00d0, 0x00f0 }, { 0x00d8, 0x00f8 }, { 0x00de, 0x00fe },
	{ 0x0110, 0x0111 }, { 0x0126, 0x0127 }, { 0x0131, 'i' },    { 0x0132, 0x0133 },
	{ 0x0141, 0x0142 },
	{ 0x014a, 0x014b }, { 0x0152, 0x0153 }, { 0x0166, 0x0167 }, { 0x01a0, 'o' },
	{ 0x01a1, 'o' },    { 0x01af, 'u' },    { 0x01b0, 'u' },    { 0x0218, 's' },
	{ 0x0219, 's' },    { 0x021a, 't' },    { 0x021b, 't' },    { 0x0386, 0x03b1 },
	{ 0x0388, 0x03b5 }, { 0x0389, 0x03b7 }, { 0x038a, 0x03b9 }, { 0x038c, 0x03bf },
	{ 0x038e, 0x03c5 }, { 0x038f, 0x03c9 }, { 0x0390, 0x03b9 }, { 0x03aa, 0x03b9 },
	{ 0x03ab, 0x03c5 }, { 0x03ac, 0x03b1 }, { 0x03ad, 0x03b5 }, { 0x03ae, 0x03b7 },
	{ 0x03af, 0x03b9 }, { 0x03b0, 0x03c5 }, { 0x03c2, 0x03c3 }, { 0x03ca, 0x03b9 },
	{ 0x03cb, 0x03c5 }, { 0x03cc, 0x03bf }, { 0x03cd, 0x03c5 }, { 0x03ce, 0x03c9 },
	{ 0x0400, 0x0435 }, { 0x0401, 0x0435 }, { 0x0403, 0x0433 }, { 0x0407, 0x0456 },
	{ 0x040c, 0x043a }, { 0x040d, 0x0438 }, { 0x040e, 0x0443 }, { 0x0419, 0x0438 },
	{ 0x0439, 0x0438 }, { 0x0450, 0x0435 }, { 0x0451, 0x0435 }, { 0x0453, 0x0433 },
	{ 0x0457, 0x0456 }, { 0x045c, 0x043a }, { 0x045d, 0x0438 }, { 0x045e, 0x0443 },
	{ 0x0490, 0x0491 }, { 0x0622, 0x0627 }, { 0x0623, 0x0627 }, { 0x0624, 0x0648 },
	{ 0x0625, 0x0627 }, { 0x0626, 0x064a }, { 0x0649, 0x064a }, { 0x06a9, 0x0643 },
	{ 0x06be, 0x0647 }, { 0x06c0, 0x0647 }, { 0x06c1, 0x0647 }, { 0x06c2, 0x0647 },
	{ 0x06cc, 0x064a }, { 0x06d3, 0x06d2 }, { 0x0929, 0x0928 }, { 0x0931, 0x0930 },
	{ 0x0934, 0x0933 }, { 0x0958, 0x0915 }, { 0x0959, 0x0916 }, { 0x095a, 0x0917 },
	{ 0x095b, 0x091c }, { 0x095c, 0x0921 }, { 0x095d, 0x0922 }, { 0x095e, 0x092b },
	{ 0x095f, 0x092f }, { 0x09dc, 0x09a1 }, { 0x09dd, 0x09a2 }, { 0x09df, 0x09af },
	{ 0x0a33, 0x0a32 }, { 0x0a36, 0x0a38 }, { 0x0a59, 0x0a16 }, { 0x0a5a, 0x0a17 },
	{ 0x0a5b, 0x0a1c }, { 0x0a5e, 0x0a2b }, { 0x2018, '\'' },   { 0x2019, '\'' },
	{ 0x201c, '"' },    { 0x201d, '"' },    { 0x3014, '[' },    { 0x3015, ']' },
};

struct fold_split {
	uint16_t from, to[2];
};

/* Vowel signs that Unicode also writes in two parts; sorted by from. */
static const struct fold_split splits[] = {
	{ 0x09cb, { 0x09c7, 0x09be } }, { 0x09cc, { 0x09c7, 0x09d7 } },
	{ 0x0b4b, { 0x0b47, 0x0b3e } }, { 0x0b94, { 0x0b92, 0x0bd7 } },
	{ 0x0bca, { 0x0bc6, 0x0bbe } }, { 0x0bcb, { 0x0bc7, 0x0bbe } },
	{ 0x0bcc, { 0x0bc6, 0x0bd7 } }, { 0x0c48, { 0x0c46, 0x0c56 } },
	{ 0x0cca, { 0x0cc6, 0x0cc2 } }, { 0x0d4a, { 0x0d46, 0x0d3e } },
	{ 0x0d4b, { 0x0d47, 0x0d3e } }, { 0x0d4c, { 0x0d46, 0x0d57 } },
};

struct fold_range {
	uint32_t first, last;
};

static const struct fold_range marks[] = {
	{ 0x00ad, 0x00ad }, { 0x0300, 0x036f }, { 0x0483, 0x0487 }, { 0x0591, 0x05bd },
	{ 0x05bf, 0x05c7 }, { 0x0610, 0x061a }, { 0x061c, 0x061c }, { 0x0640, 0x0640 },
	{ 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06ed }, { 0x093c, 0x093c },
	{ 0x09bc, 0x09bc }, { 0x0a3c, 0x0a3c }, { 0x0abc, 0x0abc }, { 0x0b3c, 0x0b3c },
	{ 0x180e, 0x180e }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f },
	{ 0x3099, 0x309a }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
	{ 0x1f3fb, 0x1f3ff }, { 0xe0000, 0xe0fff },
};

static const struct fold_range spaces[] = {
	{ 0x0009, 0x000d }, { 0x0020, 0x0020 }, { 0x0085, 0x0085 }, { 0x00a0, 0x00a0 },
	{ 0x1680, 0x1680 }, { 0x2000, 0x200a }, { 0x2028, 0x2029 }, { 0x202f, 0x202f },
	{ 0x205f, 0x205f }, { 0x3000, 0x3000 },
};

/* Beyond Latin: what is no letter. */
static const struct fold_range signs[] = {
	{ 0x0080, 0x00a9 }, { 0x00ab, 0x00b4 }, { 0x00b6, 0x00b9 }, { 0x00bb, 0x00bf },
	{ 0x00d7, 0x00d7 }, { 0x00f7, 0x00f7 }, { 0x037e, 0x037e }, { 0x0387, 0x0387 },
	{ 0x055a, 0x055f }, { 0x0589, 0x058a }, { 0x05be, 0x05be }, { 0x05f3, 0x05f4 },
	{ 0x0600, 0x060f }, { 0x061b, 0x061f }, { 0x066a, 0x066d }, { 0x06d4, 0x06d4 },
	{ 0x0964, 0x0965 }, { 0x0e2f, 0x0e2f }, { 0x0e5a, 0x0e5b }, { 0x2000, 0x2bff },
	{ 0x2e00, 0x2e7f }, { 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 },
	{ 0x30a0, 0x30a0 }, { 0x30fb, 0x30fb }, { 0xd800, 0xf8ff }, { 0xfd3e, 0xfd3f },
	{ 0xfe10, 0xfe6f }, { 0xff5f, 0xff65 }, { 0xffe0, 0xffff }, { 0x1f000, 0x1faff },
};

static const struct fold_range unspaced[] = {
	{ 0x0e00, 0x0eff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff }, { 0x3040, 0x30ff },
	{ 0x3400, 0x9fff }, { 0xf900, 0xfaff }, { 0x20000, 0x3ffff },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_in(const struct fold_range *ranges, size_t count, uint32_t code)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && code >= ranges[low].first;
}

/* U+0000 to U+017F and the Vietnamese letters. */
static uint32_t fold_latin(uint32_t code)
{
	if (code >= 0xc0 && code < 0x180 && latin[code - 0xc0] != '.')
		return (uint32_t)latin[code - 0xc0];
	if (code >= 0x1ea0 && code < 0x1efa)
		return (uint32_t)vietnamese[(code - 0x1ea0) / 2];
	return code;
}

static uint32_t fold_pair(uint32_t code)
{
	size_t low = 0, high = COUNT(pairs);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (pairs[middle].from == code)
			return pairs[middle].to;
		if (pairs[middle].from < code)
			low = middle + 1;
		else
			high = middle;
	}
	return code;
}

/* Capitals of Greek, Cyrillic, Armenian; voiced kana lose their sound marks,
 * as their decomposed forms do. */
static uint32_t fold_case(uint32_t code)
{
	if (code >= 0x0391 && code <= 0x03a9)
		return code + 0x20;
	if (code >= 0x0410 && code <= 0x042f)
		return code + 0x20;
	if (code >= 0x0400 && code <= 0x040f)
		return code + 0x50;
	if (code >= 0x0531 && code <= 0x0556)
		return code + 0x30;
	if (code >= 0x30a1 && code <= 0x30fa)
		return fold_case(code - 0x60) + 0x60;
	if (code >= 0x304c && code <= 0x3062 && code % 2 == 0)
		return code - 1;
	if (code == 0x3065 || code == 0x3067 || code == 0x3069)
		return code - 1;
	if (code >= 0x306f && code <= 0x307d)
		return code - (code - 0x306f) % 3;
	return code;
}

/* A Hangul syllable as its letters. */
static int fold_hangul(uint32_t code, uint32_t out[FOLD_MAX])
{
	uint32_t index = code - 0xac00;

	out[0] = 0x1100 + index / 588;
	out[1] = 0x1161 + index % 588 / 28;
	out[2] = 0x11a7 + index % 28;
	return out[2] == 0x11a7 ? 2 : 3;
}

int fold_code_point(uint32_t code, uint32_t out[FOLD_MAX])
{
	if (code < 0x80) {
		bool is_space = code == ' ' || (code >= 9 && code <= 13);

		out[0] = is_space ? ' ' : code >= 'A' && code <= 'Z' ? code + 32 : code;
		return code >= 32 || is_space ? 1 : 0;
	}
	if (is_in(marks, COUNT(marks), code))
		return 0;
	if (is_in(spaces, COUNT(spaces), code)) {
		out[0] = ' ';
		return 1;
	}
	if (code >= 0xac00 && code <= 0xd7a3)
		return fold_hangul(code, out);
	if (code >= 0xff01 && code <= 0xff5e)
		return fold_code_point(code - 0xfee0, out);
	for (size_t i = 0; i < COUNT(splits) && code >= 0x09cb && code <= 0x0d4c; i++) {
		if (splits[i].from != code)
			continue;
		out[0] = splits[i].to[0];
		out[1] = splits[i].to[1];
		return 2;
	}
	out[0] = fold_case(fold_pair(fold_latin(code)));
	return 1;
}

bool fold_is_word(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
		       (code >= '0' && code <= '9');
	return !is_in(signs, COUNT(signs), code);
}

bool fold_is_unspaced(uint32_t code)
{
	return is_in(unspaced, COUNT(unspaced), code);
}

bool fold_add_key(struct buf *out, struct str s)
{
	uint32_t folded[FOLD_MAX];
	bool is_gap = false, has_room = true;
	size_t start = out->len;

	while (!str_is_empty(s) && has_room) {
		int count = fold_code_point(utf8_next(&s), folded);

		for (int i = 0; i < count && has_room; i++) {
			if (!fold_is_word(folded[i])) {
				is_gap = folded[i] != '\'';
				continue;
			}
			if (is_gap && out->len > start)
				has_room = buf_add_char(out, ' ');
			is_gap = false;
			has_room = has_room && utf8_put(out, folded[i]);
		}
	}
	return has_room;
}
