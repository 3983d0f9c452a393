/* SPDX-License-Identifier: MIT */

#include "term/term.h"

/* Colours of the terminal's own palette by number, so that the program looks
 * like everything else its owner has. -1 is the terminal's own. */
struct row {
	enum term_role role;
	int fg, bg;
	unsigned attributes;
};

static const struct row rows[] = {
	{ ROLE_TEXT, -1, -1, 0 },
	{ ROLE_DIM, -1, -1, TERM_DIM },
	{ ROLE_TITLE, -1, -1, TERM_BOLD },
	{ ROLE_META, -1, -1, TERM_DIM },
	{ ROLE_HEADING, -1, -1, TERM_BOLD },
	{ ROLE_QUOTE, -1, -1, TERM_ITALIC },
	{ ROLE_CODE, 2, -1, 0 },
	{ ROLE_LINK, -1, -1, TERM_UNDERLINE },
	{ ROLE_LINK_NUMBER, 6, -1, 0 },
	{ ROLE_LINK_SELECTED, -1, -1, TERM_REVERSE },
	{ ROLE_CAPTION, -1, -1, TERM_ITALIC },
	{ ROLE_CREDIT, -1, -1, TERM_DIM },
	{ ROLE_LABEL, 6, -1, TERM_BOLD },
	{ ROLE_RELATED, -1, -1, 0 },
	{ ROLE_STATE_CACHED, 2, -1, 0 },
	{ ROLE_STATE_REMOTE, -1, -1, TERM_DIM },
	{ ROLE_STATE_READ, -1, -1, TERM_DIM },
	{ ROLE_TABLE_HEAD, -1, -1, TERM_BOLD },
	{ ROLE_RULE, -1, -1, TERM_DIM },
	{ ROLE_UNREAD, -1, -1, TERM_BOLD },
	{ ROLE_READ, -1, -1, 0 },
	{ ROLE_STAR, 3, -1, 0 },
	{ ROLE_DATE, -1, -1, TERM_DIM },
	{ ROLE_SOURCE, 6, -1, 0 },
	{ ROLE_NUMBER, 6, -1, 0 },
	{ ROLE_FOLDER, -1, -1, TERM_BOLD },
	{ ROLE_FEED, -1, -1, 0 },
	{ ROLE_FEED_ERROR, 1, -1, 0 },
	{ ROLE_SELECTED, -1, -1, TERM_REVERSE },
	{ ROLE_SELECTED_IDLE, -1, -1, TERM_REVERSE | TERM_DIM },
	{ ROLE_MARKED, 6, -1, TERM_REVERSE },
	{ ROLE_HIT, 3, -1, TERM_REVERSE },
	{ ROLE_BAR, -1, -1, 0 },
	{ ROLE_TRAIL, 6, -1, 0 },
	{ ROLE_STATUS, -1, -1, TERM_DIM },
	{ ROLE_KEY, 6, -1, TERM_BOLD },
	{ ROLE_ERROR, 1, -1, TERM_BOLD },
	{ ROLE_NOTICE, -1, -1, 0 },
	{ ROLE_PROMPT, -1, -1, TERM_BOLD },
	{ ROLE_OVERLAY, -1, -1, 0 },
	{ ROLE_PROGRESS, 6, -1, 0 },
};

void theme_default(struct theme *out)
{
	*out = (struct theme){ .name = "default" };
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];

		out->styles[row->role] = (struct term_style){
			.fg = row->fg < 0 ? -1 : TERM_INDEXED + row->fg,
			.bg = row->bg < 0 ? -1 : TERM_INDEXED + row->bg,
			.attributes = (uint16_t)row->attributes,
		};
	}
}
