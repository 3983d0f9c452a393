/* SPDX-License-Identifier: MIT */
#include "term/paint.h"

#include <string.h>

#include "base/utf8.h"
#include "term/glyphs.h"
#include "term/scroll.h"

enum {
	GAP_MAX = 5,    /* cells that are cheaper to send again than to jump */
	ERASE_LEAST = 9, /* blanks at a line's end that are cheaper to erase */
	RUN_LEAST = 6    /* letters that are cheaper to count */
};

void paint_forget(struct painter *painter)
{
	surface_free(painter->shown);
	painter->shown = NULL;
}

void paint_set_theme(struct painter *painter, const struct theme *theme)
{
	painter->theme = *theme;
	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct term_style *from = &theme->styles[i];
		struct term_style *style = &painter->theme.styles[i];

		style->fg = theme_reduce(from->fg, painter->colours);
		style->bg = theme_reduce(from->bg, painter->colours);
		if (style->fg >= 0 && style->fg == style->bg && from->fg != from->bg)
			style->fg = theme_reduce(theme_rgb(from->bg, 0) & 0x808080 ? 0 : 0xffffff,
						 painter->colours);
		/* Where there is no colour, its background was all it had. */
		if (painter->colours < 8 && from->bg != theme->styles[ROLE_TEXT].bg)
			style->attributes |= TERM_REVERSE;
	}
	/* Which of two rows has the keys is no matter of colour. */
	struct term_style *idle = &painter->theme.styles[ROLE_SELECTED_IDLE];
	if (painter->colours < 8 && idle->attributes & TERM_REVERSE)
		idle->attributes |= TERM_DIM;
	paint_forget(painter);
}

/* ---- runs ------------------------------------------------------------------ */

/* The same letter again and again, blanks mostly: where the terminal can, it
 * is sent once and told how often. Whatever else is sent ends it first. */
static void run_end(struct painter *painter, struct buf *out)
{
	size_t again = out->len - painter->run - 1;

	if (painter->run_char && again >= RUN_LEAST) {
		out->len = painter->run + 1;
		buf_addf(out, "\033[%zub", again);
	}
	painter->run_char = '\0';
}

static void run_add(struct painter *painter, const char *text, struct buf *out)
{
	bool is_one = text[0] && !text[1] && painter->can_repeat;

	if (painter->run_char && is_one && text[0] == painter->run_char)
		return;
	run_end(painter, out);
	painter->run = out->len;
	painter->run_char = is_one ? text[0] : '\0';
}

/* ---- the pen --------------------------------------------------------------- */

static void pen_colour(int32_t colour, int base, struct buf *out)
{
	if (colour < 0)
		return;
	if (colour < TERM_INDEXED) {
		buf_addf(out, ";%d;2;%d;%d;%d", base + 8, (int)(colour >> 16 & 255),
			 (int)(colour >> 8 & 255), (int)(colour & 255));
		return;
	}
	int index = (int)(colour - TERM_INDEXED);
	if (index < 8)
		buf_addf(out, ";%d", base + index);
	else if (index < 16)
		buf_addf(out, ";%d", base + 60 + index - 8);
	else
		buf_addf(out, ";%d;5;%d", base + 8, index);
}

static bool is_same_background(const struct painter *painter, int role)
{
	return painter->theme.styles[role].bg == painter->theme.styles[ROLE_TEXT].bg;
}

/* What the terminal can show of them. A row that is to stand back from a
 * reversed one is underlined where nothing can be dimmed. */
static unsigned attributes_shown(const struct painter *painter, unsigned attributes)
{
	const unsigned back = TERM_REVERSE | TERM_DIM;

	if (!painter->has_dim && (attributes & back) == back)
		attributes = (attributes & ~back) | TERM_UNDERLINE;
	if (!painter->has_dim)
		attributes &= ~(unsigned)TERM_DIM;
	if (!painter->has_italic)
		attributes &= ~(unsigned)TERM_ITALIC;
	if (!painter->has_strike)
		attributes &= ~(unsigned)TERM_STRIKE;
	return attributes;
}

static void pen_set(struct painter *painter, int role, unsigned attributes, struct buf *out)
{
	static const char codes[] = "123479"; /* in the order of term_attribute */
	struct term_style style;

	if (painter->role == role && painter->attributes == attributes)
		return;
	run_end(painter, out);
	painter->role = role;
	painter->attributes = attributes;
	style = painter->theme.styles[role];
	attributes = attributes_shown(painter, attributes | style.attributes);
	buf_add(out, STR("\033["));
	for (unsigned i = 0; i < sizeof(codes) - 1; i++) {
		if (attributes & (1u << i)) {
			buf_add_char(out, ';');
			buf_add_char(out, codes[i]);
		}
	}
	pen_colour(style.fg, 30, out);
	pen_colour(style.bg, 40, out);
	buf_add_char(out, 'm');
}

