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

/* A text as the library wants it. */
struct bidi {
	FriBidiChar *codes;
	FriBidiCharType *types;
	FriBidiLevel *levels;
	FriBidiStrIndex count;
};

static void bidi_free(struct bidi *b)
{
	free(b->codes);
	free(b->types);
	free(b->levels);
}

static bool bidi_read_as(struct bidi *b, struct str text, FriBidiParType *direction)
{
	FriBidiBracketType *brackets = mem_new(text.len, sizeof(*brackets));

	*b = (struct bidi){
		.codes = mem_new(text.len, sizeof(*b->codes)),
		.types = mem_new(text.len, sizeof(*b->types)),
		.levels = mem_new(text.len, sizeof(*b->levels)),
	};
	while (text.len) {
		FriBidiChar code = utf8_next(&text);
		/* A forced break ends a line here, not a paragraph. */
		b->codes[b->count++] = code == '\n' ? ' ' : code;
	}
	fribidi_get_bidi_types(b->codes, b->count, b->types);
	fribidi_get_bracket_types(b->codes, b->count, b->types, brackets);
	bool done = fribidi_get_par_embedding_levels_ex(b->types, brackets, b->count, direction,
							b->levels) != 0;
	free(brackets);
	return done;
}

static bool bidi_read(struct bidi *b, struct str text, bool is_rtl)
{
	FriBidiParType direction = is_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;

	return bidi_read_as(b, text, &direction);
}

/* Gives Arabic letters the form that their neighbours ask for. */
static void bidi_join(struct bidi *b)
{
	FriBidiArabicProp *joins = mem_new((size_t)b->count, sizeof(*joins));

	fribidi_get_joining_types(b->codes, b->count, joins);
	fribidi_join_arabic(b->types, b->count, b->levels, joins);
	fribidi_shape(FRIBIDI_FLAGS_ARABIC, b->levels, b->count, joins, b->codes);
	free(joins);
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

static bool is_sane(struct str text)
{
	return text.len && text.len < INT32_MAX / 8;
}

void flow_set_levels(struct flow *flow, bool is_rtl)
{
	struct str text = buf_str(&flow->text);
	struct bidi b;

	if (!is_sane(text) || (!is_rtl && !may_turn(text)))
		return;
	if (bidi_read(&b, text, is_rtl)) {
		flow->levels = mem_new(text.len, sizeof(*flow->levels));
		spread(text, b.levels, flow->levels);
	}
	bidi_free(&b);
}

/* Whether a letter of Arabic may be in it. */
static bool may_join(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0xd8 && (unsigned char)s.ptr[i] <= 0xdd)
			return true;
	return false;
}

/* The flow's text with these code points in place of its own; parts begin
 * where they began. */
static void rewrite(struct flow *flow, const struct bidi *b)
{
	struct str old = buf_str(&flow->text);
	struct buf fresh = { .max = flow->text.max };
	size_t part = 0;

	for (size_t i = 0; old.len; i++) {
		size_t at = flow->text.len - old.len;
		for (; part < flow->part_count && flow->parts[part].from <= at; part++)
			flow->parts[part].from = fresh.len;
		char first = old.ptr[0];
		utf8_next(&old);
		if (first == '\n')
			buf_add_char(&fresh, '\n');
		else if (b->codes[i] != FRIBIDI_CHAR_FILL)
			utf8_put(&fresh, b->codes[i]);
	}
	for (; part < flow->part_count; part++)
		flow->parts[part].from = fresh.len;
	buf_free(&flow->text);
	flow->text = fresh;
}

void flow_shape(struct flow *flow, bool is_rtl)
{
	struct str text = buf_str(&flow->text);
	struct bidi b;

	if (flow->is_ascii || !is_sane(text) || !may_join(text))
		return;
	if (bidi_read(&b, text, is_rtl)) {
		bidi_join(&b);
		rewrite(flow, &b);
	}
	bidi_free(&b);
}

bool page_line_turn(struct str line, struct buf *out)
{
	FriBidiParType direction = FRIBIDI_PAR_ON; /* as its first letter says */
	struct bidi b;

	if (!is_sane(line) || !may_turn(line))
		return false;
	bool is_turned = bidi_read_as(&b, line, &direction);
	if (is_turned && may_join(line))
		bidi_join(&b);
	is_turned = is_turned && fribidi_reorder_line(FRIBIDI_FLAG_REORDER_NSM, b.types, b.count,
						      0, direction, b.levels, b.codes, NULL) != 0;
	for (FriBidiStrIndex i = 0; is_turned && i < b.count; i++) {
		if (b.codes[i] != FRIBIDI_CHAR_FILL)
			utf8_put(out, b.codes[i]);
	}
	bidi_free(&b);
	return is_turned;
}

bool page_orders_text(void)
{
	return true;
}

#else

bool page_orders_text(void)
{
	return false;
}

bool page_line_turn(struct str line, struct buf *out)
{
	(void)line;
	(void)out;
	return false;
}

void flow_set_levels(struct flow *flow, bool is_rtl)
{
	(void)flow;
	(void)is_rtl;
}

void flow_shape(struct flow *flow, bool is_rtl)
{
	(void)flow;
	(void)is_rtl;
}

#endif
