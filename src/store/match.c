/* SPDX-License-Identifier: MIT */
#include "store/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/word.h"
#include "store/bytes.h"
#include "store/match_stream.h"
#include "store/postings.h"

enum {
	LEVELS = 20,
	WORDS_MAX = 8,     /* parts of one word as written: "e-mail" has two */
	TERMS_MAX = 2048,  /* of a whole query */
};

enum node_kind { NODE_WORD, NODE_AND, NODE_OR, NODE_NOT };

struct node {
	enum node_kind kind;
	uint32_t mask; /* words: fields it has to stand in, 0 any */
	struct stream **streams;
	size_t stream_count;
	struct node **children;
	size_t child_count;
};

struct match {
	struct store *store;
	struct arena *arena;
	struct node *root;
	struct stream *streams[TERMS_MAX]; /* by number */
	uint32_t terms[TERMS_MAX];
	size_t stream_count;
	uint32_t next; /* documents up to here are still to come */
	uint64_t *spellings; /* of the words, made when they are asked for */
};

static uint32_t mask_of(uint8_t field, bool title)
{
	switch (field) {
	case QUERY_TITLE:
		return TERM_TITLE;
	case QUERY_AUTHOR:
		return TERM_AUTHOR;
	case QUERY_SECTION:
		return TERM_SECTION;
	default:
		return title ? TERM_TITLE : 0;
	}
}

bool match_is_indexed(uint8_t field)
{
	return field == QUERY_ANY || field == QUERY_TEXT || field == QUERY_TITLE ||
	       field == QUERY_AUTHOR || field == QUERY_SECTION;
}

static bool can_at(const struct query_node *node, int level)
{
	switch (node->kind) {
	case QUERY_WORD:
	case QUERY_PHRASE:
		return match_is_indexed(node->field) && !word_is_sign(node->text);
	case QUERY_NOT:
		/* Without a phrase: the index knows no order. */
		if (node->children[0]->kind != QUERY_WORD)
			return false;
		return can_at(node->children[0], level + 1);
	case QUERY_AND:
	case QUERY_OR:
		break;
	default:
		return false;
	}
	for (size_t i = 0; i < node->child_count; i++) {
		const struct query_node *child = node->children[i];

		if (level >= LEVELS || !can_at(child, level + 1) ||
		    (child->kind == QUERY_NOT && node->kind == QUERY_OR) ||
		    (child->kind == QUERY_PHRASE && level > 0))
			return false;
	}
	return node->kind == QUERY_OR || node->children[0]->kind != QUERY_NOT;
}

bool match_can(const struct query_node *node)
{
	return node->kind != QUERY_NOT && can_at(node, 0);
}

/* ---- making ------------------------------------------------------------- */

static struct node *node_new(struct match *match, enum node_kind kind, size_t children)
{
	struct node *node = arena_alloc(match->arena, sizeof(*node));

	node->kind = kind;
	node->children = arena_array(match->arena, children + 1, sizeof(struct node *));
	return node;
}

static struct stream *stream_of(struct match *match, uint32_t term)
{
	size_t at = 0;
	struct stream *stream;

	while (at < match->stream_count && match->terms[at] < term)
		at++;
	if (at < match->stream_count && match->terms[at] == term)
		return match->streams[at];
	if (match->stream_count == TERMS_MAX)
		return NULL;
	memmove(&match->terms[at + 1], &match->terms[at],
		(match->stream_count - at) * sizeof(match->terms[0]));
	memmove(&match->streams[at + 1], &match->streams[at],
		(match->stream_count - at) * sizeof(match->streams[0]));
	stream = arena_alloc(match->arena, sizeof(*stream));
	stream->term = term;
	match->terms[at] = term;
	match->streams[at] = stream;
	match->stream_count++;
	return stream;
}

static struct node *word_node(struct match *match, struct str word, uint32_t mask, bool is_prefix)
{
	struct node *node = node_new(match, NODE_WORD, 0);
	uint32_t terms[TERMS_MEANT];
	size_t count = terms_meant(match->store, word, is_prefix, terms);

	node->mask = mask;
	node->streams = arena_array(match->arena, count + 1, sizeof(struct stream *));
	for (size_t i = 0; i < count; i++) {
		struct stream *stream = stream_of(match, terms[i]);

		if (stream)
			node->streams[node->stream_count++] = stream;
	}
	return node;
}

