/* SPDX-License-Identifier: MIT */
#include "page/pen.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "page/facts.h"

/* Where the offsets of the head's parts begin: far enough from each other for
 * texts of any sane length. */
enum { FACTS_OFFSET = 1 << 24, IMAGE_OFFSET = 2 << 24 };

static const struct margin no_margin;

static void draw_title(struct pen *pen)
{
	flow_add(&pen->flow, pen->page->meta.title, (struct flow_look){ LAYOUT_TITLE, 0, 0 });
	pen->flow.direction = utf8_direction(pen->page->meta.title);
	pen_put_flow(pen, &no_margin, &no_margin);
}

/* The facts stay whole where they can: a line ends between two of them. */
static void draw_facts(struct pen *pen)
{
	const struct layout_options *options = pen->options;
	struct str dot = options->is_ascii ? STR(" - ") : STR(" \u00b7 ");
	struct flow_look look = { LAYOUT_META, 0, 0 };
	struct buf facts = { 0 };
	size_t ends[FACTS_MAX], from = 0;
	int count = facts_add(&pen->page->meta, options->add_date, options->ctx, &facts, ends);
	int width = 0;

	for (int i = 0; i < count; i++) {
		struct str fact = str_slice(buf_str(&facts), from, ends[i]);
		int columns = utf8_width(fact);
		pen->flow.direction = utf8_direction(buf_str(&facts));
		if (i && width + 3 + columns > pen->width) {
			pen_put_flow(pen, &no_margin, &no_margin);
			pen->offset = FACTS_OFFSET + (uint32_t)from;
			width = 0;
		} else if (i) {
			flow_add_made(&pen->flow, dot, look);
			width += 3;
		}
			flow_add(&pen->flow, fact, look);
		width += columns;
		from = ends[i];
	}
	if (count)
		pen_put_flow(pen, &no_margin, &no_margin);
	buf_free(&facts);
}

static void draw_lead_image(struct pen *pen)
{
	const struct page_meta *meta = &pen->page->meta;
	uint32_t link = page_image_link(pen->page);
	struct flow_look caption = { LAYOUT_CAPTION, 0, link };
	struct flow_look credit = { LAYOUT_CREDIT, 0, link };
	struct margin margin = { 0 };

	if (!meta->image_url.len && !meta->image_caption.len)
		return;
	pen_put_blank(pen, NULL);
	pen_add_media(pen, &margin, "\u25a3", "#", link);
	flow_add(&pen->flow, meta->image_caption.len ? meta->image_caption : meta->image_alt,
		 caption);
	if (pen->flow.text.len && meta->image_credit.len)
		flow_add(&pen->flow, STR(" "), credit);
	flow_add(&pen->flow, meta->image_credit, credit);
	if (!pen->flow.text.len)
		flow_add(&pen->flow, str_from(_("Picture")), caption);
	struct margin rest = pen_hanging(&margin);
	pen_put_flow(pen, &margin, &rest);
}

void pen_draw_head(struct pen *pen)
{
	pen->block = UINT32_MAX;
	pen->is_rtl = pen->page->meta.is_rtl;
	draw_title(pen);
	pen->offset = FACTS_OFFSET;
	draw_facts(pen);
	pen->offset = IMAGE_OFFSET;
	draw_lead_image(pen);
	pen->offset = 0;
}

static void draw_heading(struct pen *pen, const char *heading)
{
	if (pen->layout->line_count)
		pen_put_blank(pen, NULL);
	flow_add(&pen->flow, str_from(heading), (struct flow_look){ LAYOUT_HEADING, 0, 0 });
	pen_put_flow(pen, &no_margin, &no_margin);
}

void page_add_playtime(const struct page_link *link, struct buf *out)
{
	long long seconds = link->duration < 360000 ? link->duration : 0;

	if (seconds >= 3600)
		buf_addf(out, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
			 seconds % 60);
	else if (seconds > 0)
		buf_addf(out, "%lld:%02lld", seconds / 60, seconds % 60);
}

void page_add_size(const struct page_link *link, const char *blank, struct buf *out)
{
	if (link->length >= 1000000)
		buf_addf(out, "%.1f%sMB", (double)link->length / 1e6, blank);
	else if (link->length > 0)
		buf_addf(out, "%lld%skB", ((long long)link->length + 999) / 1000, blank);
}

static void fact_put(struct pen *pen, struct str fact, uint32_t index)
{
	struct flow_look look = { LAYOUT_META, 0, index };

	if (str_is_empty(fact))
		return;
	flow_add(&pen->flow, pen->options->is_ascii ? STR(" - ") : STR(" \u00b7 "), look);
	flow_add(&pen->flow, fact, look);
}

/* An enclosure's or comment page's number, name, type, length and size. */
static void draw_medium(struct pen *pen, uint32_t index)
{
	const struct page_link *link = form_link(pen->page, index);
	struct margin margin = { 0 };
	struct buf time = { 0 }, size = { 0 };

	if (link->kind == PAGE_LINK_ENCLOSURE)
		pen_add_media(pen, &margin, "\u25b6", ">", index);
	else
		pen_add_media(pen, &margin, "\u2192", ">", index);
	flow_add(&pen->flow, form_title(link), (struct flow_look){ LAYOUT_LINK, 0, index });
	fact_put(pen, link->type, index);
	page_add_playtime(link, &time);
	fact_put(pen, buf_str(&time), index);
	page_add_size(link, "\u00a0", &size);
	fact_put(pen, buf_str(&size), index);
	buf_free(&time);
	buf_free(&size);
	struct margin rest = pen_hanging(&margin);
	pen_put_flow(pen, &margin, &rest);
}

/* Moves on to the next link that a list behind the body shows. */
static bool find_item(struct pen *pen)
{
	struct layout_state *state = pen->state;

	while (state->list < FORM_LIST_COUNT) {
		for (; state->list_link < pen->page->link_count; state->list_link++)
			if (form_is_listed(&pen->page->links[state->list_link],
					   form_lists[state->list].kind))
				return true;
		state->list++;
		state->list_link = 0;
		state->is_list_open = false;
	}
	return false;
}

bool pen_draw_list_item(struct pen *pen)
{
	struct layout_state *state = pen->state;
	struct layout *l = pen->layout;

	if (!find_item(pen))
		return false;
	enum page_link_kind kind = form_lists[state->list].kind;
	pen->block = (uint32_t)pen->page->block_count;
	pen->is_rtl = pen->page->meta.is_rtl;
	size_t from = l->line_count + (l->line_count > 0 && !state->is_list_open);
	if (!state->is_list_open)
		draw_heading(pen, _(form_lists[state->list].heading));
	state->is_list_open = true;
	uint32_t index = ++state->list_link;
	if (kind == PAGE_LINK_RELATED || kind == PAGE_LINK_LATEST)
		pen_draw_related(pen, index, &no_margin, (struct str){ NULL, 0 });
	else
		draw_medium(pen, index);
	for (size_t i = from; i < l->line_count; i++)
		l->lines[i].offset = state->list_lines;
	state->list_lines++;
	return true;
}
