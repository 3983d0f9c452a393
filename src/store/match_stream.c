/* SPDX-License-Identifier: MIT */
#include "store/match_stream.h"

#include "store/postings.h"

enum { ENTRIES_MAX = POSTINGS_BLOCK + 64 };

/* Reads the word's last block of an era that begins at `most` or before. */
static bool load_block_of_era(struct store *store, struct stream *s, uint32_t era, uint32_t most)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT first, entries FROM postings "
					   "WHERE era = ? AND term = ? AND first <= ? "
					   "ORDER BY first DESC LIMIT 1");
	struct postings_reader reader = { 0 };
	uint32_t document, fields;

	db_int(stmt, 1, era);
	db_int(stmt, 2, s->term);
	db_int(stmt, 3, most);
	if (db_row(stmt)) {
		s->first = reader.last = (uint32_t)db_get_int(stmt, 0);
		reader.rest = db_get_str(stmt, 1);
		while (s->count < ENTRIES_MAX && postings_next(&reader, &document, &fields)) {
			s->documents[s->count] = document;
			s->fields[s->count++] = (uint8_t)fields;
		}
	}
	return db_done(store, stmt, NULL) && s->count > 0;
}

/* The block with the greatest documents that are at most `most`. */
static void load_block(struct store *store, struct arena *arena, struct stream *s, uint32_t most)
{
	if (!s->documents) {
		s->documents = arena_array(arena, ENTRIES_MAX, sizeof(*s->documents));
		s->fields = arena_array(arena, ENTRIES_MAX, 1);
	}
	s->count = 0;
	s->has_begun = true;
	s->valid_to = most;
	for (uint32_t era = postings_era(most) + 1; era-- > 0;)
		if (load_block_of_era(store, s, era, most))
			return;
}

/* Entries up to `most`: how many. */
static size_t upper(const uint32_t *documents, size_t count, uint32_t most)
{
	size_t from = 0;

	while (from < count) {
		size_t middle = from + (count - from) / 2;

		if (documents[middle] <= most)
			from = middle + 1;
		else
			count = middle;
	}
	return from;
}

static uint32_t find_in_stream(struct store *store, struct arena *arena, struct stream *s,
			       uint32_t most, uint32_t mask)
{
	size_t at = upper(s->fresh, s->fresh_count, most);

	while (at-- > 0)
		if (!mask || (s->fresh_fields[at] & mask))
			return s->fresh[at];
	if (!s->has_begun || most > s->valid_to || (s->count && most < s->first))
		load_block(store, arena, s, most);
	while (s->count) {
		for (at = upper(s->documents, s->count, most); at-- > 0;)
			if (!mask || (s->fields[at] & mask))
				return s->documents[at];
		if (s->first == 0)
			break;
		most = s->first - 1;
		load_block(store, arena, s, most);
	}
	return 0;
}

uint32_t stream_seek(struct store *store, struct arena *arena, struct stream *s, uint32_t most,
		     uint32_t mask)
{
	if (s->has_answer && mask == s->asked_mask && most <= s->asked && most >= s->answer)
		return s->answer;
	s->answer = find_in_stream(store, arena, s, most, mask);
	s->has_answer = true;
	s->asked = most;
	s->asked_mask = mask;
	return s->answer;
}
