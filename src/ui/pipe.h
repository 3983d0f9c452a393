/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_PIPE_H
#define WARTA_SRC_UI_PIPE_H

#include <poll.h>

#include "ui/state.h"

/* An article as the standard input of a command. What the command says comes
 * in a box, in at most a megabyte; after half a minute it is ended. The reader
 * goes on meanwhile; one command runs at a time. */

/* The next page that is offered goes to this command without a question. */
void pipe_prepare(struct ui *ui, struct str command, bool is_markdown);
/* There is no page after all. */
void pipe_forget(struct ui *ui);

/* Asks for a command, unless one is prepared, and gives it the page. */
void pipe_offer(struct ui *ui, const struct page *page);

/* For the loop: what to wait for (both may be -1), for how long at most (-1:
 * for ever), and what is to be done then. */
void pipe_poll(const struct ui *ui, struct pollfd slots[2]);
int pipe_wait_ms(const struct ui *ui);
void pipe_step(struct ui *ui);

/* Ends a command that runs, and frees. */
void pipe_free(struct ui *ui);

#endif
