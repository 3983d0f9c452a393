/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/check.h"
#include "page/layout.h"

/* Random documents, each word of which is numbered: what a reader sees as
 * "kataN", what only machines see as "gaibN", what is hidden for now as
 * "sembunyiN". A seed gives the same again; a test that fails names it. */

enum { ROUNDS = 400, DEEP = 5, WORDS_MAX = 6000 };

struct maker {
	struct buf html;
	uint32_t state;
	int next;      /* number of the next word */
};

static unsigned roll(struct maker *m, unsigned sides)
{
	m->state = m->state * 1664525u + 1013904223u;
	return (m->state >> 9) % sides;
}

static void add_words(struct maker *m, unsigned count)
{
	static const char *const signs[] = { " ", " ", " ", ", ", ". ", "; ", "\n\t" };

	for (unsigned i = 0; i < count && m->next < WORDS_MAX; i++)
		buf_addf(&m->html, "kata%d%s", m->next++, signs[roll(m, 7)]);
}

static void add_unseen(struct maker *m)
{
	static const char *const forms[] = {
		"<script>var a = 'gaib%d <p>gaib%d</p>';</script>", "<!-- gaib%d <p>gaib%d -->",
		"<style>.gaib%d::after { content: 'gaib%d' }</style>",
		"<template><p>gaib%d gaib%d</p></template>",
		"<p hidden>sembunyi%d sembunyi%d</p>",
		"<div style='display:none'><p>sembunyi%d sembunyi%d</p></div>",
		"<span data-gaib%d title='gaib%d'></span>", "<svg><desc>gaib%d</desc><title>gaib%d"
		"</title></svg>", "<textarea>gaib%d gaib%d</textarea>",
		"<select><option>gaib%d<option>gaib%d</select>",
	};
	unsigned form = roll(m, sizeof(forms) / sizeof(*forms));
	int a = (int)roll(m, 1000), b = (int)roll(m, 1000);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	buf_addf(&m->html, forms[form], a, b);
#pragma GCC diagnostic pop
}

/* Text with marks in it. */
static void add_inline(struct maker *m, int depth)
{
	static const char *const tags[] = { "b", "em", "i", "strong", "span", "code", "u", "sub",
					    "mark", "font", "x-kata" };
	unsigned parts = 1 + roll(m, 4);

	for (unsigned i = 0; i < parts; i++) {
		const char *tag = tags[roll(m, sizeof(tags) / sizeof(*tags))];
		add_words(m, 3 + roll(m, 14));
		if (depth < DEEP && roll(m, 3) == 0) {
			buf_addf(&m->html, "<%s>", tag);
			add_inline(m, depth + 1);
			buf_addf(&m->html, "</%s> ", tag);
		} else if (roll(m, 6) == 0) {
			buf_addf(&m->html, "<a href='https://lain%u.example/'>", roll(m, 90));
			add_words(m, 1 + roll(m, 3));
			buf_add(&m->html, STR("</a> "));
		} else if (roll(m, 9) == 0) {
			buf_add(&m->html, STR("<br>"));
		}
	}
	add_words(m, 4);
	buf_add(&m->html, STR("kataakhir."));
}

static void add_blocks(struct maker *m, int depth, unsigned count);

static void add_table(struct maker *m)
{
	unsigned rows = 1 + roll(m, 4), columns = 1 + roll(m, 4);

	buf_add(&m->html, roll(m, 2) ? STR("<table><tbody>") : STR("<table>"));
	for (unsigned i = 0; i < rows; i++) {
		buf_add(&m->html, STR("<tr>"));
		for (unsigned k = 0; k < columns; k++) {
			buf_add(&m->html, i ? STR("<td>") : STR("<th>"));
			add_words(m, 1 + roll(m, 5));
			if (roll(m, 2))
				buf_add(&m->html, i ? STR("</td>") : STR("</th>"));
		}
		if (roll(m, 2))
			buf_add(&m->html, STR("</tr>"));
	}
	buf_add(&m->html, STR("</table>"));
}

