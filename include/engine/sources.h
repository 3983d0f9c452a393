/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_SOURCES_H
#define WARTA_ENGINE_SOURCES_H

#include "conf/urls.h"
#include "store/store.h"

/* Between the urls file and the feeds table. */

/* Makes the table follow the list; smart folders are no feeds. */
bool sources_sync(struct store *store, const struct conf_urls *urls, struct error *err);

/* The same from the file. */
bool sources_sync_file(struct store *store, const char *path, struct error *err);

/* Writes into the journal how the file speaks of url, before that is changed. */
bool sources_note(struct store *store, const char *path, struct str url, struct str kind,
		  struct error *err);

/* The same of many, taken back together. */
bool sources_note_all(struct store *store, const char *path, const struct str *urls,
		      size_t count, struct str kind, struct error *err);

/* Takes a noted change back: data is what store_undo gave. */
bool sources_take_back(struct store *store, const char *path, struct str data,
		       struct error *err);

#endif
