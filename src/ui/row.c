/* SPDX-License-Identifier: MIT */
#include "ui/row.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "page/layout.h"
#include "ui/boxes.h"
#include "ui/when.h"

enum {
	MARKS = 3,          /* columns in front: unread, star, one more, */
	CACHED_FROM = 60,   /* and where there is room one for what is kept */
	TITLE_LEAST = 24,   /* columns of a title before others get room */
	TIGHT_BELOW = 60,   /* columns of the list with the shortest dates */
	AUTHOR_FROM = 84,   /* columns of the list from which authors show where the title */
	AUTHOR_LEAST = 110, /* leaves room for them, and from which it has to */
	AUTHOR_COLUMNS = 20, /* of a name, or of several; */
	AUTHOR_TIGHT = 14,   /* and in the former case */
	AUTHOR_GAP = 3,     /* between the two where the title has the right of way */
	PLAIN_INDENT = 2,   /* plain mode: of a headline's second line, */
	PLAIN_LINES = 8,    /* and how many it has at most */
};

/* The roles of the row's parts; on a selected row all are the same. */
static enum term_role role_of(const struct row_look *look, enum term_role plain)
{
	if (look->is_selected)
		return look->is_focused ? ROLE_SELECTED : ROLE_SELECTED_IDLE;
	return look->is_marked ? ROLE_MARKED : plain;
}

static void marks_draw(struct area area, int line, const struct store_row *row,
		       const struct row_look *look)
{
	static const struct {
		uint32_t flag;
		struct str mark;
		enum term_role role;
	} thirds[] = { /* the first that is true */
		{ STORE_PLAYED, { "♪", 3 }, ROLE_DIM },
		{ STORE_MEDIA, { "♫", 3 }, ROLE_DIM },
		{ STORE_UPDATED, { "≈", 3 }, ROLE_DIM },
		{ STORE_RELATED, { "+", 1 }, ROLE_DIM },
		{ STORE_CACHED, { "·", 2 }, ROLE_STATE_CACHED },
	};

	uint32_t flags = row->flags;

	if (flags & STORE_UNREAD)
		area_text(area, line, 0, 1, role_of(look, ROLE_NUMBER), 0, STR("●"));
	if (flags & STORE_STARRED_FLAG)
		area_text(area, line, 1, 1, role_of(look, ROLE_STAR), 0, STR("★"));
	if (area.columns >= CACHED_FROM && flags & STORE_CACHED) {
		area_text(area, line, MARKS, 1, role_of(look, ROLE_STATE_CACHED), 0, STR("·"));
		flags &= ~(uint32_t)STORE_CACHED;
	}
	for (size_t i = 0; i < sizeof(thirds) / sizeof(*thirds); i++) {
		if (flags & thirds[i].flag) {
			area_text(area, line, 2, 1, role_of(look, thirds[i].role), 0,
				  thirds[i].mark);
			break;
		}
	}
}

/* The title without its first `skip` columns. */
static struct str title_rest(struct str title, int skip)
{
	int width;

	while (skip > 0 && title.len) {
		utf8_cluster(&title, &width);
		skip -= width;
	}
	return title;
}

int row_draw_title(struct area area, int line, int column, int columns, enum term_role role,
		   unsigned attributes, struct str text)
{
	struct buf cut = { 0 }, turned = { 0 };
	struct str shown = text;

	if (utf8_width(text) > columns && columns > 1) {
		buf_add(&cut, utf8_fit(text, columns - 1, NULL));
		buf_add(&cut, STR("…"));
		shown = buf_str(&cut);
	}
	if (page_line_turn(shown, &turned))
		shown = buf_str(&turned);
	else
		shown = text;
	int used = area_text(area, line, column, columns, role, attributes, shown);
	buf_free(&cut);
	buf_free(&turned);
	return used;
}

/* The title from a word on that leaves room for the hit, which would be cut off
 * otherwise; false: it is well as it is. */
static bool title_from_hit(struct buf *out, struct str title, struct str hit, int columns)
{
	size_t at = hit.len ? str_find_nocase(title, hit) : title.len;

	if (at >= title.len)
		return false;
	int until = utf8_width(str_slice(title, 0, at + hit.len)), room = columns - 2;
	if (until <= room || utf8_width(hit) > room)
		return false;
	size_t from = title.len - title_rest(title, until - room).len;
	while (from < at && title.ptr[from - 1] != ' ')
		from++;
	return buf_add(out, STR("…")) && buf_add(out, str_slice(title, from, title.len));
}

static struct str title_of(const struct store_row *row)
{
	return str_is_empty(row->title) ? str_from(_("(no title)")) : row->title;
}