/* What can be seen of a blank. */
static unsigned looks_of(const struct painter *painter, int role, unsigned attributes)
{
	return (painter->theme.styles[role].attributes | attributes) &
	       (TERM_UNDERLINE | TERM_REVERSE | TERM_STRIKE);
}

/* A blank that looks the same whichever of the two pens draws it: most pens
 * differ in what letters look like. */
static bool is_blank_for_pen(const struct painter *painter, const char *text, int role,
			     unsigned attributes)
{
	return text[0] == ' ' && !text[1] && painter->role >= 0 &&
	       !looks_of(painter, role, attributes) &&
	       !looks_of(painter, painter->role, painter->attributes) &&
	       painter->theme.styles[role].bg == painter->theme.styles[painter->role].bg;
}

static void pen_link(struct painter *painter, const struct surface *wanted, uint32_t link,
		     struct buf *out)
{
	if (!painter->has_links || painter->link == link)
		return;
	run_end(painter, out);
	painter->link = link;
	if (!link) {
		buf_add(out, STR("\033]8;;\033\\"));
		return;
	}
	buf_addf(out, "\033]8;id=%u;%s\033\\", (unsigned)link, wanted->links.items[link - 1]);
}

/* ---- the cursor -------------------------------------------------------------- */

static void cursor_move(struct painter *painter, int row, int column, struct buf *out)
{
	if (painter->row == row && painter->column == column)
		return;
	run_end(painter, out);
	if (painter->row == row && painter->column >= 0 && column > painter->column)
		buf_addf(out, "\033[%dC", column - painter->column);
	else if (column == 0 && painter->row >= 0 && row == painter->row + 1)
		buf_add(out, STR("\r\n"));
	else
		buf_addf(out, "\033[%d;%dH", row + 1, column + 1);
	painter->row = row;
	painter->column = column;
}

/* ---- cells ---------------------------------------------------------------------- */

/* Links are numbers in their own surface: cells are the same when the
 * addresses are. */
static bool is_same_link(const struct surface *a, uint32_t x, const struct surface *b, uint32_t y)
{
	if (!x || !y)
		return x == y;
	return !strcmp(a->links.items[x - 1], b->links.items[y - 1]);
}

static bool is_same_blank(const struct painter *painter, const struct surface_cell *a,
			  const struct surface_cell *b)
{
	return a->text[0] == ' ' && !a->text[1] && !looks_of(painter, a->role, a->attributes) &&
	       !looks_of(painter, b->role, b->attributes) &&
	       painter->theme.styles[a->role].bg == painter->theme.styles[b->role].bg;
}

static bool is_same_cell(const struct painter *painter, const struct surface *wanted, size_t at)
{
	const struct surface_cell *new = &wanted->cells[at], *old = &painter->shown->cells[at];
	bool is_same_pen = new->role == old->role && new->attributes == old->attributes;

	return new->width == old->width && !strcmp(new->text, old->text) &&
	       (is_same_pen || is_same_blank(painter, new, old)) &&
	       (!painter->has_links ||
		is_same_link(wanted, new->link, painter->shown, old->link));
}

/* The cell's text as it is drawn; `room` may hold it. */
static const char *cell_text(const struct painter *painter, const struct surface_cell *cell,
			     struct buf *room)
{
	struct str rest = str_from(cell->text);

	if (!(painter->theme.styles[cell->role].attributes & TERM_CAPITALS) || !rest.len)
		return cell->text;
	utf8_put(room, utf8_capital(utf8_next(&rest)));
	buf_add(room, rest);
	return buf_cstr(room);
}

static void cell_send(struct painter *painter, const struct surface *wanted,
		      const struct surface_cell *cell, struct buf *out)
{
	struct buf room = { 0 };
	const char *text = cell_text(painter, cell, &room);

	pen_link(painter, wanted, cell->link, out);
	if (!is_blank_for_pen(painter, cell->text, cell->role, cell->attributes))
		pen_set(painter, cell->role, cell->attributes, out);
	run_add(painter, text, out);
	if (painter->is_ascii)
		glyph_add_ascii(out, str_from(text), cell->width);
	else if (painter->has_few_glyphs)
		glyph_add_common(out, str_from(text));
	else
		buf_add(out, str_from(text));
	buf_free(&room);
	painter->column += cell->width;
	/* Terminals disagree on the width of what is more than a letter: say
	 * again where the next one goes. At the right edge none agree. */
	bool is_simple = (unsigned char)cell->text[0] < 0x80 || glyph_is_simple(cell->text);
	if (!is_simple || painter->column >= wanted->columns)
		painter->column = painter->row = -1;
}

