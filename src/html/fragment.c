/* SPDX-License-Identifier: MIT */
#include "html/fragment.h"

#include <string.h>

#include "base/i18n.h"

/* Whether there is a tag or a character reference in it. */
static bool is_markup(struct str s)
{
	for (size_t i = 0; i + 2 < s.len; i++) {
		char next = str_lower(s.ptr[i + 1]);
		bool is_letter = next >= 'a' && next <= 'z';

		if (s.ptr[i] == '<' && (is_letter || next == '/' || next == '!'))
			return true;
		if (s.ptr[i] == '&' && (next == '#' || is_letter) &&
		    memchr(s.ptr + i, ';', s.len - i < 12 ? s.len - i : 12))
			return true;
	}
	return false;
}

/* Blank lines part paragraphs, single ones break lines. */
static void add_text_as_html(struct buf *out, struct str text)
{
	struct str line;

	buf_add(out, STR("<p>"));
	for (bool is_first = true; str_cut(&text, '\n', &line); is_first = false) {
		struct str rest = str_trim(line);

		if (!rest.len) {
			buf_add(out, STR("<p>"));
			continue;
		}
		if (!is_first)
			buf_add(out, STR("<br>"));
		buf_add_escaped(out, rest);
	}
}

static void build(const struct html_source *source, struct page *page)
{
	struct dom dom;

	if (dom_parse(source, &dom, NULL)) {
		struct article all = { .nodes = &dom.body, .count = 1, .top = dom.body };

		related_mark(&dom, source);
		article_build(&dom, &all, page);
		related_collect(&dom, source, &all, page);
	}
	dom_free(&dom);
}

void fragment_build(const struct html_source *source, bool is_html, struct page *page)
{
	struct buf html = { .max = source->bytes.len * 5 + 64 };
	struct html_source marked = *source;

	if (!is_html && !is_markup(source->bytes)) {
		add_text_as_html(&html, source->bytes);
		marked.bytes = buf_str(&html);
	}
	build(&marked, page);
	buf_free(&html);
}

bool html_fragment(const struct html_source *source, struct page *page, struct error *err)
{
	*page = (struct page){ 0 };
	fragment_build(source, false, page);
	page_number(page);
	if (page->block_count)
		return true;
	return error_set(err, _("the article is empty"));
}
