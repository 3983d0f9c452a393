/* SPDX-License-Identifier: MIT */
#ifndef WARTA_UI_UI_H
#define WARTA_UI_UI_H

#include "conf/paths.h"
#include "conf/settings.h"
#include "engine/engine.h"

/* The reader on the screen: views, keys, the loop. Everything it points to
 * outlives the call. */
struct ui_options {
	const struct conf_paths *paths;
	const struct conf *conf;
	struct jail *jail;
	const char *const *theme_folders; /* besides paths->themes: where the
					   * shipped themes are, first wins */
	int theme_folder_count;
	bool is_demo;    /* a throw-away cache without a network */
	bool is_offline; /* nothing is fetched */
	bool loopback_is_public; /* tests; handed on to the engine */
};

/* What the reader would say of its keys, macros, openers and colours. The
 * strings are the arena's; a line of 0 is none. Returns how many there are. */
size_t ui_check(const struct ui_options *options, struct arena *arena,
		struct conf_complaint **out);

/* Takes over the terminal until the reader leaves, opening a read-only store
 * and the engine itself. Returns an exit code; when it is not 0, err says why
 * and the terminal has been given back. */
int ui_run(const struct ui_options *options, struct error *err);

/* Adds the keys that are in force as a section of the settings file: what each
 * action does, the views it is for, and its keys. */
void ui_print_keys(const struct conf *conf, struct buf *out);

/* What is wrong in [keys]: an array in the arena, its length is returned. */
size_t ui_check_keys(const struct conf *conf, struct arena *arena, struct conf_complaint **out);

#endif
