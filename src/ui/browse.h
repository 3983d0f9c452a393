/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_BROWSE_H
#define WARTA_SRC_UI_BROWSE_H

#include "ui/state.h"

/* Starts a program with these words (ended by NULL). One that takes the
 * terminal is waited for; others run on with no terminal. False: errno says
 * why. */
bool browse_spawn(struct ui *ui, char *const *words, bool takes_terminal);

/* Runs the command that announces news, if there is one. */
void browse_announce(struct ui *ui, struct str text);

/* Buries those that have ended. */
void browse_reap(struct ui *ui);

#endif
