/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <unictype.h>
#include <uninorm.h>

/* What decomposition does not give, in the order of code points. */
static const struct {
	uint32_t code;
	const char *ascii;
} spellings[] = {
	{ 0x00a1, "!" },    { 0x00a2, "c" },   { 0x00a3, "GBP" },  { 0x00a5, "JPY" },
	{ 0x00a6, "|" },    { 0x00a7, "S" },   { 0x00a9, "(c)" },  { 0x00ab, "\"" },
	{ 0x00ac, "-" },    { 0x00ad, "" },    { 0x00ae, "(R)" },  { 0x00b0, " deg" },
	{ 0x00b1, "+-" },   { 0x00b6, "P" },   { 0x00b7, "-" },    { 0x00bb, "\"" },
	{ 0x00bf, "?" },    { 0x00c6, "AE" },  { 0x00d0, "D" },    { 0x00d7, "x" },
	{ 0x00d8, "O" },    { 0x00de, "Th" },  { 0x00df, "ss" },   { 0x00e6, "ae" },
	{ 0x00f0, "d" },    { 0x00f7, "/" },   { 0x00f8, "o" },    { 0x00fe, "th" },
	{ 0x0110, "D" },    { 0x0111, "d" },   { 0x0126, "H" },    { 0x0127, "h" },
	{ 0x0131, "i" },    { 0x0138, "k" },   { 0x0141, "L" },    { 0x0142, "l" },
	{ 0x014a, "N" },    { 0x014b, "n" },   { 0x0152, "OE" },   { 0x0153, "oe" },
	{ 0x0166, "T" },    { 0x0167, "t" },   { 0x018f, "E" },    { 0x0192, "f" },
	{ 0x0259, "e" },    { 0x02b9, "'" },   { 0x02bb, "'" },    { 0x02bc, "'" },
	{ 0x02bd, "'" },    { 0x02c8, "'" },   { 0x2010, "-" },    { 0x2011, "-" },
	{ 0x2012, "-" },    { 0x2013, "-" },   { 0x2014, "--" },   { 0x2015, "--" },
	{ 0x2016, "||" },   { 0x2018, "'" },   { 0x2019, "'" },    { 0x201a, "'" },
	{ 0x201b, "'" },    { 0x201c, "\"" },  { 0x201d, "\"" },   { 0x201e, "\"" },
	{ 0x201f, "\"" },   { 0x2020, "+" },   { 0x2021, "++" },   { 0x2022, "*" },
	{ 0x2023, ">" },    { 0x2026, "..." }, { 0x2030, "o/oo" }, { 0x2032, "'" },
	{ 0x2033, "\"" },   { 0x2039, "<" },   { 0x203a, ">" },    { 0x203b, "*" },
	{ 0x2043, "-" },    { 0x2044, "/" },   { 0x20ac, "EUR" },  { 0x2190, "<-" },
	{ 0x2191, "^" },    { 0x2192, "->" },  { 0x2193, "v" },    { 0x2194, "<->" },
	{ 0x21d2, "=>" },   { 0x2212, "-" },   { 0x2215, "/" },    { 0x2217, "*" },
	{ 0x2219, "-" },    { 0x2248, "~" },   { 0x2260, "!=" },   { 0x2264, "<=" },
	{ 0x2265, ">=" },   { 0x2500, "-" },   { 0x2501, "-" },    { 0x2502, "|" },
	{ 0x2503, "|" },    { 0x25a0, "#" },   { 0x25a1, "#" },    { 0x25a3, "#" },
	{ 0x25aa, "*" },    { 0x25b6, ">" },   { 0x25ba, ">" },    { 0x25c6, "*" },
	{ 0x25cb, "o" },    { 0x25cf, "*" },   { 0x25e6, "o" },    { 0x2605, "*" },
	{ 0x2606, "*" },    { 0x2713, "v" },   { 0x2714, "v" },    { 0x2717, "x" },
	{ 0x27f3, "@" },    { 0x2b50, "*" },   { 0x3001, "," },    { 0x3002, "." },
	{ 0x300c, "\"" },   { 0x300d, "\"" },
};

static const char *spelling(uint32_t code)
{
	size_t from = 0, to = sizeof(spellings) / sizeof(*spellings);

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (spellings[middle].code == code)
			return spellings[middle].ascii;
		if (spellings[middle].code < code)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* Letter by letter of the full decomposition: marks go, ASCII stays. */
static bool add_decomposed(struct buf *out, uint32_t code)
{
	enum { ROOM = 2 * UC_DECOMPOSITION_MAX_LENGTH };
	uint32_t pending[ROOM], parts[UC_DECOMPOSITION_MAX_LENGTH];
	int count = 1;
	bool done = true;

	pending[0] = code;
	while (count && done) {
		uint32_t next = pending[--count];
		int tag;
		const char *known = spelling(next);
		if (next < 0x80) {
			done = buf_add_char(out, (char)next);
			continue;
		}
		if (known) {
			done = buf_add(out, str_from(known));
			continue;
		}
		if (uc_combining_class(next) || uc_is_general_category(next, UC_FORMAT) ||
		    uc_is_general_category(next, UC_MARK))
			continue;
		int len = uc_decomposition(next, &tag, parts);
		if (len <= 0 || count + len > ROOM) {
			done = buf_add_char(out, '?');
			continue;
		}
		for (int i = len - 1; i >= 0; i--)
			pending[count++] = parts[i];
	}
	return done;
}

bool utf8_add_ascii(struct buf *out, struct str s)
{
	while (s.len) {
		size_t run = 0;
		while (run < s.len && (unsigned char)s.ptr[run] < 0x80)
			run++;
		if (!buf_add(out, str_slice(s, 0, run)))
			return false;
		s = str_slice(s, run, s.len);
		if (s.len && !add_decomposed(out, utf8_next(&s)))
			return false;
	}
	return true;
}
