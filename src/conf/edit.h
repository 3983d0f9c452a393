/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_EDIT_H
#define WARTA_CONF_EDIT_H

#include "conf/words.h"

/* Editing the urls file: its text is read under a lock, lines are copied over
 * or rewritten one by one, and the file is replaced. */
struct edit {
	const char *path;
	struct buf before, after;
	int lock;
};

bool edit_open(struct edit *edit, const char *path, struct error *err);
void edit_drop(struct edit *edit);
/* Writes what came after, if it is different, and drops the edit. */
bool edit_save(struct edit *edit, struct error *err);

/* Takes the next line with its line break. */
bool edit_next_line(struct str *rest, struct str *line);

/* Whether the first word of a line is this url; *word gets it. */
bool edit_is_of(struct str line, struct str url, struct arena *arena, struct urls_word *word);

/* Many urls at once, to ask of lines whether they are of one of them. */
struct edit_urls {
	struct arena arena;
	struct str *slots; /* open addressing; ptr NULL: free */
	size_t mask;
};

/* The strings are borrowed. */
void edit_urls_open(struct edit_urls *set, const struct str *urls, size_t count);
void edit_urls_close(struct edit_urls *set);
bool edit_urls_has(struct edit_urls *set, struct str line);

/* Adds a line break unless the text ends in one. */
void edit_end_line(struct buf *text);

#endif