/* A word as written may be several, or letters of a script without spaces:
 * of those every pair counts. */
static struct node *words_node(struct match *match, const struct query_node *from, uint32_t mask)
{
	struct node *all = node_new(match, NODE_AND, WORDS_MAX);
	struct word_walk walk = word_walk(from->text);
	struct str before = { 0 };
	struct word word, last = { 0 };
	struct word_walk ahead = walk;

	while (word_next(&ahead, &word))
		last = word;
	while (all->child_count < WORDS_MAX && word_next(&walk, &word)) {
		struct str text = word.text;
		bool is_last = text.ptr == last.text.ptr;

		if (word.is_letter && before.ptr && before.ptr + before.len == text.ptr)
			text = (struct str){ before.ptr, before.len + word.text.len };
		before = word.is_letter ? word.text : (struct str){ 0 };
		all->children[all->child_count++] =
			word_node(match, text, mask, from->is_prefix && is_last);
	}
	return all->child_count ? all : NULL;
}

static struct node *make(struct match *match, const struct query_node *from, bool title)
{
	struct node *node;

	if (from->kind == QUERY_WORD || from->kind == QUERY_PHRASE)
		return words_node(match, from, mask_of(from->field, title));
	node = node_new(match, from->kind == QUERY_OR ? NODE_OR
			: from->kind == QUERY_NOT ? NODE_NOT : NODE_AND, from->child_count);
	for (size_t i = 0; i < from->child_count; i++) {
		/* What is not wanted is not wanted anywhere. */
		struct node *child = make(match, from->children[i],
					  title && from->kind != QUERY_NOT);

		if (child)
			node->children[node->child_count++] = child;
	}
	return node->child_count ? node : NULL;
}

static void take_fresh_document(struct match *match, uint32_t document, struct str list)
{
	struct postings_reader reader = { .rest = list };
	uint32_t term, fields;
	size_t at = 0;

	/* Both sides are in ascending order. */
	while (at < match->stream_count && postings_next(&reader, &term, &fields)) {
		struct stream *s;

		while (at < match->stream_count && match->terms[at] < term)
			at++;
		if (at == match->stream_count || match->terms[at] != term)
			continue;
		s = match->streams[at];
		if (s->fresh_count == s->fresh_cap) {
			size_t cap = s->fresh_cap ? s->fresh_cap * 2 : 16;
			uint32_t *documents = arena_array(match->arena, cap, sizeof(*documents));
			uint8_t *more = arena_array(match->arena, cap, 1);

			if (s->fresh_count) {
				memcpy(documents, s->fresh, s->fresh_count * sizeof(*documents));
				memcpy(more, s->fresh_fields, s->fresh_count);
			}
			s->fresh = documents;
			s->fresh_fields = more;
			s->fresh_cap = cap;
		}
		s->fresh[s->fresh_count] = document;
		s->fresh_fields[s->fresh_count++] = (uint8_t)fields;
	}
}

static void load_fresh(struct match *match)
{
	sqlite3_stmt *stmt = db_use(match->store, "SELECT document, terms FROM fresh "
						  "ORDER BY document");

	while (db_row(stmt))
		take_fresh_document(match, (uint32_t)db_get_int(stmt, 0), db_get_str(stmt, 1));
	db_done(match->store, stmt, NULL);
}

static struct match *match_begin(struct store *store, struct arena *arena)
{
	struct match *match = arena_alloc(arena, sizeof(*match));

	match->store = store;
	match->arena = arena;
	match->next = (uint32_t)db_number(store, db_use(store, "SELECT max(id) FROM documents"),
					  0);
	return match;
}

struct match *match_all(struct store *store, const struct query_node *const *nodes, size_t count,
			bool title, struct arena *arena)
{
	struct match *match = match_begin(store, arena);

	match->root = node_new(match, NODE_AND, count);
	for (size_t i = 0; i < count; i++) {
		struct node *child = make(match, nodes[i], title);

		if (child)
			match->root->children[match->root->child_count++] = child;
	}
	if (match->root->child_count == 0)
		return NULL;
	load_fresh(match);
	return match;
}