static void add_list(struct maker *m, int depth)
{
	const char *tag = roll(m, 2) ? "ul" : "ol";
	unsigned count = 1 + roll(m, 4);

	buf_addf(&m->html, "<%s>", tag);
	for (unsigned i = 0; i < count; i++) {
		buf_add(&m->html, STR("<li>"));
		add_inline(m, depth);
		if (depth < DEEP && roll(m, 4) == 0)
			add_list(m, depth + 1);
		if (roll(m, 2))
			buf_add(&m->html, STR("</li>"));
	}
	buf_addf(&m->html, "</%s>", tag);
}

static void add_block(struct maker *m, int depth)
{
	static const char *const boxes[] = { "div", "section", "blockquote", "div class=teks" };
	const char *box = boxes[roll(m, 4)];

	switch (depth < DEEP ? roll(m, 10) : 0) {
	case 1:
		buf_addf(&m->html, "<%s>", box);
		add_blocks(m, depth + 1, 1 + roll(m, 3));
		buf_addf(&m->html, "</%.*s>", (int)strcspn(box, " "), box);
		break;
	case 2: add_list(m, depth + 1); break;
	case 3: add_table(m); break;
	case 4:
		buf_add(&m->html, STR("<h3>"));
		add_words(m, 2 + roll(m, 6));
		buf_add(&m->html, STR("</h3>"));
		break;
	case 5:
		buf_add(&m->html, STR("<pre>"));
		add_words(m, 2 + roll(m, 9));
		buf_add(&m->html, STR("</pre>"));
		break;
	case 6: add_unseen(m); break;
	default:
		buf_add(&m->html, STR("<p>"));
		add_inline(m, depth);
		if (roll(m, 3))
			buf_add(&m->html, STR("</p>"));
	}
}

static void add_blocks(struct maker *m, int depth, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		add_block(m, depth);
}

/* An article begins and ends with sentences. */
static void add_prose(struct maker *m)
{
	for (int i = 0; i < 2; i++) {
		buf_add(&m->html, STR("<p>"));
		add_words(m, 40);
		buf_add(&m->html, STR("selesai.</p>"));
	}
}

/* How often each word stands in a text, and whether they come in order. */
struct tally {
	unsigned char seen[WORDS_MAX];
	int last;
	bool is_ordered, has_unseen, has_hidden;
};

static void tally_text(struct tally *tally, struct str text)
{
	tally->has_unseen |= str_find(text, STR("gaib")) != SIZE_MAX;
	tally->has_hidden |= str_find(text, STR("sembunyi")) != SIZE_MAX;
	for (size_t at; (at = str_find(text, STR("kata"))) != SIZE_MAX;) {
		int number;

		text = str_slice(text, at + 4, text.len);
		if (!text.len || text.ptr[0] < '0' || text.ptr[0] > '9')
			continue;
		number = atoi(text.ptr);
		CHECK(number < WORDS_MAX);
		tally->seen[number] += tally->seen[number] < 200;
		tally->is_ordered &= number > tally->last;
		tally->last = number;
	}
}

static void tally_page(const struct page *page, struct tally *tally)
{
	struct buf text = { 0 };

	*tally = (struct tally){ .last = -1, .is_ordered = true };
	page_add_text(page, &text);
	buf_add_char(&text, '\0');
	tally_text(tally, buf_str(&text));
	buf_free(&text);
}

static void check(bool is_well, const char *what, uint32_t seed, int word)
{
	if (!is_well)
		print_error("%s: seed %u, word %d\n", what, (unsigned)seed, word);
	CHECK(is_well);
}

static void check_once(const struct tally *tally, int words, bool is_all, uint32_t seed)
{
	for (int i = 0; i < words; i++) {
		check(tally->seen[i] <= 1, "a word came twice", seed, i);
		check(!is_all || tally->seen[i] == 1, "a word is lost", seed, i);
	}
	check(!tally->has_unseen, "what nobody sees came out", seed, -1);
	check(!is_all || !tally->has_hidden, "what is hidden came out", seed, -1);
	check(tally->is_ordered, "words changed places", seed, tally->last);
}

/* A feed's own text: all of it, once, in order. */
static void test_a_fragment_keeps_every_word_at_its_place(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
		struct maker m = { .state = seed };
		struct tally tally;
		struct page page;

		add_blocks(&m, 0, 3 + roll(&m, 12));
		struct html_source source = { .bytes = buf_str(&m.html),
					      .base = STR("https://h.example/") };
		html_fragment(&source, &page, NULL);
		tally_page(&page, &tally);
		check_once(&tally, m.next, true, seed);
		page_free(&page);
		buf_free(&m.html);
	}
}