static bool is_blank(const struct painter *painter, const struct surface_cell *cell)
{
	return cell->text[0] == ' ' && !cell->text[1] && !cell->link &&
	       !looks_of(painter, cell->role, cell->attributes) &&
	       is_same_background(painter, cell->role) &&
	       painter->theme.styles[ROLE_TEXT].bg < 0;
}

/* The column from which a row is nothing but background. */
static int blank_from(const struct painter *painter, const struct surface_cell *cells, int columns)
{
	while (columns > 0 && is_blank(painter, &cells[columns - 1]))
		columns--;
	return columns;
}

static void paint_row(struct painter *painter, const struct surface *wanted, int row,
		      struct buf *out)
{
	size_t start = (size_t)row * (size_t)wanted->columns;
	const struct surface_cell *cells = wanted->cells + start;
	int blank = blank_from(painter, cells, wanted->columns);
	int changed_to = 0;

	for (int i = wanted->columns; i > 0 && !changed_to; i--) {
		if (!is_same_cell(painter, wanted, start + (size_t)i - 1))
			changed_to = i;
	}
	bool is_erased = changed_to - blank >= ERASE_LEAST;
	int end = is_erased ? blank : changed_to;
	for (int i = 0; i < end; i++) {
		if (is_same_cell(painter, wanted, start + (size_t)i))
			continue;
		if (!cells[i].width && i > 0)
			i--; /* a second half cannot be sent alone */
		int from = i;
		if (painter->row == row && painter->column >= 0 && painter->column < i &&
		    i - painter->column < GAP_MAX && cells[painter->column].width)
			from = painter->column;
		cursor_move(painter, row, from, out);
		for (; from <= i; from++) {
			if (cells[from].width) {
				cursor_move(painter, row, from, out);
				cell_send(painter, wanted, &cells[from], out);
			}
		}
		if (cells[i].width == 2)
			i++;
	}
	if (!is_erased)
		return;
	cursor_move(painter, row, blank, out);
	pen_link(painter, wanted, 0, out);
	if (!is_blank_for_pen(painter, " ", ROLE_TEXT, 0))
		pen_set(painter, ROLE_TEXT, 0, out);
	run_end(painter, out);
	buf_add(out, STR("\033[K"));
}

static void remember(struct painter *painter, const struct surface *wanted)
{
	struct surface *shown = painter->shown;
	size_t count = (size_t)wanted->rows * (size_t)wanted->columns;

	surface_clear(shown);
	memcpy(shown->cells, wanted->cells, count * sizeof(*shown->cells));
	for (size_t i = 0; i < wanted->links.count; i++)
		surface_keep_link(shown, wanted->links.items[i]);
	shown->cursor_row = wanted->cursor_row;
	shown->cursor_column = wanted->cursor_column;
}

/* Not every terminal erases with the background's colour. */
static void know_nothing(struct surface *shown)
{
	for (size_t i = 0; i < (size_t)shown->rows * (size_t)shown->columns; i++)
		shown->cells[i].text[0] = '\0';
}

/* What only changed its place is moved by the terminal itself. */
static void paint_moved(struct painter *painter, const struct surface *wanted, struct buf *out)
{
	struct scroll scroll;

	if (!painter->can_scroll ||
	    !scroll_find(painter->shown, wanted, painter->has_margins, &scroll))
		return;
	pen_set(painter, ROLE_TEXT, 0, out); /* some erase with its colours */
	scroll_add(&scroll, painter->shown, out);
	scroll_cells(painter->shown, &scroll, painter->theme.styles[ROLE_TEXT].bg < 0);
	painter->row = painter->column = -1;
}

void paint_surface(struct painter *painter, const struct surface *wanted, struct buf *out)
{
	struct surface *shown = painter->shown;

	painter->row = painter->column = painter->role = -1;
	painter->link = 0;
	painter->run_char = '\0';
	if (!shown || shown->rows != wanted->rows || shown->columns != wanted->columns) {
		paint_forget(painter);
		painter->shown = surface_new(wanted->rows, wanted->columns);
		pen_set(painter, ROLE_TEXT, 0, out);
		buf_add(out, STR("\033[H\033[2J"));
		painter->row = painter->column = 0;
		if (painter->theme.styles[ROLE_TEXT].bg >= 0)
			know_nothing(painter->shown);
	} else {
		paint_moved(painter, wanted, out);
	}
	for (int row = 0; row < wanted->rows; row++)
		paint_row(painter, wanted, row, out);
	pen_link(painter, wanted, 0, out);
	run_end(painter, out);
	remember(painter, wanted);
}
