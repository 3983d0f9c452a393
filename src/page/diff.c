/* SPDX-License-Identifier: MIT */
#include "page/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	LINES_MAX = 2000,    /* paragraphs of a text */
	WORDS_MAX = 4000,    /* of a paragraph */
	CELLS_MAX = 1 << 20, /* of a table of common parts */
	ALIKE = 40,          /* per cent of common words in one and the same paragraph */
	IDEOGRAPHS = 0x2e80, /* from here on every letter is a word */
};

/* A word of a paragraph, or a paragraph of a text. */
struct part {
	struct str text;
	uint64_t hash;
	bool has_gap; /* white space before it */
	bool is_kept; /* the other text has it too */
};

struct parts {
	struct part *items;
	size_t count, cap;
};

static void part_add(struct parts *parts, struct str text, bool has_gap)
{
	parts->items = mem_grow(parts->items, parts->count, &parts->cap, sizeof(*parts->items));
	parts->items[parts->count++] = (struct part){ .text = text, .hash = str_hash(text),
						      .has_gap = has_gap };
}

static void lines_split(struct str text, struct parts *out)
{
	struct str line;

	while (out->count < LINES_MAX && str_cut(&text, '\n', &line))
		if (str_trim(line).len)
			part_add(out, str_trim(line), false);
	if (str_trim(text).len) /* the rest in one */
		part_add(out, str_trim(text), false);
}

static void words_split(struct str text, struct parts *out)
{
	const char *end = text.ptr + text.len;
	bool has_gap = false;

	while (text.len && out->count < WORDS_MAX) {
		const char *start = text.ptr;
		uint32_t letter = utf8_next(&text);

		if (letter == ' ' || letter == '\t') {
			has_gap = true;
			continue;
		}
		while (letter < IDEOGRAPHS && text.len && *text.ptr != ' ' && *text.ptr != '\t') {
			struct str before = text;

			if (utf8_next(&text) >= IDEOGRAPHS) {
				text = before;
				break;
			}
		}
		part_add(out, (struct str){ start, (size_t)(text.ptr - start) }, has_gap);
		has_gap = false;
	}
	if (text.len)
		part_add(out, (struct str){ text.ptr, (size_t)(end - text.ptr) }, has_gap);
}

/* ---- what both have -------------------------------------------------------------------- */

static bool is_same(const struct part *a, const struct part *b)
{
	return a->hash == b->hash && str_eq(a->text, b->text);
}

/* The longest run of parts that both have in this order; lengths[i][j] is that
 * of what stands from i and from j on. */
static void mark_common(struct part *a, size_t n, struct part *b, size_t m)
{
	uint16_t *lengths;
	size_t i = 0, j = 0;

	if (!n || !m || n >= UINT16_MAX || m >= UINT16_MAX || (n + 1) * (m + 1) > CELLS_MAX)
		return;
	lengths = mem_new((n + 1) * (m + 1), sizeof(*lengths));
	for (size_t x = n; x-- > 0;)
		for (size_t y = m; y-- > 0;) {
			uint16_t *cell = &lengths[x * (m + 1) + y];
			uint16_t below = cell[m + 1], right = cell[1];

			*cell = is_same(&a[x], &b[y]) ? (uint16_t)(cell[m + 2] + 1) :
				below > right ? below : right;
		}
	while (i < n && j < m) {
		if (is_same(&a[i], &b[j]))
			a[i++].is_kept = b[j++].is_kept = true;
		else if (lengths[(i + 1) * (m + 1) + j] >= lengths[i * (m + 1) + j + 1])
			i++;
		else
			j++;
	}
	free(lengths);
}

/* Beginnings and ends that are the same need no table. */
static void compare(struct parts *before, struct parts *after)
{
	size_t from = 0, n = before->count, m = after->count;

	while (from < n && from < m && is_same(&before->items[from], &after->items[from])) {
		before->items[from].is_kept = after->items[from].is_kept = true;
		from++;
	}
	while (n > from && m > from && is_same(&before->items[n - 1], &after->items[m - 1]))
		before->items[--n].is_kept = after->items[--m].is_kept = true;
	if (n > from && m > from)
		mark_common(before->items + from, n - from, after->items + from, m - from);
}

/* ---- writing it down ------------------------------------------------------------------- */

struct writer {
	struct page *page;
	bool in_words;
	size_t same; /* unchanged paragraphs that are not written yet, */
	const struct part *last_same; /* the last of them */
};

static void add_run(struct writer *w, struct buf *text, unsigned style)
{
	struct str run = buf_str(text);
	bool has_gap = run.len && run.ptr[0] == ' ';
	struct buf marked = { 0 };

	if (!run.len)
		return;
	if (style && has_gap) { /* the gap is nobody's */
		page_add_span(w->page, STR(" "), 0, 0);
		run = str_slice(run, 1, run.len);
	}
	if (style && w->in_words) {
		buf_addf(&marked, style == PAGE_STRIKE ? "[-%.*s-]" : "{+%.*s+}", STR_ARG(run));
		run = buf_str(&marked);
	}
	page_add_span(w->page, run, style, 0);
	buf_free(&marked);
	buf_clear(text);
}

