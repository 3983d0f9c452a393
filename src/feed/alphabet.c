/* SPDX-License-Identifier: MIT */
#include "feed/alphabet.h"

#include "base/utf8.h"

enum { SAMPLE = 4096, FEWEST = 3, CLEARLY = 4 };

static const struct { const char *label, *letters; } alphabets[] = {
#define ALPHABET(label, letters) { label, letters },
#include "feed/alphabets.def"
#undef ALPHABET
};

/* What a byte is in a word. Letters of an alphabet of its own never stand in a
 * word with Latin ones, and those beyond ASCII of a language that is written in
 * Latin ones stand nearly always beside some. */
enum shape { SHAPE_OTHER, SHAPE_SMALL, SHAPE_CAPITAL };

struct table {
	signed char worth[256]; /* of a letter beyond ASCII, from -3 to 3 */
	enum shape shape[256];
	bool is_latin;
};

enum { WORTH_BEST = 3, WORTH_NOTHING = -3 };

static bool is_ascii_letter(unsigned char c)
{
	return str_lower((char)c) >= 'a' && str_lower((char)c) <= 'z';
}

/* The place of a letter among others, SIZE_MAX when it is none of them. */
static size_t place_of(struct str letter, struct str letters, size_t *count)
{
	size_t place = SIZE_MAX;

	*count = 0;
	while (letters.len) {
		struct str before = letters;
		utf8_next(&letters);
		if (str_eq(letter, str_slice(before, 0, before.len - letters.len)))
			place = *count;
		(*count)++;
	}
	return place;
}

/* Quotes, dashes and such are in all of these encodings. */
static bool is_mark(uint32_t code)
{
	return (code >= 0x2010 && code <= 0x203a) || code == 0x20ac || code == 0xa0 ||
	       code == 0xab || code == 0xbb || code == 0x2116 || code == 0xa9 || code == 0xb0 ||
	       code == 0xa7;
}

static uint32_t first_of(struct str s)
{
	return s.len ? utf8_next(&s) : 0;
}

static void learn_byte(struct table *table, unsigned char byte, struct charset charset,
		       struct str letters)
{
	struct buf letter = { 0 }, small = { 0 };
	size_t count;

	charset_add_utf8(&letter, (struct str){ (const char *)&byte, 1 }, charset);
	utf8_fold(&small, buf_str(&letter));
	uint32_t code = first_of(buf_str(&letter)), low = first_of(buf_str(&small));
	bool is_capital = low != code && utf8_capital(low) == code;
	size_t place = place_of(buf_str(is_capital ? &small : &letter), letters, &count);

	if (place != SIZE_MAX) {
		table->worth[byte] = place * 3 <= count ? WORTH_BEST
				     : place * 3 <= count * 2 ? 2 : 1;
		table->shape[byte] = is_capital ? SHAPE_CAPITAL : SHAPE_SMALL;
	} else {
		table->worth[byte] = is_mark(code) ? 0 : WORTH_NOTHING;
	}
	buf_free(&letter);
	buf_free(&small);
}

/* What a text's bytes are in an encoding; of those not seen in it nobody asks. */
static void learn(struct table *table, const char *label, struct str letters, const bool *seen)
{
	struct charset charset = charset_find(str_from(label));

	*table = (struct table){ .is_latin = first_of(letters) < 0x250 };
	for (unsigned c = 0; c < 0x80; c++)
		if (is_ascii_letter((unsigned char)c))
			table->shape[c] = c < 'a' ? SHAPE_CAPITAL : SHAPE_SMALL;
	for (unsigned c = 0x80; c < 0x100; c++)
		if (seen[c])
			learn_byte(table, (unsigned char)c, charset, letters);
}

/* The byte at i, a space outside of s. */
static unsigned char byte_at(struct str s, size_t i)
{
	return i < s.len ? (unsigned char)s.ptr[i] : ' ';
}

/* Whether more than three letters beyond ASCII stand in a row around i. */
static bool is_crowded(struct str s, size_t i)
{
	return byte_at(s, i - 1) >= 0x80 && byte_at(s, i + 1) >= 0x80 &&
	       (byte_at(s, i - 2) >= 0x80 || byte_at(s, i + 2) >= 0x80);
}

/* What the letter at i is worth among its neighbours. */
static int weigh(const struct table *t, struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.ptr[i];
	unsigned char before = byte_at(s, i - 1), after = byte_at(s, i + 1);
	bool is_among_ascii = is_ascii_letter(before) || is_ascii_letter(after);
	bool is_inside = t->shape[before] == SHAPE_SMALL;

	if (t->shape[c] == SHAPE_OTHER)
		return t->worth[c];
	if (t->is_latin ? is_crowded(s, i) : is_among_ascii)
		return WORTH_NOTHING;
	if (t->shape[c] == SHAPE_CAPITAL && is_inside)
		return WORTH_NOTHING;
	return t->worth[c];
}

static int likeness_of(const struct table *table, struct str s)
{
	long sum = 0, count = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!(s.ptr[i] & 0x80))
			continue;
		sum += weigh(table, s, i);
		count += table->worth[(unsigned char)s.ptr[i]] != 0;
	}
	if (count < (table->is_latin ? 1 : FEWEST))
		return 0;
	return (int)(sum * 100 / (count * WORTH_BEST));
}

struct charset alphabet_guess(struct str s, int *likeness)
{
	struct table table;
	const char *label = alphabets[0].label;
	bool seen[256] = { false };

	s = str_slice(s, 0, SAMPLE);
	for (size_t i = 0; i < s.len; i++)
		seen[(unsigned char)s.ptr[i]] = true;
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++) {
		learn(&table, alphabets[i].label, str_from(alphabets[i].letters), seen);
		int alike = likeness_of(&table, s);
		if (i == 0 || alike > *likeness + CLEARLY) {
			*likeness = alike;
			label = alphabets[i].label;
		}
	}
	return charset_find(str_from(label));
}
