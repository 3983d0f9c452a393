/* SPDX-License-Identifier: MIT */
#include "store/functions.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "query/pattern.h"
#include "store/body.h"
#include "store/match.h"
#include "store/pages.h"

enum { PATTERN_TEXT_MAX = 256 << 10, PHRASE_WORDS = 32 };

static struct str text_of(sqlite3_value *value)
{
	struct str s;

	s.ptr = (const char *)sqlite3_value_text(value);
	s.len = s.ptr ? (size_t)sqlite3_value_bytes(value) : 0;
	return s;
}

/* What is searched for stays the same from row to row: it is prepared once. */
struct wanted {
	struct arena arena;
	struct str folded;
	struct str words[PHRASE_WORDS];
	size_t count;
	struct pattern *pattern;
};

static void wanted_free(void *data)
{
	struct wanted *wanted = data;

	pattern_free(wanted->pattern);
	arena_free(&wanted->arena);
	free(wanted);
}

static struct str fold(struct str text, struct arena *arena)
{
	struct buf out = { 0 };
	struct str folded;

	utf8_fold(&out, text);
	folded = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return folded;
}

static struct str fold_word(struct str word, struct arena *arena)
{
	struct buf out = { 0 };
	struct str folded;

	word_add_folded(&out, word);
	folded = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return folded;
}

static struct wanted *wanted_make(struct str text, bool is_pattern)
{
	struct wanted *wanted = mem_new(1, sizeof(*wanted));
	struct word_walk walk = word_walk(text);
	struct word word;

	if (is_pattern) {
		wanted->pattern = pattern_new(text, NULL);
		return wanted;
	}
	wanted->folded = fold(text, &wanted->arena);
	while (wanted->count < PHRASE_WORDS && word_next(&walk, &word))
		wanted->words[wanted->count++] = fold_word(word.text, &wanted->arena);
	return wanted;
}

static struct wanted *wanted_of(sqlite3_context *ctx, sqlite3_value **args, int at,
				bool is_pattern)
{
	struct wanted *wanted = sqlite3_get_auxdata(ctx, at);

	if (wanted)
		return wanted;
	sqlite3_set_auxdata(ctx, at, wanted_make(text_of(args[at]), is_pattern), wanted_free);
	return sqlite3_get_auxdata(ctx, at);
}

/* warta_has(text, wanted) and, as user data "begins", warta_begins. */
static void sql_has(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct wanted *wanted = wanted_of(ctx, args, 1, false);
	struct arena arena = { 0 };
	struct str text;

	(void)count;
	if (!wanted) {
		sqlite3_result_int(ctx, 0);
		return;
	}
	text = fold(text_of(args[0]), &arena);
	sqlite3_result_int(ctx, str_find(text, wanted->folded) != SIZE_MAX);
	arena_free(&arena);
}

static void sql_begins(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct wanted *wanted = wanted_of(ctx, args, 1, false);
	struct arena arena = { 0 };

	(void)count;
	sqlite3_result_int(ctx, wanted && str_has_prefix(fold(text_of(args[0]), &arena),
							 wanted->folded));
	arena_free(&arena);
}

/* Whether the words stand in the text one after the other. A window over the
 * last words of the text is all that is kept of it. */
static bool has_phrase(struct str text, const struct wanted *wanted)
{
	struct word_walk walk = word_walk(text);
	bool ends_here[PHRASE_WORDS] = { 0 }; /* the first i + 1 words end at the last one */
	struct buf folded = { 0 };
	struct word word;
	bool is_found = false;

	while (!is_found && word_next(&walk, &word)) {
		struct str spelt = word.text;

		if (!word.is_ascii) {
			buf_clear(&folded);
			word_add_folded(&folded, word.text);
			spelt = buf_str(&folded);
		}
		for (size_t i = wanted->count; i-- > 0;)
			ends_here[i] = (i == 0 || ends_here[i - 1]) &&
				       str_eq_nocase(spelt, wanted->words[i]);
		is_found = ends_here[wanted->count - 1];
	}
	buf_free(&folded);
	return is_found;
}

/* warta_phrase(id, title, author, field, phrase) */
static void sql_phrase(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct store *store = sqlite3_user_data(ctx);
	struct wanted *wanted = wanted_of(ctx, args, 4, false);
	int64_t id = sqlite3_value_int64(args[0]);
	int field = sqlite3_value_int(args[3]);
	struct arena arena = { 0 };
	struct str text;
	bool is_found;

	(void)count;
	if (!wanted || wanted->count == 0) {
		sqlite3_result_int(ctx, 0);
		return;
	}
	is_found = ((field == QUERY_ANY || field == QUERY_TITLE) &&
		    has_phrase(text_of(args[1]), wanted)) ||
		   ((field == QUERY_ANY || field == QUERY_AUTHOR) &&
		    has_phrase(text_of(args[2]), wanted));
	if (!is_found && (field == QUERY_ANY || field == QUERY_TEXT))
		is_found = (body_load_text(store, id, &arena, &text) &&
			    has_phrase(text, wanted)) ||
			   (pages_load_text(store, id, &arena, &text) && has_phrase(text, wanted));
	sqlite3_result_int(ctx, is_found);
	arena_free(&arena);
}