/* As far to its end as the list was moved; what has all its end in view stays. */
static struct str title_moved(struct buf *out, struct str title, int skip, int columns)
{
	int hidden = utf8_width(title) - columns;

	if (skip <= 0 || hidden <= 0)
		return title;
	hidden += utf8_width(STR("…"));
	buf_add(out, STR("…"));
	buf_add(out, title_rest(title, skip < hidden ? skip : hidden));
	return buf_str(out);
}

static void title_draw(struct area area, int line, int column, int columns,
		       const struct store_row *row, const struct row_look *look)
{
	bool is_unread = row->flags & STORE_UNREAD;
	struct str title = title_of(row);
	enum term_role role = role_of(look, is_unread ? ROLE_UNREAD : ROLE_READ);
	unsigned attributes = is_unread && look->is_selected ? TERM_BOLD : 0;
	struct buf moved = { 0 };

	if (look->skip)
		title = title_moved(&moved, title, look->skip, columns);
	else if (title_from_hit(&moved, title, look->hit, columns))
		title = buf_str(&moved);
	int used = row_draw_title(area, line, column, columns, role, attributes, title);
	buf_free(&moved);

	if (row->story_size > 1 && used + 5 < columns) {
		struct buf more = { 0 };

		buf_addf(&more, " +%d", (int)row->story_size - 1);
		area_text(area, line, column + used, columns - used, role_of(look, ROLE_NUMBER), 0,
			  buf_str(&more));
		buf_free(&more);
	}
}

static int date_draw(struct area area, int line, int column, const struct store_row *row,
		     const struct row_look *look)
{
	bool is_tight = area.columns < TIGHT_BELOW;
	int columns = look->has_clock ? CLOCK_COLUMNS : is_tight ? TIGHT_COLUMNS : WHEN_COLUMNS;
	struct buf date = { 0 };

	if (look->has_clock)
		when_add_clock(&date, row->date);
	else if (is_tight)
		when_add_tight(&date, row->date, look->now);
	else
		when_add_short(&date, row->date, look->now);
	int width = utf8_width(buf_str(&date));
	area_text(area, line, column + columns - width, width, role_of(look, ROLE_DATE), 0,
		  buf_str(&date));
	buf_free(&date);
	return columns + 2;
}

/* For those who listen: what it is, the headline, and only then the facts. */
static void text_add_plain(struct buf *text, const struct store_row *row,
			   const struct row_look *look)
{
	static const struct mark_word {
		uint32_t flag;
		const char *word;
	} words[] = {
		{ STORE_UNREAD, N_("unread") },
		{ STORE_STARRED_FLAG, N_("starred") },
	}, facts[] = {
		{ STORE_UPDATED, N_("changed since") },
		{ STORE_MEDIA, N_("with sound or video") },
		{ STORE_PLAYED, N_("played") },
		{ STORE_RELATED, N_("with related articles") },
		{ STORE_CACHED, N_("kept") },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (row->flags & words[i].flag)
			buf_addf(text, "%s, ", _(words[i].word));
	}
	buf_add(text, title_of(row));
	buf_add(text, STR(", "));
	when_add_short(text, row->date, look->now);
	if (look->has_source)
		buf_addf(text, ", %.*s", STR_ARG(row->source));
	if (row->story_size > 1) {
		int more = (int)row->story_size - 1;

		buf_add(text, STR(", "));
		buf_addf(text, ngettext("the story in %d more article",
					"the story in %d more articles", (unsigned)more),
			 more);
	}
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (row->flags & facts[i].flag)
			buf_addf(text, ", %s", _(facts[i].word));
	}
}

/* The next line of it; what goes on from the one before stands two columns in. */
static struct str line_cut(struct str *rest, int columns, int nth)
{
	return box_cut_line(rest, columns - (nth && columns > PLAIN_INDENT ? PLAIN_INDENT : 0));
}

int row_lines(const struct store_row *row, const struct row_look *look, int columns)
{
	struct buf text = { 0 };
	int lines = 0;

	text_add_plain(&text, row, look);
	for (struct str rest = buf_str(&text); rest.len && lines < PLAIN_LINES; lines++)
		line_cut(&rest, columns, lines);
	buf_free(&text);
	return lines > 0 ? lines : 1;
}

