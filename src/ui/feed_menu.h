/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_FEED_MENU_H
#define WARTA_SRC_UI_FEED_MENU_H

#include "ui/state.h"

/* Everything that can be set for a feed, as a menu. */
void feed_menu_open(struct ui *ui, struct str url, struct str name);

/* Puts it into another folder; empty: into none. */
void feed_move(struct ui *ui, struct str url, struct str folder);

/* Asks for its name, or its folder and tags, at once. */
enum { FEED_TITLE = 0, FEED_TAGS = 1 };
void feed_ask(struct ui *ui, struct str url, int field);

#endif