static void add_part(struct buf *text, const struct part *part, bool is_first)
{
	if (part->has_gap && !is_first)
		buf_add_char(text, ' ');
	buf_add(text, part->text);
}

/* Words of the one and the other, those that went before those that came. */
static void add_words(struct writer *w, const struct parts *before, const struct parts *after)
{
	struct buf text = { 0 };
	size_t i = 0, j = 0;

	while (i < before->count || j < after->count) {
		for (; j < after->count && after->items[j].is_kept && i < before->count &&
		       before->items[i].is_kept; i++, j++)
			add_part(&text, &after->items[j], !j);
		add_run(w, &text, 0);
		for (; i < before->count && !before->items[i].is_kept; i++)
			add_part(&text, &before->items[i], !i);
		bool has_gone = text.len > 0;
		add_run(w, &text, PAGE_STRIKE);
		bool is_first = j == 0;
		for (; j < after->count && !after->items[j].is_kept; j++)
			add_part(&text, &after->items[j], !j);
		struct str came = buf_str(&text);
		/* What begins the paragraph has no gap of its own. */
		bool has_gap = came.len ? utf8_next(&came) < IDEOGRAPHS :
			       i < before->count && before->items[i].has_gap;
		if (has_gone && is_first && has_gap)
			page_add_span(w->page, STR(" "), 0, 0);
		add_run(w, &text, PAGE_MARK);
	}
	buf_free(&text);
}

/* Per cent of the words that both have. */
static size_t likeness(const struct parts *before, const struct parts *after)
{
	size_t kept = 0, all = before->count + after->count;

	for (size_t i = 0; i < before->count; i++)
		kept += before->items[i].is_kept;
	return all ? kept * 200 / all : 0;
}

static void flush_same(struct writer *w)
{
	struct buf text = { 0 };

	if (w->same == 1) {
		page_add_block(w->page, PAGE_PARAGRAPH);
		page_add_span(w->page, w->last_same->text, 0, 0);
	} else if (w->same) {
		buf_addf(&text, ngettext("%zu paragraph is as it was",
					 "%zu paragraphs are as they were", w->same), w->same);
		page_add_block(w->page, PAGE_PARAGRAPH);
		page_add_span(w->page, buf_str(&text), PAGE_SMALL | PAGE_EMPHASIS, 0);
	}
	w->same = 0;
	buf_free(&text);
}

static void add_whole(struct writer *w, enum page_block_kind kind, struct str line, unsigned style)
{
	struct buf text = { 0 };

	flush_same(w);
	page_add_block(w->page, kind)->level = 2;
	buf_add(&text, line);
	add_run(w, &text, style);
	buf_free(&text);
}

/* A paragraph that went and one that came: one that changed when they are much
 * alike. Either may be missing. */
static void add_pair(struct writer *w, enum page_block_kind kind, const struct str *before,
		     const struct str *after)
{
	struct parts old = { 0 }, new = { 0 };

	if (before && after) {
		words_split(*before, &old);
		words_split(*after, &new);
		compare(&old, &new);
	}
	if (before && after && (likeness(&old, &new) >= ALIKE || kind == PAGE_HEADING)) {
		flush_same(w);
		page_add_block(w->page, kind)->level = 2;
		add_words(w, &old, &new);
	} else {
		if (before)
			add_whole(w, kind, *before, PAGE_STRIKE);
		if (after)
			add_whole(w, kind, *after, PAGE_MARK);
	}
	free(old.items);
	free(new.items);
}

static void add_lines(struct writer *w, const struct parts *before, const struct parts *after)
{
	size_t i = 0, j = 0;

	while (i < before->count || j < after->count) {
		bool goes = i < before->count && !before->items[i].is_kept;
		bool comes = j < after->count && !after->items[j].is_kept;

		if (goes || comes) {
			add_pair(w, PAGE_PARAGRAPH, goes ? &before->items[i].text : NULL,
				 comes ? &after->items[j].text : NULL);
			i += goes;
			j += comes;
			continue;
		}
		w->last_same = &after->items[j];
		w->same++;
		i++;
		j++;
	}
	flush_same(w);
}

bool page_diff(const struct page_version *before, const struct page_version *after, bool in_words,
	       struct page *out)
{
	struct writer w = { .page = out, .in_words = in_words };
	struct parts old = { 0 }, new = { 0 };
	struct str old_title = str_trim(before->title), new_title = str_trim(after->title);
	bool is_changed = !str_eq(old_title, new_title);

	*out = (struct page){ 0 };
	out->meta.title = arena_str(&out->arena, new_title);
	out->meta.is_complete = true;
	if (is_changed)
		add_pair(&w, PAGE_HEADING, &old_title, &new_title);
	lines_split(before->text, &old);
	lines_split(after->text, &new);
	compare(&old, &new);
	for (size_t i = 0; i < old.count; i++)
		is_changed |= !old.items[i].is_kept;
	for (size_t i = 0; i < new.count; i++)
		is_changed |= !new.items[i].is_kept;
	add_lines(&w, &old, &new);
	free(old.items);
	free(new.items);
	return is_changed;
}