static void row_draw_plain(struct area area, int line, const struct store_row *row,
			   const struct row_look *look)
{
	enum term_role role = role_of(look, ROLE_TEXT);
	struct buf text = { 0 };

	text_add_plain(&text, row, look);
	struct str rest = buf_str(&text);
	for (int i = 0; i == 0 || i < look->lines; i++) {
		const char *from = rest.ptr;
		size_t left = rest.len;
		struct str part = line_cut(&rest, area.columns, i);
		int at = i ? PLAIN_INDENT : 0;

		if (i + 1 >= look->lines) /* whatever is left */
			part = (struct str){ from, left };
		area_fill(area, line + i, 0, area.columns, role);
		area_text(area, line + i, at, area.columns - at, role, 0, part);
	}
	buf_free(&text);
}

/* Of a feed's name in a list of so many. */
static int source_columns(int columns)
{
	return columns >= 120 ? 24 : columns >= 100 ? 18 : columns >= 84 ? 16 : 14;
}

/* In a column of its own at the right edge; what it takes of the title's. A row
 * without one, or too long for both, has all of it for the title. */
static int author_draw(struct area area, int line, int columns, const struct store_row *row,
		       const struct row_look *look)
{
	int title = utf8_width(title_of(row)) + (row->story_size > 1 ? 5 : 0) + AUTHOR_GAP;
	int author = area.columns < AUTHOR_LEAST ? AUTHOR_TIGHT : AUTHOR_COLUMNS;
	int needs = author + 1;

	if (str_is_empty(row->author) || area.columns < AUTHOR_FROM ||
	    str_eq_nocase(row->author, row->source))
		return 0;
	if (area.columns < AUTHOR_LEAST && title + needs > columns)
		return 0;
	area_text(area, line, area.columns - needs, author, role_of(look, ROLE_DIM), 0,
		  row->author);
	return needs + 1;
}

void row_draw(struct area area, int line, const struct store_row *row,
	      const struct row_look *look)
{
	int at = MARKS + 1 + (area.columns >= CACHED_FROM), end = area.columns;
	int source = source_columns(area.columns);

	if (area.surface->is_plain) {
		row_draw_plain(area, line, row, look);
		return;
	}
	area_fill(area, line, 0, area.columns, role_of(look, ROLE_TEXT));
	marks_draw(area, line, row, look);
	if (area.columns >= MARKS + WHEN_COLUMNS + TITLE_LEAST)
		at += date_draw(area, line, at, row, look);
	if (look->has_source && end - at >= source + 2 + TITLE_LEAST) {
		area_text(area, line, at, source, role_of(look, ROLE_SOURCE), 0, row->source);
		at += source + 2;
	}
	end -= author_draw(area, line, end - at, row, look);
	title_draw(area, line, at, end - at, row, look);
}

int row_snippet_column(int columns)
{
	return MARKS + 1 + (columns >= CACHED_FROM) +
	       (columns >= TIGHT_BELOW ? WHEN_COLUMNS + 2 : 0);
}

/* Without the marks around its hits. */
static struct str snippet_words(struct str snippet, struct buf *out)
{
	for (size_t i = 0; i < snippet.len; i++) {
		if (snippet.ptr[i] != '\x02' && snippet.ptr[i] != '\x03')
			buf_add_char(out, snippet.ptr[i]);
	}
	return buf_str(out);
}

int row_snippet_lines(struct str snippet, int columns)
{
	struct buf words = { 0 };
	int lines = 0;

	for (struct str rest = snippet_words(snippet, &words); rest.len && lines < PLAIN_LINES;
	     lines++)
		box_cut_line(&rest, columns - PLAIN_INDENT);
	buf_free(&words);
	return lines;
}

void row_draw_snippet_plain(struct area area, int line, int lines, struct str snippet)
{
	struct buf words = { 0 };
	struct str rest = snippet_words(snippet, &words);

	for (int i = 0; i < lines && rest.len; i++)
		area_text(area, line + i, PLAIN_INDENT, area.columns - PLAIN_INDENT, ROLE_TEXT, 0,
			  i + 1 < lines ? box_cut_line(&rest, area.columns - PLAIN_INDENT) : rest);
	buf_free(&words);
}

void row_draw_snippet(struct area area, int line, int column, struct str snippet,
		      enum term_role role, enum term_role hit)
{
	bool is_hit = false;

	while (snippet.len && column < area.columns) {
		size_t end = 0;

		while (end < snippet.len && snippet.ptr[end] != '\x02' &&
		       snippet.ptr[end] != '\x03')
			end++;
		column += area_text(area, line, column, area.columns - column, is_hit ? hit : role,
				    0, str_slice(snippet, 0, end));
		if (end < snippet.len)
			is_hit = snippet.ptr[end] == '\x02';
		snippet = str_slice(snippet, end + 1, snippet.len);
	}
}