static bool matches(struct str text, const struct wanted *wanted)
{
	return wanted && wanted->pattern &&
	       pattern_matches(wanted->pattern, str_slice(text, 0, PATTERN_TEXT_MAX));
}

/* warta_regex(text, pattern) */
static void sql_regex(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	(void)count;
	sqlite3_result_int(ctx, matches(text_of(args[0]), wanted_of(ctx, args, 1, true)));
}

/* A field of what only an open article needs. */
static struct str body_field(struct store *store, int64_t id, int field, struct arena *arena)
{
	struct buf all = { 0 };
	struct str joined;
	struct body body;

	if (!body_load(store, id, arena, &body, NULL))
		return (struct str){ 0 };
	if (field == QUERY_GUID)
		return body.key;
	if (field != QUERY_ENCLOSURE)
		return body.text;
	for (size_t i = 0; i < body.enclosure_count; i++) {
		buf_add(&all, body.enclosures[i].url);
		buf_add_char(&all, ' ');
		buf_add(&all, body.enclosures[i].type);
		buf_add_char(&all, '\n');
	}
	joined = arena_str(arena, buf_str(&all));
	buf_free(&all);
	return joined;
}

/* warta_regex_body(id, title, field, pattern); no field: title or text. */
static void sql_regex_body(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct wanted *wanted = wanted_of(ctx, args, 3, true);
	int field = sqlite3_value_int(args[2]);
	struct arena arena = { 0 };

	(void)count;
	sqlite3_result_int(ctx, (field == QUERY_ANY &&
				 matches(text_of(args[1]), wanted)) ||
			   matches(body_field(sqlite3_user_data(ctx),
					      sqlite3_value_int64(args[0]), field, &arena),
				   wanted));
	arena_free(&arena);
}

/* warta_in_body(id, field, wanted) */
static void sql_in_body(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct wanted *wanted = wanted_of(ctx, args, 2, false);
	struct arena arena = { 0 };
	struct str text = body_field(sqlite3_user_data(ctx), sqlite3_value_int64(args[0]),
				     sqlite3_value_int(args[1]), &arena);

	(void)count;
	sqlite3_result_int(ctx, wanted && text.len &&
			   str_find(fold(text, &arena), wanted->folded) != SIZE_MAX);
	arena_free(&arena);
}

/* warta_is_body(id, field, wanted) */
static void sql_is_body(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct arena arena = { 0 };
	struct str text = body_field(sqlite3_user_data(ctx), sqlite3_value_int64(args[0]),
				     sqlite3_value_int(args[1]), &arena);

	(void)count;
	sqlite3_result_int(ctx, str_eq(text, text_of(args[2])));
	arena_free(&arena);
}

/* warta_match(id, match) */
static void sql_match(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct match *match = sqlite3_value_pointer(args[1], "warta");

	(void)count;
	sqlite3_result_int(ctx, match && match_has(match, sqlite3_value_int64(args[0])));
}

/* warta_look(date, feed, id): true, or the end of a reading that took long. */
static void sql_look(sqlite3_context *ctx, int count, sqlite3_value **args)
{
	struct store *store = sqlite3_user_data(ctx);

	(void)count;
	if (db_is_look_over(store)) {
		sqlite3_result_error_code(ctx, SQLITE_INTERRUPT);
		return;
	}
	store->look.rows++;
	store->look.date = sqlite3_value_int64(args[0]);
	store->look.feed = sqlite3_value_int64(args[1]);
	store->look.id = sqlite3_value_int64(args[2]);
	sqlite3_result_int(ctx, 1);
}

static const struct function {
	const char *name;
	int args;
	void (*run)(sqlite3_context *, int, sqlite3_value **);
} functions[] = {
	{ "warta_has", 2, sql_has },
	{ "warta_begins", 2, sql_begins },
	{ "warta_match", 2, sql_match },
	{ "warta_look", 3, sql_look },
	{ "warta_phrase", 5, sql_phrase },
	{ "warta_regex", 2, sql_regex },
	{ "warta_regex_body", 4, sql_regex_body },
	{ "warta_in_body", 3, sql_in_body },
	{ "warta_is_body", 3, sql_is_body },
};

bool functions_register(struct store *store, struct error *err)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (sqlite3_create_function_v2(store->db, functions[i].name, functions[i].args,
					       SQLITE_UTF8 | SQLITE_DETERMINISTIC |
					       SQLITE_DIRECTONLY, store, functions[i].run, NULL,
					       NULL, NULL) != SQLITE_OK)
			return db_error(store, err);
	return true;
}
