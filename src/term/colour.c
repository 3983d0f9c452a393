/* SPDX-License-Identifier: MIT */
#include "term/colour.h"

#include "term/term.h"

/* The palette as xterm comes with it; terminals change the first sixteen, so
 * these serve only to find what is nearest. */
static const int32_t first_sixteen[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};
static const int cube_steps[6] = { 0, 95, 135, 175, 215, 255 };
static const char *const names[8] = { "black", "red", "green", "yellow", "blue", "magenta",
				      "cyan", "white" };

bool colour_from_hex(struct str digits, int32_t *out)
{
	int32_t value = 0;

	for (size_t i = 0; i < digits.len; i++) {
		char c = str_lower(digits.ptr[i]);

		if (c >= '0' && c <= '9')
			value = value * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else
			return false;
	}
	*out = value;
	return digits.len == 6;
}

int colour_from_name(struct str name)
{
	int first = 0;

	if (str_has_prefix(name, STR("bright-"))) {
		first = 8;
		name = str_slice(name, 7, name.len);
	}
	for (int i = 0; i < 8; i++) {
		if (str_eq(name, str_from(names[i])))
			return first + i;
	}
	return -1;
}

static int32_t palette_rgb(int index)
{
	if (index < 16)
		return first_sixteen[index];
	if (index >= 232) {
		int grey = 8 + (index - 232) * 10;

		return grey << 16 | grey << 8 | grey;
	}
	index -= 16;
	return cube_steps[index / 36] << 16 | cube_steps[index / 6 % 6] << 8 |
	       cube_steps[index % 6];
}

int32_t theme_rgb(int32_t colour, int32_t fallback)
{
	if (colour < 0)
		return fallback;
	return colour >= TERM_INDEXED ? palette_rgb((colour - TERM_INDEXED) & 255) : colour;
}

/* Squared distance with the weights of the "redmean" approximation: closer to
 * what an eye sees than plain RGB, and whole numbers only. */
static int64_t distance(int32_t a, int32_t b)
{
	int64_t ar = a >> 16 & 255, br = b >> 16 & 255, mean = (ar + br) / 2;
	int64_t red = ar - br, green = (a >> 8 & 255) - (b >> 8 & 255),
		blue = (a & 255) - (b & 255);

	return (512 + mean) * red * red / 256 + 4 * green * green +
	       (767 - mean) * blue * blue / 256;
}

static int nearest(int32_t rgb, int from, int to)
{
	int best = from;
	int64_t least = INT64_MAX;

	for (int i = from; i < to; i++) {
		int64_t d = distance(rgb, palette_rgb(i));

		if (d < least) {
			least = d;
			best = i;
		}
	}
	return best;
}

int32_t theme_reduce(int32_t colour, int colours)
{
	if (colour < 0 || colours < 8)
		return -1;
	if (colour >= TERM_INDEXED && colour - TERM_INDEXED < colours)
		return colour;
	if (colours > 256)
		return colour;
	int32_t rgb = theme_rgb(colour, 0);
	if (colours >= 256)
		return TERM_INDEXED + nearest(rgb, 16, 256);
	return TERM_INDEXED + nearest(rgb, 0, colours >= 16 ? 16 : 8);
}