struct match *match_new(struct store *store, const struct query_node *node, bool title,
			struct arena *arena)
{
	return match_all(store, &node, 1, title, arena);
}

struct match *match_letters(struct store *store, struct str letters, struct arena *arena)
{
	const uint32_t *terms;
	size_t count;

	if (letters.len < TERMS_LETTERS || store_index_left(store) > 0 ||
	    !terms_holding(store, letters, &terms, &count))
		return NULL;
	struct match *match = match_begin(store, arena);
	match->root = node_new(match, NODE_WORD, 0);
	match->root->streams = arena_array(arena, count + 1, sizeof(struct stream *));
	for (size_t i = 0; i < count; i++) {
		struct stream *stream = stream_of(match, terms[i]);

		if (stream)
			match->root->streams[match->root->stream_count++] = stream;
	}
	load_fresh(match);
	return match;
}

/* ---- walking ------------------------------------------------------------- */

static uint32_t seek(struct match *match, struct node *node, uint32_t most);

static uint32_t seek_all(struct match *match, struct node *node, uint32_t most)
{
	size_t agreed = 0, i = 0;

	/* Round and round until nobody moves. */
	while (most && agreed < node->child_count) {
		struct node *child = node->children[i];
		uint32_t found;

		if (child->kind == NODE_NOT)
			found = seek(match, child->children[0], most) == most ? most - 1 : most;
		else
			found = seek(match, child, most);
		agreed = found == most ? agreed + 1 : 1;
		most = found;
		/* A step down for somebody's absence is nobody's find. */
		if (agreed == 1 && child->kind == NODE_NOT)
			agreed = 0;
		i = (i + 1) % node->child_count;
	}
	return most;
}

static uint32_t seek(struct match *match, struct node *node, uint32_t most)
{
	uint32_t best = 0;

	if (most == 0)
		return 0;
	switch (node->kind) {
	case NODE_WORD:
		for (size_t i = 0; i < node->stream_count && best < most; i++) {
			uint32_t found = stream_seek(match->store, match->arena, node->streams[i],
						     most, node->mask);

			best = found > best ? found : best;
		}
		return best;
	case NODE_OR:
		for (size_t i = 0; i < node->child_count && best < most; i++) {
			uint32_t found = seek(match, node->children[i], most);

			best = found > best ? found : best;
		}
		return best;
	case NODE_AND:
		return seek_all(match, node, most);
	case NODE_NOT:
		break;
	}
	return 0;
}

bool match_next(struct match *match, int64_t *row)
{
	for (;;) {
		uint32_t document = seek(match, match->root, match->next);
		sqlite3_stmt *stmt;

		if (document == 0)
			return false;
		match->next = document - 1;
		stmt = db_use(match->store, "SELECT row FROM documents WHERE id = ?");
		db_int(stmt, 1, document);
		*row = db_number(match->store, stmt, 0);
		if (*row)
			return true;
		/* An old version, or gone. */
	}
}

bool match_has(struct match *match, int64_t row)
{
	sqlite3_stmt *stmt = db_use(match->store, "SELECT id FROM documents WHERE row = ?");
	uint32_t document;

	db_int(stmt, 1, row);
	document = (uint32_t)db_number(match->store, stmt, 0);
	return document && seek(match, match->root, document) == document;
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The words' spellings, as hashes in ascending order. */
static void spell(struct match *match)
{
	match->spellings = arena_array(match->arena, match->stream_count + 1, sizeof(uint64_t));
	for (size_t i = 0; i < match->stream_count; i++) {
		sqlite3_stmt *stmt = db_use(match->store, "SELECT word FROM terms WHERE id = ?");

		db_int(stmt, 1, match->terms[i]);
		if (db_row(stmt))
			match->spellings[i] = bytes_hash(0, db_get_str(stmt, 0));
		db_done(match->store, stmt, NULL);
	}
	qsort(match->spellings, match->stream_count, sizeof(uint64_t), by_hash);
}

uint64_t match_means(struct match *match, struct str folded)
{
	uint64_t hash = bytes_hash(0, folded);
	size_t from = 0, to = match->stream_count;

	if (!match->spellings)
		spell(match);
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (match->spellings[middle] == hash)
			return hash;
		if (match->spellings[middle] < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}
