/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_WORDS_H
#define WARTA_CONF_WORDS_H

#include "conf/urls.h"

/* A line of the urls file as words. */
struct urls_word {
	struct str text;  /* unquoted; lives in the arena */
	size_t from, to;  /* bytes of the line, with its quotes */
	bool is_quoted;
};

/* Takes the next word after *at; false at the end of the line or before a
 * comment, which then starts at *at. */
bool urls_next_word(struct str line, size_t *at, struct arena *arena, struct urls_word *out);

/* Adds text so that urls_next_word reads it back; quoted only where needed. */
void urls_add_word(struct buf *out, struct str text);

/* What a word after the first means. */
enum urls_role { WORD_TITLE, WORD_HIDDEN, WORD_OPTION, WORD_TAG, WORD_WRONG };
enum urls_role urls_word_role(struct str text);

/* Reads key=value into the source. False with a sentence in *mistake (in the
 * arena) when the key or the value is wrong. */
bool urls_read_option(struct str text, struct conf_source *source, struct arena *arena,
		      struct str *mistake);

/* Whether the source still wants this option as it is written. */
bool urls_option_is_kept(struct str text, const struct conf_source *source);

/* Adds each option of `wanted` that `present` does not have, as words with a
 * blank before. */
void urls_add_options(struct buf *out, const struct conf_source *wanted,
		      const struct conf_source *present);

#endif
