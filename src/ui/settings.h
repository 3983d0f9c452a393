/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_SETTINGS_H
#define WARTA_SRC_UI_SETTINGS_H

#include "ui/state.h"

/* Writes the setting to the file and uses it at once; says what happened. */
void setting_save(struct ui *ui, enum setting setting, struct str value);

/* By "section.name" or "name"; -1 when there is none. */
int setting_find(struct str name);

/* The menu of settings, with this one selected. */
void settings_open_at(struct ui *ui, enum setting setting);

/* The nth name that begins with the stem, added to out. */
bool setting_complete(struct ui *ui, struct str stem, int nth, struct buf *out);
bool theme_complete(struct ui *ui, struct str stem, int nth, struct buf *out);

/* Says the first mistake in the file of subscriptions, if there is one. */
void urls_check(struct ui *ui);
/* The same for what was read of it already. */
void urls_complain(struct ui *ui, const struct conf_urls *urls);

/* The names of all themes, with commas between them. */
void themes_add_names(const struct ui_options *options, struct buf *out);
/* A theme by its name, from the user's folder or the shipped ones. False: *out
 * is the default, and err says why. */
bool theme_find(const struct ui_options *options, struct str name, struct theme *out,
		struct error *err);

#endif
