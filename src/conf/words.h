/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_WORDS_H
#define WARTA_CONF_WORDS_H

#include "conf/urls.h"

/* A line of the urls file as words. */
struct word {
	struct str text;  /* unquoted; lives in the arena */
	size_t from, to;  /* bytes of the line, with its quotes */
	bool is_quoted;
};

/* Takes the next word after *at; false at the end of the line or before a
 * comment, which then starts at *at. */
bool word_next(struct str line, size_t *at, struct arena *arena, struct word *out);

/* Adds text so that word_next reads it back; quoted only where needed. */
void word_add(struct buf *out, struct str text);

/* What a word after the first means. */
enum word_role { WORD_TITLE, WORD_HIDDEN, WORD_OPTION, WORD_TAG, WORD_WRONG };
enum word_role word_role(struct str text);

/* Reads key=value into the source. False with a sentence in *mistake (in the
 * arena) when the key or the value is wrong. */
bool word_read_option(struct str text, struct conf_source *source, struct arena *arena,
		      struct str *mistake);

/* Whether the source still wants this option as it is written. */
bool word_option_is_kept(struct str text, const struct conf_source *source);

/* Adds each option of `wanted` that `present` does not have, as words with a
 * blank before. */
void word_add_options(struct buf *out, const struct conf_source *wanted,
		      const struct conf_source *present);

#endif
