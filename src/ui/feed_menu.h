/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_FEED_MENU_H
#define WARTA_SRC_UI_FEED_MENU_H

#include "ui/state.h"

/* Everything that can be set for a feed, as a menu. */
void feed_menu_open(struct ui *ui, struct str url, struct str name);

/* Asks for its folder and tags at once. */
enum { FEED_TAGS = 1 };
void feed_ask(struct ui *ui, struct str url, int field);
void feed_change(struct ui *ui, struct str url, int field, struct str text);

#endif
