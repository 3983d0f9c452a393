/* SPDX-License-Identifier: MIT */
#include "page/flow.h"

#ifdef HAVE_FRIBIDI

#include <stdlib.h>

#include <fribidi.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Whether there may be a right-to-left letter in it: a look at lead bytes. */
static bool may_turn(struct str s)
{
	for (size_t i = 0; i + 1 < s.len; i++) {
		unsigned char lead = (unsigned char)s.ptr[i], next = (unsigned char)s.ptr[i + 1];
		if ((lead >= 0xd6 && lead <= 0xdf) || (lead == 0xe0 && next < 0xa4) ||
		    (lead == 0xef && next >= 0xac && next < 0xbc) ||
		    (lead == 0xf0 && (next == 0x90 || next == 0x9e)))
			return true;
	}
	return false;
}

/* Levels per code point, spread over the bytes. */
static void spread(struct str text, const FriBidiLevel *of_code, uint8_t *of_byte)
{
	size_t code = 0;

	for (struct str rest = text; rest.len; code++) {
		size_t from = text.len - rest.len;
		utf8_next(&rest);
		for (size_t i = from; i < text.len - rest.len; i++)
			of_byte[i] = (uint8_t)of_code[code];
	}
}

void flow_set_levels(struct flow *flow, bool is_rtl)
{
	struct str text = buf_str(&flow->text), rest = text;

	if (!is_rtl && !may_turn(text))
		return;
	if (!text.len || text.len > INT32_MAX / 8)
		return;
	FriBidiChar *codes = mem_new(text.len, sizeof(*codes));
	FriBidiCharType *types = mem_new(text.len, sizeof(*types));
	FriBidiBracketType *brackets = mem_new(text.len, sizeof(*brackets));
	FriBidiLevel *levels = mem_new(text.len, sizeof(*levels));
	FriBidiParType direction = is_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	FriBidiStrIndex count = 0;

	while (rest.len) {
		codes[count] = utf8_next(&rest);
		/* A forced break ends a line here, not a paragraph. */
		codes[count] = codes[count] == '\n' ? ' ' : codes[count];
		count++;
	}
	fribidi_get_bidi_types(codes, count, types);
	fribidi_get_bracket_types(codes, count, types, brackets);
	if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, levels)) {
		flow->levels = mem_new(text.len, sizeof(*flow->levels));
		spread(text, levels, flow->levels);
	}
	free(codes);
	free(types);
	free(brackets);
	free(levels);
}

#else

void flow_set_levels(struct flow *flow, bool is_rtl)
{
	(void)flow;
	(void)is_rtl;
}

#endif
