/* SPDX-License-Identifier: MIT */
#include "html/noise.h"

#include <string.h>

#include "base/utf8.h"

enum {
	NOISE_MAX = 220, /* bytes of a line that may be noise */
	CODE_MAX = 40,   /* bytes of a desk's code with its parentheses */
	OPENING_MAX = 120, /* bytes of a line that leads to what is left out */
	TAIL_BLOCKS = 40,
};

enum noise { LINE, START, LINKED };

static const struct { enum noise how; struct str text; } noises[] = {
#define NOISE(how, text) { how, { text, sizeof(text) - 1 } },
#include "html/noise.def"
#undef NOISE
};

struct line {
	struct str text;
	size_t linked; /* bytes of it in links */
};

static bool is_text(const struct page_block *b)
{
	return b->kind == PAGE_PARAGRAPH || b->kind == PAGE_HEADING || b->kind == PAGE_ITEM;
}

/* The block's text, and how much of it is linked; false when it is longer
 * than a line. */
static bool line_read(const struct page *page, const struct page_block *b, struct buf *out,
		      struct line *line)
{
	*line = (struct line){ 0 };
	for (size_t i = 0; i < b->span_count; i++) {
		const struct page_span *span = &page->spans[b->first_span + i];

		if (!buf_add(out, span->text))
			return false;
		line->linked += span->link ? span->text.len : 0;
	}
	line->text = buf_str(out);
	return true;
}

static bool is_sign(char c)
{
	return c && strchr(" \t\n-=*.:;!>|~_", c) != NULL;
}

static struct str without_signs(struct str s)
{
	const struct str blank = STR("\xc2\xa0");

	while (s.len && (is_sign(s.ptr[0]) || str_has_prefix(s, blank)))
		s = str_slice(s, is_sign(s.ptr[0]) ? 1 : blank.len, s.len);
	while (s.len && (is_sign(s.ptr[s.len - 1]) || str_has_suffix(s, blank)))
		s.len -= is_sign(s.ptr[s.len - 1]) ? 1 : blank.len;
	return s;
}

/* What is left of a trail of links whose words were pictures: "> > /". */
static bool is_trail(struct str s)
{
	static const struct str arrows[] = { { "\xc2\xbb", 2 }, { "\xe2\x80\xba", 3 } };
	bool has_mark = false;

	while (s.len) {
		size_t used = strchr(" \n-.>/|", s.ptr[0]) ? 1 : 0;

		has_mark |= used && strchr(">/|", s.ptr[0]);
		for (size_t i = 0; !used && i < sizeof(arrows) / sizeof(*arrows); i++)
			if (str_has_prefix(s, arrows[i]))
				used = arrows[i].len, has_mark = true;
		if (!used)
			return false;
		s = str_slice(s, used, s.len);
	}
	return has_mark;
}

static bool is_noise(struct str folded, bool is_linked)
{
	struct str bare = without_signs(folded);

	if (is_trail(folded))
		return true;

	for (size_t i = 0; i < sizeof(noises) / sizeof(*noises); i++) {
		if (noises[i].how == LINE ? str_eq(bare, noises[i].text)
					  : str_has_prefix(folded, noises[i].text) &&
					    (noises[i].how == START || is_linked))
			return true;
	}
	return false;
}

bool noise_is_last(const struct page *page)
{
	if (!page->block_count)
		return false;
	const struct page_block *b = &page->blocks[page->block_count - 1];
	struct buf text = { .max = NOISE_MAX }, folded = { .max = 2 * NOISE_MAX };
	struct line line;
	bool is = is_text(b) && line_read(page, b, &text, &line) &&
		utf8_fold(&folded, str_trim(line.text)) &&
		is_noise(buf_str(&folded), line.linked > 0);

	buf_free(&text);
	buf_free(&folded);
	return is;
}

/* Length of "(abc/def)" at the start: who wrote and who edited, for the desk. */
static size_t code_len(struct str s)
{
	size_t end = s.len && s.ptr[0] == '(' ? str_find_char(s, ')') : SIZE_MAX;

	return end < CODE_MAX ? end + 1 : 0;
}

/* Numbers and signs: what is left of a pager. */
static bool is_wordless(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = str_lower(s.ptr[i]);

		if ((c >= 'a' && c <= 'z') || (c & 0x80))
			return false;
	}
	return s.len < CODE_MAX;
}

static bool is_tail(const struct page *page, const struct page_block *b)
{
	struct buf text = { .max = 2 * NOISE_MAX };
	struct line line;

	if (b->kind == PAGE_HEADING || b->kind == PAGE_RULE)
		return true;
	if (!is_text(b))
		return false;
	bool is = false;
	if (line_read(page, b, &text, &line)) {
		struct str bare = str_trim(line.text);
		size_t left = bare.len - code_len(bare);
		bool is_opening = bare.len <= OPENING_MAX && bare.len &&
			bare.ptr[bare.len - 1] == ':';
		is = !left || is_opening || line.linked * 10 > left * 9 ||
		     (b->kind == PAGE_ITEM && is_wordless(bare));
	}
	buf_free(&text);
	return is;
}

void noise_trim(struct page *page)
{
	for (int i = 0; i < TAIL_BLOCKS && page->block_count > 1; i++) {
		const struct page_block *b = &page->blocks[page->block_count - 1];

		if (!is_tail(page, b))
			return;
		page->span_count = b->first_span;
		page->block_count--;
	}
}
