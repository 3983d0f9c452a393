/* SPDX-License-Identifier: MIT */
#include "page/pen.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "page/facts.h"

enum {
	LOOK_AHEAD = 2000, /* blocks, for the width of a list's numbers */
	WORDS_FROM = 36,   /* columns that have room for words as state marks */
};

/* A note in a list has the number that leads to it. */
static uint32_t ordinal_of(const struct pen *pen, const struct page_block *item)
{
	const struct page_link *note = pen_note(pen, item->link);

	return note ? note->number : item->ordinal;
}

/* What stands before the item; empty: a bullet. */
static void add_mark(const struct pen *pen, const struct page_block *item, struct buf *out)
{
	const struct page_link *note = pen_note(pen, item->link);

	if (note)
		buf_addf(out, "%u.", (unsigned)note->number);
	else
		form_add_mark(item, out);
}

/* Its columns with a blank behind it. */
static int mark_width(const struct pen *pen, const struct page_block *item)
{
	struct buf mark = { 0 };

	add_mark(pen, item, &mark);
	int width = mark.len ? (int)mark.len + 1 : 2;
	buf_free(&mark);
	return width;
}

/* Columns of the bullets or numbers of the list that the item is in: its
 * largest number decides. Looked up where the list begins. */
static int marker_width(const struct pen *pen, const struct page_block *item)
{
	const struct page_block *end = pen->page->blocks + pen->page->block_count;
	uint32_t ordinal = ordinal_of(pen, item);
	int depth = pen_depth(item), widest = mark_width(pen, item);

	if (!ordinal)
		return widest;
	if (end - item > LOOK_AHEAD)
		end = item + LOOK_AHEAD;
	for (const struct page_block *block = item + 1; block < end; block++) {
		if (pen_depth(block) < depth || block->quote != item->quote)
			break;
		if (pen_depth(block) > depth || block->kind != PAGE_ITEM)
			continue;
		ordinal = ordinal_of(pen, block);
		if (!ordinal || block->starts_list)
			break;
		int width = mark_width(pen, block);
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* Whether the item goes on a list that has its width already. */
static bool continues_list(const struct pen *pen, const struct page_block *item)
{
	const struct page_block *before = item;
	int depth = pen_depth(item), markers = pen->state->markers[depth];

	if (!markers || item->starts_list || item == pen->page->blocks)
		return false;
	before--;
	if (pen_depth(before) < depth || before->quote != item->quote)
		return false;
	int width = mark_width(pen, item);
	return ordinal_of(pen, item) ? width <= markers && markers > 2 : markers == width;
}

static void add_indent(const struct pen *pen, struct margin *margin, int columns)
{
	int room = pen_margin_max(pen) - margin->width;

	margin_gap(margin, columns < room ? columns : room > 0 ? room : 0);
}

static struct str bullet(const struct pen *pen, int depth)
{
	static const char *const bullets[] = { "\u2022", "\u25e6", "\u25aa" };
	static const char *const ascii[] = { "*", "-", "+" };

	return str_from((pen->options->is_ascii ? ascii : bullets)[(depth - 1) % 3]);
}

/* Where bars are not drawn, a word says that a quote begins. */
static void add_quote_word(struct pen *pen, const struct page_block *block)
{
	bool has_words = pen->options->state_columns > 1;
	int before = block > pen->page->blocks ? block[-1].quote : 0;

	if (!has_words || block->quote <= before)
		return;
	flow_add_made(&pen->flow, str_from(_("Quote")), (struct flow_look){ LAYOUT_LABEL, 0, 0 });
	flow_add_made(&pen->flow, STR(": "), (struct flow_look){ LAYOUT_LABEL, 0, 0 });
}

static void draw_item(struct pen *pen, const struct page_block *block)
{
	int depth = pen_depth(block);
	struct buf own = { 0 };

	add_mark(pen, block, &own);
	struct str mark = own.len ? arena_str(&pen->layout->arena, buf_str(&own)) :
				    bullet(pen, depth);
	buf_free(&own);
	if (!continues_list(pen, block))
		pen->state->markers[depth] = (uint8_t)marker_width(pen, block);
	pen->state->quotes[depth] = block->quote;
	struct margin margin = pen_margin(pen, block, depth - 1,
					  pen->state->markers[depth]);
	const struct page_link *link = form_link(pen->page, block->link);
	uint32_t note = link && link->kind == PAGE_LINK_NOTE ? block->link : 0;
	uint8_t role = note ? LAYOUT_LINK_NUMBER : LAYOUT_BULLET;
	int columns = pen->state->markers[depth];
	int room = pen_margin_max(pen) - margin.width;
	if (columns > room) {
		/* No room to hang: the number goes with the text. */
		struct flow_look look = { role, 0, note };
		flow_add_made(&pen->flow, mark, look);
		flow_add_made(&pen->flow, STR(" "), look);
	} else {
		int width = utf8_width(mark) + 1;
		margin_gap(&margin, columns - width);
		margin_add(&margin, mark, role, note);
		margin_gap(&margin, 1);
	}
	struct margin rest = pen_hanging(&margin);
	add_quote_word(pen, block);
	pen_add_spans(pen, &pen->flow, form_block_spans(pen->page, block),
		      block->quote ? LAYOUT_QUOTE : LAYOUT_TEXT);
	pen_put_flow(pen, &margin, &rest);
}

/* Blanks where the reader draws a state mark. */
static struct str state_room(const struct pen *pen)
{
	static const char blanks[] = "                    ";
	int columns = pen->width >= WORDS_FROM ? pen->options->state_columns : 1;

	return str_slice(str_from(blanks), 0, columns > 1 ? (size_t)columns : 1);
}

/* "Picture 1: " where marks are words. */
static void add_media_words(struct pen *pen, bool is_picture, struct str number, uint32_t link)
{
	struct flow_look look = { LAYOUT_CAPTION, 0, link };

	flow_add_made(&pen->flow, str_from(is_picture ? _("Picture") : _("Media")), look);
	if (number.len && pen->options->show_numbers) {
		flow_add_made(&pen->flow, STR(" "), look);
		flow_add_made(&pen->flow, number,
			      (struct flow_look){ LAYOUT_LINK_NUMBER, 0, link });
	}
	flow_add_made(&pen->flow, STR(": "), look);
}

void pen_add_media(struct pen *pen, struct margin *margin, const char *mark,
		   const char *ascii, uint32_t link)
{
	struct str number = pen_number(pen, link, false);
	const struct page_link *named = form_link(pen->page, link);
	bool has_state = pen->options->show_picture_states && named &&
			 named->kind == PAGE_LINK_IMAGE;
	int columns = (int)number.len + 2 + (has_state ? (int)state_room(pen).len : 0);

	if (pen->options->state_columns > 1 && !has_state) {
		add_media_words(pen, ascii[0] == '#', number, link);
		return;
	}
	if (margin->width + 2 > pen_margin_max(pen))
		*margin = (struct margin){ 0 };
	margin_add(margin, str_from(pen->options->is_ascii ? ascii : mark), LAYOUT_CAPTION, link);
	margin_gap(margin, 1);
	if (!number.len || !pen->options->show_numbers)
		number = STR("");
	if (margin->width + columns <= pen_margin_max(pen)) {
		margin_add(margin, number, LAYOUT_LINK_NUMBER, link);
		margin_gap(margin, number.len ? has_state ? 1 : 2 : 0);
		if (has_state)
			margin_add(margin, state_room(pen), LAYOUT_STATE, link);
		margin_gap(margin, has_state ? 1 : 0);
		return;
	}
	if (!number.len)
		return;
	struct flow_look look = { LAYOUT_LINK_NUMBER, 0, link };
	flow_add_made(&pen->flow, number, look);
	flow_add_made(&pen->flow, STR(" "), look);
}

/* Caption and credit; without a caption what the link says about itself. */
static void draw_media(struct pen *pen, const struct page_block *block, struct margin margin)
{
	const struct page_link *link = form_link(pen->page, block->link);
	struct form_spans caption = form_block_spans(pen->page, block), credit = caption;
	bool is_image = block->kind == PAGE_IMAGE;
	struct flow_look look = { LAYOUT_CAPTION, 0, block->link };

	if (is_image && block->credit_span < caption.count)
		caption.count = block->credit_span;
	credit.first = credit.count ? credit.first + caption.count : NULL;
	credit.count -= caption.count;
	pen_add_media(pen, &margin, is_image ? "\u25a3" : "\u25b6", is_image ? "#" : ">",
		      block->link);
	pen_add_spans(pen, &pen->flow, caption, LAYOUT_CAPTION);
	if (caption.count && credit.count)
		flow_add_made(&pen->flow, STR(" "), look);
	pen_add_spans(pen, &pen->flow, credit, LAYOUT_CREDIT);
	if (!block->span_count && link)
		flow_add(&pen->flow, is_image && !link->title.len ? str_from(_("Picture")) :
			 form_title(link), look);
	struct margin rest = pen_hanging(&margin);
	pen_put_flow(pen, &margin, &rest);
}

static void draw_rule(struct pen *pen, struct margin margin)
{
	struct buf line = { 0 };
	int room = pen->width - margin.width, columns = room / 3 > 1 ? room / 3 : 1;

	for (int i = 0; i < columns; i++)
		buf_add(&line, pen->options->is_ascii ? STR("-") : STR("\u2500"));
	margin_gap(&margin, (room - columns) / 2);
	margin_add(&margin, arena_str(&pen->layout->arena, buf_str(&line)), LAYOUT_RULE, 0);
	buf_free(&line);
	pen_start_line(pen, 0);
	pen_put_margin(pen, &margin);
}

/* The label on lines of its own, where it is too long to begin one. */
static void draw_label(struct pen *pen, struct str label, const struct margin *bars, uint32_t link)
{
	struct layout *l = pen->layout;
	size_t from = l->line_count;

	flow_add(&pen->flow, label, (struct flow_look){ LAYOUT_LABEL, 0, link });
	pen_put_flow(pen, bars, bars);
	/* It is no text of the block: the title begins at its offset 0. */
	for (; from < l->line_count; from++)
		l->lines[from].offset = pen->offset;
}

static struct str clean_label(struct pen *pen, struct str label)
{
	struct buf clean = { 0 };

	if (pen->options->is_ascii)
		utf8_add_ascii(&clean, label);
	else
		utf8_clean_line(&clean, label);
	struct str kept = arena_str(&pen->layout->arena, buf_str(&clean));
	buf_free(&clean);
	return kept;
}

void pen_draw_related(struct pen *pen, uint32_t index, const struct margin *before,
		      struct str label)
{
	const struct page_link *link = form_link(pen->page, index);
	struct str number = pen_number(pen, index, false), shown = clean_label(pen, label);
	struct margin bars = *before;
	int columns = utf8_width(shown), facts;

	facts = (int)number.len + 3 + (int)state_room(pen).len;
	if (before->width + 2 + facts > pen->width)
		bars = (struct margin){ 0 };
	pen_add_bars(pen, &bars, 1);
	struct margin margin = bars;
	if (columns > pen->width * 2 / 5 || bars.width + columns + 2 + facts > pen->width) {
		draw_label(pen, label, &bars, index);
	} else if (columns) {
		margin_add(&margin, shown, LAYOUT_LABEL, index);
		margin_gap(&margin, 2);
	}
	margin_add(&margin, number, LAYOUT_LINK_NUMBER, index);
	margin_gap(&margin, number.len ? 1 : 0);
	margin_add(&margin, state_room(pen), LAYOUT_STATE, index);
	margin_gap(&margin, 2);
	struct margin rest = pen_hanging(&margin);
	if (margin.width > pen->width / 2) {
		/* Narrow: the title has lines of its own. */
		pen_start_line(pen, 0);
		pen_put_margin(pen, &margin);
		margin = rest = bars;
	}
	pen->flow.direction = utf8_direction(form_title(link));
	flow_add(&pen->flow, form_title(link), (struct flow_look){
		 link->url.len ? LAYOUT_RELATED : LAYOUT_DIM, 0, index });
	pen_put_flow(pen, &margin, &rest);
}

/* Levels are told apart by what is there: the first that the page has is the
 * strongest, whatever its number. Underlined, where there is a weaker one;
 * bold; bold and set in; set in and slanted. */
static uint8_t draw_rank(struct pen *pen, const struct page_block *heading, struct margin *margin,
			 unsigned *style)
{
	unsigned levels = pen->state->levels, own = 1u << (heading->level & 7), rank = 0;

	for (unsigned bit = 1; bit < own; bit <<= 1)
		rank += (levels & bit) != 0;
	if (!rank && levels & ~own)
		*style = PAGE_UNDERLINE;
	if (rank >= 2)
		add_indent(pen, margin, pen->width >= PEN_INDENT_FROM ? 2 : 0);
	if (rank < 3)
		return LAYOUT_HEADING;
	*style = PAGE_EMPHASIS;
	return LAYOUT_TEXT;
}

/* Lines of a program that are longer than the measure: that they go on is said
 * in the columns that the program is set in. */
static struct margin margin_on(const struct pen *pen, const struct margin *before)
{
	struct margin margin = *before;

	margin_add(&margin, pen->options->is_ascii ? STR(">") : STR("\u21b3"), LAYOUT_BULLET, 0);
	margin_gap(&margin, 1);
	return margin;
}

static void draw_text(struct pen *pen, const struct page_block *block, struct margin margin)
{
	struct margin rest = margin;
	unsigned style = 0;
	uint8_t role = block->quote ? LAYOUT_QUOTE : LAYOUT_TEXT;

	if (block->kind == PAGE_HEADING)
		role = draw_rank(pen, block, &margin, &style);
	if (block->kind != PAGE_PRE)
		rest = margin;
	if (block->kind == PAGE_PRE) {
		role = LAYOUT_CODE;
		pen->flow.is_pre = true;
		if (pen->width >= PEN_INDENT_FROM && margin.width + 2 <= pen_margin_max(pen)) {
			rest = margin_on(pen, &margin);
			margin_gap(&margin, 2);
		}
	}
	const struct page_link *note = pen_note(pen, block->link);
	if (note) {
		struct flow_look look = { LAYOUT_LINK_NUMBER, 0, block->link };

		flow_add_made(&pen->flow, arena_printf(&pen->layout->arena, "%u. ",
						       (unsigned)note->number), look);
	}
	add_quote_word(pen, block);
	pen_add_spans(pen, &pen->flow, form_block_spans(pen->page, block), role);
	for (size_t i = 0; style && i < pen->flow.part_count; i++)
		if (!pen->flow.parts[i].is_made)
			pen->flow.parts[i].style |= (uint16_t)style;
	pen_put_flow(pen, &margin, &rest);
}

void pen_draw_block(struct pen *pen, const struct page_block *block)
{
	const struct page_link *link = form_link(pen->page, block->link);

	if (block->kind == PAGE_ITEM) {
		draw_item(pen, block);
		return;
	}
	struct margin margin = pen_margin(pen, block, pen_depth(block), 0);
	switch ((enum page_block_kind)block->kind) {
	case PAGE_IMAGE:
	case PAGE_EMBED:
		draw_media(pen, block, margin);
		break;
	case PAGE_RULE:
		draw_rule(pen, margin);
		break;
	case PAGE_RELATED:
		if (link)
			pen_draw_related(pen, block->link, &margin,
					 facts_label(link, pen->options->related_label));
		break;
	default:
		draw_text(pen, block, margin);
		break;
	}
}
