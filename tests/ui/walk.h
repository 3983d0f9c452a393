/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_UI_WALK_H
#define WARTA_TESTS_UI_WALK_H

#include "term/paint.h"
#include "ui/drive.h"
#include "ui/glass.h"

enum { WALK_STEPS = 30 }; /* remembered, for whoever has to understand a fault */

struct walk {
	struct ui *ui;
	uint64_t seed;
	long step;
	bool is_traced, is_ascii;
	struct painter painter;
	struct glass glass;
	struct theme theme; /* that the painter has */
	char steps[WALK_STEPS][100];
	char fault[400];
};

/* What has to be true after every step; walk_check.c. */
void walk_check_begin(struct walk *walk);
void walk_check_end(struct walk *walk);
/* False: walk->fault says what is not. */
bool walk_check(struct walk *walk);

#endif
