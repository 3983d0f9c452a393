/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_PATHS_H
#define WARTA_CONF_PATHS_H

#include "base/error.h"

/* Where things are (XDG Base Directory). All absolute, all owned by this. */
struct conf_paths {
	char *config_dir, *data_dir, *state_dir, *cache_dir;
	char *urls, *config, *themes; /* in config_dir */
	char *database;               /* in data_dir */
	char *log, *history;          /* in state_dir */
	char *pictures;               /* in cache_dir; made when needed */
	char *downloads;
};

/* Reads the environment and makes the folders (0700). A relative XDG_ value
 * is ignored as the specification says; without HOME and XDG_ it fails. */
bool conf_paths_load(struct conf_paths *out, struct error *err);

/* A throw-away set below a fresh folder in TMPDIR, for the demo; removing it
 * is conf_paths_discard's. */
bool conf_paths_temporary(struct conf_paths *out, struct error *err);
void conf_paths_discard(struct conf_paths *paths);
void conf_paths_free(struct conf_paths *paths);

/* Replaces path by a temporary file beside it, fsync and rename, mode 0600.
 * Follows a symbolic link at path to the file it names, which need not be there
 * yet. */
bool conf_write_file(const char *path, struct str bytes, struct error *err);

#endif
