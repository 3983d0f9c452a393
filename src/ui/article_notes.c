/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/article.h"

enum { SHOWN_MAX = 300 /* bytes of a note in the bottom line */ };

/* The block that begins the note; SIZE_MAX: the page does not have it. */
static size_t block_of(const struct page *page, uint32_t link)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].link == link && page->blocks[i].kind <= PAGE_PRE)
			return i;
	return SIZE_MAX;
}

void notes_add_text(const struct page *page, uint32_t link, struct buf *out)
{
	size_t at = block_of(page, link), from = out->len;

	if (at == SIZE_MAX)
		return;
	const struct page_block *block = &page->blocks[at];
	for (size_t i = 0; i < block->span_count && out->len - from < SHOWN_MAX; i++)
		buf_add(out, page->spans[block->first_span + i].text);
}

static bool is_on_screen(const struct article *article, const struct visit *visit, size_t line)
{
	return line >= visit->top && line < visit->top + (size_t)article->screen;
}

static void go(struct ui *ui, struct article *article, uint32_t link, size_t line)
{
	struct visit *visit = history_current(&article->history);
	size_t third = (size_t)article->screen / 3;

	article->note = link;
	article->note_top = visit->top;
	article_scroll_to(ui, article, line > third ? line - third : 0);
}

bool notes_return(struct ui *ui, struct article *article)
{
	if (!article->note)
		return false;
	article->note = 0;
	article_scroll_to(ui, article, article->note_top);
	return true;
}

bool notes_jump(struct ui *ui, struct article *article, uint32_t link)
{
	struct visit *visit = history_current(&article->history);
	struct layout_options options = article_options(ui, article, visit);
	size_t block = block_of(&visit->page, link);

	if (article->note == link)
		return notes_return(ui, article);
	if (block == SIZE_MAX) {
		ui_say(ui, ROLE_NOTICE, "%s", _("this note is not on the page"));
		return true;
	}
	size_t mark = layout_line_of_link(&visit->layout, &visit->page, &options, link);
	size_t note = layout_line_of(&visit->layout, &visit->page, &options,
				     (struct layout_anchor){ (uint32_t)block, 0 });
	/* Who stands at the note wants to know what it is about. */
	if (is_on_screen(article, visit, note) && mark != SIZE_MAX &&
	    !is_on_screen(article, visit, mark))
		go(ui, article, link, mark);
	else if (!is_on_screen(article, visit, note))
		go(ui, article, link, note);
	return true;
}
