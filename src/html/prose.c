/* SPDX-License-Identifier: MIT */
#include "html/html.h"
#include "html/phrases.h"

enum { LINE_MAX_BYTES = 400, LABEL_MAX_BYTES = 80 };

struct html_prose {
	const struct phrases *labels;
};

struct html_prose *html_prose_new(struct arena *arena)
{
	struct html_prose *prose = arena_alloc(arena, sizeof(*prose));

	prose->labels = phrases_load(arena);
	return prose;
}

/* "Baca juga: a title", or a label that stands alone before its links. Words
 * that go on without a separator are prose. */
static bool is_related(const struct html_prose *prose, struct str line)
{
	struct phrase_match match;
	struct str start = str_slice(line, 0, LABEL_MAX_BYTES);

	if (!line.len || line.len > LINE_MAX_BYTES)
		return false;
	/* Most lines are told apart without a look at the labels. */
	if (start.len < line.len && str_find_char(start, ':') == SIZE_MAX &&
	    str_find(start, STR("\xef\xbc\x9a")) == SIZE_MAX)
		return false;
	if (!phrases_match(prose->labels, line, &match))
		return false;
	if (match.class != PHRASE_ALSO && match.class != PHRASE_HEAD)
		return false;
	return match.has_colon || match.rest >= line.len;
}

bool html_prose_add(const struct html_prose *prose, struct str html, struct buf *out)
{
	struct buf text = { .max = out->max };
	bool is_whole = html_text(html, &text);
	struct str rest = buf_str(&text), line;
	size_t start = out->len;

	while (is_whole && rest.len && str_cut(&rest, '\n', &line)) {
		if (is_related(prose, line))
			continue;
		if (out->len > start)
			buf_add_char(out, '\n');
		is_whole = buf_add(out, line);
	}
	buf_free(&text);
	return is_whole;
}
