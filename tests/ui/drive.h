/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_UI_DRIVE_H
#define WARTA_TESTS_UI_DRIVE_H

#include "ui/fake.h"
#include "ui/state.h"

/* Settings and smart folders are in this folder from now on; NULL: nowhere. */
void drive_use(const char *folder);

/* A reader without a terminal on the fake newsroom. */
struct ui *drive_start(int rows, int columns);
void drive_stop(struct ui *ui);

/* Presses keys by their names, separated by blanks, and lets the engine
 * answer after each. */
void drive_keys(struct ui *ui, const char *names);
/* Types text, letter by letter. */
void drive_type(struct ui *ui, const char *text);
void drive_answer(struct ui *ui);

/* The screen as text; valid until the next call. */
const char *drive_screen(struct ui *ui);
/* One line of it. */
const char *drive_line(struct ui *ui, int row);
bool drive_has(struct ui *ui, const char *text);

#endif
