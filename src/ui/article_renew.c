/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/article.h"

/* The page that is stored is shown at once. Where its feed has changed the article
 * since, the newer one takes its place, and the paragraph that is read stays. */

enum {
	BACK_MOST = 64,    /* blocks above the one that is read that are looked for */
	LOOKED_AT = 20000, /* blocks of the newer page */
};

void renew_ask(struct ui *ui, struct visit *visit)
{
	visit->has_renewed = true;
	visit->ticket = visit->renewal = ui_ticket(ui);
	engine_renew_page(ui->engine, visit->renewal, visit->article);
}

static bool is_same_block(const struct page *a, uint32_t at, const struct page *b, uint32_t to)
{
	const struct page_block *x = &a->blocks[at], *y = &b->blocks[to];

	if (x->kind != y->kind || x->span_count != y->span_count || !x->span_count)
		return false;
	for (uint32_t i = 0; i < x->span_count; i++) {
		if (!str_eq(a->spans[x->first_span + i].text, b->spans[y->first_span + i].text))
			return false;
	}
	return true;
}

/* The same block in the newer page: the nearest to where it was. */
static bool find_block(const struct page *old, uint32_t at, const struct page *new, uint32_t *out)
{
	uint32_t count = (uint32_t)(new->block_count < LOOKED_AT ? new->block_count : LOOKED_AT);

	for (uint32_t gap = 0; gap < count; gap++) {
		if (at >= gap && at - gap < count && is_same_block(old, at, new, at - gap)) {
			*out = at - gap;
			return true;
		}
		if (at + gap < count && is_same_block(old, at, new, at + gap)) {
			*out = at + gap;
			return true;
		}
	}
	return false;
}

/* Where that place of the old page is in the new one: in the same block, or as far
 * below the nearest one above it that stayed. */
static struct layout_anchor place_in(const struct page *old, const struct page *new,
				     struct layout_anchor place)
{
	uint32_t found;

	for (uint32_t back = 0; back <= place.block && back < BACK_MOST; back++) {
		if (place.block - back >= old->block_count ||
		    !find_block(old, place.block - back, new, &found))
			continue;
		if (back == 0)
			return (struct layout_anchor){ found, place.offset };
		place.block = found + back;
		break;
	}
	place.offset = 0;
	if (place.block >= new->block_count)
		place.block = new->block_count ? (uint32_t)new->block_count - 1 : 0;
	return place;
}

static bool is_same_text(const struct page *a, const struct page *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool is_same;

	page_add_text(a, &x);
	page_add_text(b, &y);
	is_same = str_eq(a->meta.title, b->meta.title) && str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return is_same;
}

void renew_arrived(struct ui *ui, struct visit *visit, struct engine_event *event)
{
	struct article *article = article_of(ui->panes[PANE_ARTICLE]);
	bool is_current = visit == history_current(&article->history);
	struct layout_anchor place = visit->anchor;
	size_t top = visit->top;

	visit->renewal = 0;
	/* One that is far away in the history reads what is stored when it is near. */
	if (!visit->has_page || !visit->is_full || is_same_text(&visit->page, &event->page))
		return;
	if (is_current && visit->layout.line_count)
		place = layout_anchor_of(&visit->layout, top);
	place = place_in(&visit->page, &event->page, place);
	visit_take_page(visit, event);
	article_read_flags(ui, visit);
	visit_add_latest(ui, visit);
	visit_load_states(ui, visit);
	visit->anchor = place;
	visit->place_columns = 0;
	visit->keeps_place = top > 0;
	visit->top = top ? visit->top : 0;
	visit->link = 0;
	if (!is_current)
		return;
	article->digit_count = 0;
	article->hits_page = NULL;
	article->note = 0;
	ui_say(ui, ROLE_NOTICE, "%s", changes_are_there(ui, visit->article)
		? _("this is the newer form of the page; d shows what changed")
		: _("this is the newer form of the page"));
}
