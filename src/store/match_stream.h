/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_MATCH_STREAM_H
#define WARTA_STORE_MATCH_STREAM_H

#include "store/db.h"

/* One word of the vocabulary: its documents, backwards. */
struct stream {
	uint32_t term;
	bool has_begun;
	uint32_t *documents; /* of the block at hand, ascending */
	uint8_t *fields;
	size_t count;
	uint32_t first, valid_to; /* the block is the one for documents from, to */
	/* The last answer: good for all questions between itself and the one
	 * it was given to. */
	bool has_answer;
	uint32_t asked, answer, asked_mask;
	/* What waits beside the blocks: ascending, newer than all of them. */
	uint32_t *fresh;
	uint8_t *fresh_fields;
	size_t fresh_count, fresh_cap;
};

/* The greatest document that is at most `most` and has the word in one of the
 * fields (0: any); 0 none. What is read stays in the arena. */
uint32_t stream_seek(struct store *store, struct arena *arena, struct stream *s, uint32_t most,
		     uint32_t mask);

#endif
