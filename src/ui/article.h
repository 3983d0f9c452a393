/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_ARTICLE_H
#define WARTA_SRC_UI_ARTICLE_H

#include "ui/visit.h"

/* The article pane in twelve files: article.c shows it, article_trail.c says how
 * one came there, article_past.c what was read, article_write.c writes it to a
 * file, article_open.c gets and
 * keeps pages, article_order.c does things, article_links.c follows links,
 * article_find.c finds words in the text, article_changes.c shows what changed,
 * article_notes.c goes to footnotes and back, article_renew.c puts a newer page
 * in the place of the one that is read, article_ahead.c has the next ones ready. */

/* The next unread article and the next one at all, before a key asks for them. */
enum { AHEAD_PLACES = 2, AHEAD_LEFT = 4 };
struct ahead {
	struct ahead_place {
		int64_t article;  /* 0: free */
		uint64_t ticket;  /* its page is on the way; 0: none is */
		struct engine_event *page; /* NULL: it has not come */
		bool is_old;      /* something has changed in the store since */
	} places[AHEAD_PLACES];
	bool is_due; /* to look what comes next */
	/* Where the last ones were left: the store may not have it yet. */
	struct ahead_left {
		int64_t article;
		struct layout_anchor place;
	} left[AHEAD_LEFT];
	size_t left_at;
};

struct find_hit {
	size_t line;
	int column, width;
};

struct article {
	struct view view;
	struct history history;
	int screen, columns, left; /* of the last drawing */
	/* a link's number being typed */
	char digits[8];
	int digit_count;
	bool is_related;    /* it is a b-number */
	bool may_be_number; /* b was pressed: digits that follow belong to it */
	int64_t digit_ms;
	/* where b came from */
	bool has_jumped;
	size_t jump_top;
	/* where a note was looked up from; 0: none was */
	uint32_t note;
	size_t note_top;
	/* words found */
	struct buf needle;
	struct find_hit *hits;
	size_t hit_count, hit_cap, hit_at;
	const struct page *hits_page; /* that the hits are of */
	int hits_columns, hits_table_columns;
	struct ahead ahead;
};

static inline struct article *article_of(struct view *view)
{
	return (struct article *)view;
}

/* ---- article.c ---- */

/* Options for the width in use. */
struct layout_options article_options(const struct ui *ui, const struct article *article,
				      const struct visit *visit);
/* Puts a line at the top, as far as the text goes. */
void article_scroll_to(struct ui *ui, struct article *article, size_t line);

/* ---- article_trail.c ---- */

/* The feed in which the trail began. */
void article_place(struct ui *ui, struct view *view, struct buf *out);
/* What was followed to come here, in so many columns. */
void article_title(struct ui *ui, struct view *view, struct buf *out, int columns);

/* ---- article_past.c ---- */

/* Notes for later sessions that it was read. */
void article_remember(struct ui *ui, const struct visit *visit);
/* The list of what was read. */
bool article_history(struct ui *ui, struct article *article);

/* ---- article_write.c ---- */

/* Writes the article that is open to a new file. */
void article_write(struct ui *ui, struct article *article, struct str name);

/* ---- article_open.c ---- */

bool article_show(struct ui *ui, struct view *view, const struct target *target);
void article_event(struct ui *ui, struct view *view, struct engine_event *event);
/* Asks for the page of the current visit. */
void article_ask(struct ui *ui, struct visit *visit);
/* Marks as the store has them, and what else is known of the article. */
void article_read_flags(struct ui *ui, struct visit *visit);
/* Leaves the current visit: its place is remembered. */
void article_leave(struct ui *ui, struct article *article);
bool article_go(struct ui *ui, struct article *article, int step);
bool article_toggle_full(struct ui *ui, struct article *article);

/* ---- article_ahead.c ---- */

/* To be looked at when nobody types. */
void ahead_look(struct ahead *ahead);
/* What is ready may be out of date, and is asked for again. */
void ahead_changed(struct ahead *ahead);
/* An article is left, to be read on at this place. */
void ahead_note_place(struct ahead *ahead, int64_t id, struct layout_anchor place);
/* Asks for what a key would open next. */
void ahead_tick(struct ui *ui, struct ahead *ahead);
/* Whether the answer belongs here; its page is kept. */
bool ahead_event(struct ahead *ahead, struct engine_event *event);
/* The page of a visit that begins, which the caller frees; NULL: it is not there.
 * When it is on the way, it comes under the visit's ticket. */
void ahead_take(struct ahead *ahead, struct visit *visit, struct engine_event **page);
/* The place where the article that is opened was left. */
void ahead_mend_place(const struct ahead *ahead, struct engine_event *event);
void ahead_free(struct ahead *ahead);

/* ---- article_changes.c ---- */

/* Whether the store has what the article was before. */
bool changes_are_there(struct ui *ui, int64_t id);
/* Opens what changed in the current article; from there, goes back to it. */
bool changes_open(struct ui *ui, struct article *article);
/* Makes the page of a visit that shows changes. */
void changes_fill(struct ui *ui, struct visit *visit);

/* ---- article_renew.c ---- */

/* Asks for the page anew, once. */
void renew_ask(struct ui *ui, struct visit *visit);
/* It came, and is another or not. */
void renew_arrived(struct ui *ui, struct visit *visit, struct engine_event *event);

/* ---- article_order.c ---- */

bool article_act(struct ui *ui, struct view *view, enum action action, int count);

/* ---- article_links.c ---- */

bool article_key(struct ui *ui, struct view *view, const struct term_event *event);
bool article_select_link(struct ui *ui, struct article *article, bool backwards);
bool article_jump_related(struct ui *ui, struct article *article);
bool article_follow(struct ui *ui, struct article *article, uint32_t link, enum action how);
int article_wait_ms(struct ui *ui, struct view *view);
void article_tick(struct ui *ui, struct view *view);
void article_note(struct ui *ui, struct view *view, struct buf *out);
void article_mouse(struct ui *ui, struct view *view, const struct term_event *event);

/* ---- article_notes.c ---- */

/* From the mark of a note to the note, and back. */
bool notes_jump(struct ui *ui, struct article *article, uint32_t link);
/* Back from a note to where it was looked up; false: none was. */
bool notes_return(struct ui *ui, struct article *article);
/* Adds the beginning of a note's text. */
void notes_add_text(const struct page *page, uint32_t link, struct buf *out);

/* ---- article_find.c ---- */

void article_find_text(struct ui *ui, struct article *article, struct str text);
bool article_find_step(struct ui *ui, struct article *article, bool backwards);
void article_find_draw(struct ui *ui, struct article *article, struct area area);
void article_find_clear(struct article *article);

#endif
