/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_COMMAND_H
#define WARTA_SRC_UI_COMMAND_H

#include "ui/state.h"

/* What can be typed after `:`, and macros, which are lists of it. */

/* Whether it is a command that is no action, such as "set". */
bool command_has(struct str name);

/* Does it; false when it could not be done, and the bottom line says why. */
bool command_run(struct ui *ui, struct str text);

/* Waits for the key of a macro. */
void macro_ask(struct ui *ui);
/* Runs the macro of this key; false when there is none. */
bool macro_run(struct ui *ui, const struct term_event *key);

#endif
