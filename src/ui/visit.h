/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_VISIT_H
#define WARTA_SRC_UI_VISIT_H

#include "page/layout.h"
#include "ui/state.h"

enum visit_state { VISIT_WAITING, VISIT_FETCHING, VISIT_READY, VISIT_FAILED };

/* One article that was opened, and where the reader was in it. */
struct visit {
	int64_t article, feed;
	int64_t changes_of;   /* shows what changed in this article; 0: an article */
	char *url, *title, *source; /* never NULL; source: the feed's name, "" unknown */
	uint32_t flags;       /* of the article, as far as known */
	bool wants_full;      /* the whole page rather than the feed's text */
	bool is_followed;     /* came by a link of the visit before */
	bool is_typed;
	bool has_renewed;     /* the page was asked for anew */
	uint64_t renewal;     /* ticket of that */
	bool is_unasked;      /* the page is fetched because the text is only a teaser */
	enum visit_state state;
	uint64_t ticket;
	char sentence[320];   /* the host while fetching, the reason of a failure */
	struct page page;
	bool has_page, is_full, has_full;
	struct layout layout;
	int columns;          /* that the layout is for; 0: there is none */
	int table_columns;    /* that its tables may take */
	int conf_count;       /* the settings that it is for */
	struct layout_anchor anchor; /* what was at the top */
	size_t top;           /* line at the top of the screen */
	uint32_t link;        /* selected, index plus one; 0 none */
	bool keeps_place;     /* anchor and link are to be restored */
	int place_columns;    /* the width in which `top` was that place; 0 none */
	struct store_link_state *states; /* one for each link of the page */
	bool marks_pictures;  /* whether those of pictures are shown, */
	bool has_chosen_marks; /* which holds while the page is open */
	int minutes; /* to read it */
};

/* Linear like a browser's. */
struct history {
	struct visit **items;
	size_t count, cap, at;
};

struct visit *history_current(const struct history *history);
/* Drops what lies ahead, adds one and goes there. */
struct visit *history_push(struct history *history);
/* So many steps on, or back; false, and nothing done: there are not so many. */
bool history_go(struct history *history, int step);
/* Frees the pages of visits that are far away; they are asked for again. */
void history_trim(struct history *history);
void history_free(struct history *history);

void visit_set_text(char **at, struct str text);
/* Takes the page out of the event. */
void visit_take_page(struct visit *visit, struct engine_event *event);
/* Words of its page. */
size_t visit_count_words(const struct visit *visit);
/* Marks of links, read from the store. */
void visit_load_states(struct ui *ui, struct visit *visit);
/* Adds what is latest in the section to the end of a page that has just come. */
void visit_add_latest(struct ui *ui, struct visit *visit);

#endif
