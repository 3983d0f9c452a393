/* SPDX-License-Identifier: MIT */
#include "term/glyphs.h"

#include "base/utf8.h"

/* What the program itself draws with, for terminals that have only ASCII. */
static const struct {
	uint32_t from;
	char to;
} own[] = {
	{ 0x2026, '~' }, /* cut here */
	{ 0x25cf, '*' }, { 0x25cb, 'o' }, { 0x2713, 'v' }, /* states */
	{ 0x2605, '*' }, { 0x2606, '-' }, { 0x2b6e, '@' }, { 0x27f3, '@' },
	{ 0x2500, '-' }, { 0x2502, '|' }, { 0x2503, '|' }, { 0x253c, '+' }, { 0x2501, '=' },
	{ 0x250c, '+' }, { 0x2510, '+' }, { 0x2514, '+' }, { 0x2518, '+' },
	{ 0x251c, '+' }, { 0x2524, '+' }, { 0x252c, '+' }, { 0x2534, '+' },
	{ 0x256d, '+' }, { 0x256e, '+' }, { 0x256f, '+' }, { 0x2570, '+' },
	{ 0x2039, '<' }, { 0x203a, '>' }, { 0x25a3, '#' }, { 0x2022, '*' }, { 0x25b8, '>' },
	{ 0x25be, 'v' }, { 0x2191, '^' }, { 0x2193, 'v' }, { 0x2190, '<' }, { 0x2192, '>' },
	{ 0x232b, '<' }, { 0x21b5, '<' }, { 0x266b, '&' }, { 0x25cc, '.' }, { 0x2588, '#' },
	{ 0x00b7, '-' }, { 0x2248, '~' }, { 0x25b6, '>' }, { 0x254c, '.' }, { 0x2016, '|' },
	{ 0x266a, ',' }, { 0x21b3, '>' },
};

void glyph_add_ascii(struct buf *out, struct str cluster, int width)
{
	struct str rest = cluster;
	struct buf plain = { 0 };
	size_t wanted = width > 0 ? (size_t)width : 0;

	uint32_t first = cluster.len ? utf8_next(&rest) : ' ';
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		if (own[i].from == first)
			buf_add_char(&plain, own[i].to);
	}
	if (!plain.len)
		utf8_add_ascii(&plain, cluster);
	for (size_t i = 0; i < wanted; i++)
		buf_add_char(out, i < plain.len ? plain.ptr[i] : plain.len ? ' ' : '?');
	buf_free(&plain);
}

/* What the program draws with and a console's 256 or 512 glyphs lack. */
static const struct {
	uint32_t from, to;
} common[] = {
	{ 0x2713, 0x221a }, { 0x2605, '*' },    { 0x25a3, 0x25a0 }, { 0x25aa, 0x25a0 },
	{ 0x27f3, '*' },    { 0x25be, 0x25bc }, { 0x25b8, 0x25ba }, { 0x25b6, 0x25ba },
	{ 0x256d, 0x250c }, { 0x256e, 0x2510 }, { 0x2570, 0x2514 }, { 0x256f, 0x2518 },
	{ 0x2503, 0x2502 }, { 0x25e6, 0x00b7 }, { 0x2501, 0x2550 }, { 0x254c, 0x2500 },
	{ 0x2016, 0x2551 }, { 0x21b3, 0x00bb },
};

void glyph_add_common(struct buf *out, struct str cluster)
{
	struct str rest = cluster;
	uint32_t first = cluster.len > 1 ? utf8_next(&rest) : 0;

	for (size_t i = 0; i < sizeof(common) / sizeof(*common) && first; i++) {
		if (common[i].from == first) {
			utf8_put(out, common[i].to);
			return;
		}
	}
	buf_add(out, cluster);
}

bool glyph_is_simple(const char *text)
{
	struct str rest = str_from(text);

	if (!rest.len)
		return true;
	uint32_t code_point = utf8_next(&rest);
	return !rest.len && code_point < 0x3000 &&
	       (code_point < 0x2600 || code_point == 0x2605 || code_point == 0x2713);
}