/* A whole page: a part of what is seen, no word twice, in order; and of an
 * article that says where it is, most. What is hidden may be what a script
 * would show: it comes out where hardly anything else is there. */
static void test_an_extract_is_a_part_of_what_is_seen(void **state)
{
	(void)state;
	for (uint32_t seed = 5001; seed <= 5000 + ROUNDS; seed++) {
		struct maker m = { .state = seed };
		struct tally tally;
		struct page page;
		int from, to;

		buf_add(&m.html, STR("<html><head><title>gaib1</title><meta name=description "
				     "content='gaib2'></head><body><nav><a href=/a>"));
		add_words(&m, 2);
		buf_add(&m.html, STR("</a></nav><main><article class=article-body>"));
		from = m.next;
		add_prose(&m);
		add_blocks(&m, 0, 6 + roll(&m, 12));
		add_prose(&m);
		to = m.next;
		buf_add(&m.html, STR("</article></main><footer><p>"));
		add_words(&m, 4);
		buf_add(&m.html, STR("</p></footer></body></html>"));
		struct html_source source = { .bytes = buf_str(&m.html),
					      .base = STR("https://h.example/a/b") };
		html_extract(&source, &page, NULL);
		tally_page(&page, &tally);
		check_once(&tally, m.next, false, seed);
		int kept = 0;
		for (int i = from; i < to; i++)
			kept += tally.seen[i];
		check(kept * 10 >= (to - from) * 8, "most of the article is lost", seed, kept);
		page_free(&page);
		buf_free(&m.html);
	}
}

/* From the bytes to the screen: whatever the width, each word once. */
static void test_what_is_extracted_is_shown_at_every_width(void **state)
{
	(void)state;
	for (uint32_t seed = 9001; seed <= 9000 + ROUNDS / 2; seed++) {
		struct maker m = { .state = seed };
		struct tally tally, shown = { .last = -1, .is_ordered = true };
		struct layout layout = { 0 };
		struct buf text = { 0 };
		struct page page;

		add_blocks(&m, 0, 3 + roll(&m, 9));
		struct layout_options options = { .width = 12 + (int)roll(&m, 110) };
		struct html_source source = { .bytes = buf_str(&m.html),
					      .base = STR("https://h.example/") };
		html_fragment(&source, &page, NULL);
		tally_page(&page, &tally);
		page_layout(&layout, &page, &options, SIZE_MAX);
		/* Words may be broken; the columns of a table stand side by side. */
		for (size_t i = 0; i < layout.line_count; i++) {
			const struct layout_line *line = &layout.lines[i];
			bool is_table = line->block < page.block_count &&
					page.blocks[line->block].kind == PAGE_TABLE;
			for (uint32_t k = 0; k < line->run_count && !is_table; k++) {
				const struct layout_run *run = &layout.runs[line->first_run + k];
				CHECK(run->column + run->width <= options.width);
				if (run->role != LAYOUT_BULLET && run->role != LAYOUT_RULE)
					buf_add(&text, run->text);
			}
			if (i + 1 < layout.line_count && layout.lines[i + 1].block != line->block)
				buf_add_char(&text, ' ');
		}
		buf_add_char(&text, '\0');
		tally_text(&shown, buf_str(&text));
		CHECK(shown.is_ordered);
		for (size_t i = 0; i < page.block_count; i++) {
			struct tally of_block = { .last = -1, .is_ordered = true };
			const struct page_block *block = &page.blocks[i];
			for (size_t k = 0; k < block->span_count &&
			     block->kind != PAGE_TABLE; k++)
				tally_text(&of_block, page.spans[block->first_span + k].text);
			for (int w = 0; w < m.next; w++)
				check(!of_block.seen[w] || shown.seen[w] == 1,
				      "a word is not on the screen", seed, w);
		}
		layout_free(&layout);
		page_free(&page);
		buf_free(&text);
		buf_free(&m.html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_fragment_keeps_every_word_at_its_place),
		TEST(an_extract_is_a_part_of_what_is_seen),
		TEST(what_is_extracted_is_shown_at_every_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
