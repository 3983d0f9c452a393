/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_DEEDS_H
#define WARTA_SRC_UI_DEEDS_H

#include "ui/state.h"

struct prompt_hooks;

/* What can be done to an article, wherever it is shown. */
struct subject {
	int64_t article, feed; /* article 0: a page that belongs to none */
	struct str url, title;
	uint32_t flags;        /* enum store_flag */
};

/* False when the action is none of these. */
bool deed_do(struct ui *ui, const struct subject *subject, enum action action);

/* ---- marks, of one article or of many ---- */

/* What the action marks articles as, the first of which has these flags; false:
 * it marks nothing. */
bool deed_mark_of(enum action action, uint32_t flags, enum store_mark *mark);
/* Says that it was done; the tag belongs to marks that have one. */
void deed_say(struct ui *ui, enum store_mark mark, struct str tag);
/* Asks for a tag, true. */
bool deed_ask_tag(struct ui *ui, const struct prompt_hooks *hooks, struct str subject);
/* Reads what was typed then: what is left in it is the tag. False: there is none. */
bool deed_read_tag(struct str *text, enum store_mark *mark);

/* ---- boxes ---- */

/* The links of a page as a menu: all of them, the related ones, or the files.
 * is_followed: the page is the one on the screen. */
enum links_kind { LINKS_ALL, LINKS_RELATED, LINKS_MEDIA };
void links_open(struct ui *ui, const struct page *page, enum links_kind kind, int64_t feed,
		int64_t article, bool is_followed);

/* The mark of a link that leads on inside the reader; in words for those who
 * listen. */
struct str link_state_mark(const struct store_link_state *state, bool in_words,
			   enum term_role *role);
/* Columns of the widest mark. */
int link_state_columns(const struct ui *ui);

void story_open(struct ui *ui, int64_t article, struct str url);
void health_open(struct ui *ui, const struct store_feed *feed);
/* Those of several feeds that cannot be read; name is what holds them. */
void health_open_all(struct ui *ui, struct str name, const struct store_feed *const *feeds,
		     size_t count);
void log_open_view(struct ui *ui);
void help_open(struct ui *ui, unsigned view);
void tour_open(struct ui *ui);
void command_open(struct ui *ui);
void theme_choose(struct ui *ui);
void settings_open(struct ui *ui);
void add_open(struct ui *ui, struct str text);
/* The same, for an address that may still be changed. */
void add_ask(struct ui *ui, struct str text);
/* An address pasted where nothing is typed: asks whether to add it. */
bool add_pasted(struct ui *ui, struct str text);
void import_open(struct ui *ui);
/* Imports the file, or asks for one when text is empty. */
void import_start(struct ui *ui, struct str text, struct arena *arena);
bool import_complete(struct ui *ui, struct str stem, int nth, struct buf *out);
/* Stops looking for the feed of an address; false: nothing is looked for. */
bool add_cancel(struct ui *ui);
/* Whether an order with this ticket is one of those. */
bool add_waits(struct ui *ui, uint64_t ticket);
/* What stands before an address in a menu: whether it is subscribed. */
struct str add_mark(const struct ui *ui, bool is_subscribed);
void add_event(struct ui *ui, struct engine_event *event);
void starter_open(struct ui *ui);
void tags_open(struct ui *ui);
void filter_open(struct ui *ui, struct str text);

#endif
