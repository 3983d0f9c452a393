/* SPDX-License-Identifier: MIT */
/* Fills a database with made-up news and times what the store does:
 *
 *   grow DATABASE FEEDS ITEMS [BYTES]
 *
 * FEEDS feeds of ITEMS articles of about BYTES bytes of text each (2600), in
 * words of a vocabulary that grows as a language's does; then list windows,
 * searches and marks. An existing database is only timed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/store.h"

enum { WORDS = 60000, NOW = 1795348800, VISITS_A_COMMIT = 16 };

struct maker {
	uint64_t seed;
	struct str words[WORDS];
	struct arena arena;
};

static uint64_t next(struct maker *m)
{
	m->seed ^= m->seed << 13;
	m->seed ^= m->seed >> 7;
	m->seed ^= m->seed << 17;
	return m->seed;
}

/* Low ranks come often, as in a language. */
static struct str word(struct maker *m)
{
	double u = (double)(next(m) >> 11) / 9007199254740992.0;
	size_t rank = (size_t)(exp(u * log((double)WORDS)) - 1);

	return m->words[rank < WORDS ? rank : WORDS - 1];
}

static void make_words(struct maker *m)
{
	static const char *const heads[] = { "", "", "", "", "me", "di", "ber", "pe", "ter", "ke" };
	static const char *const tails[] = { "", "", "", "", "kan", "an", "i", "nya" };
	static const char *const parts[] = { "ba", "ca", "da", "ga", "ha", "ja", "ka", "la", "ma",
		"na", "pa", "ra", "sa", "ta", "wa", "bi", "di", "gi", "ki", "li", "mi", "ni", "pi",
		"ri", "si", "ti", "bu", "du", "gu", "ku", "lu", "mu", "nu", "ru", "su", "tu", "se",
		"re", "te", "le", "ang", "ing", "ung", "ar", "er", "or", "an", "as", "at", "ak" };

	for (size_t i = 0; i < WORDS; i++) {
		size_t count = i < 60 ? 1 + next(m) % 2 : 2 + next(m) % 2;
		struct buf out = { 0 };

		buf_add(&out, str_from(heads[next(m) % 10]));
		for (size_t p = 0; p < count; p++)
			buf_add(&out, str_from(parts[next(m) % 50]));
		buf_add(&out, str_from(tails[next(m) % 8]));
		m->words[i] = arena_str(&m->arena, buf_str(&out));
		buf_free(&out);
	}
}

static struct str sentence(struct maker *m, struct arena *arena, size_t words)
{
	struct buf out = { 0 };
	struct str made;

	for (size_t i = 0; i < words; i++) {
		if (i)
			buf_add_char(&out, ' ');
		buf_add(&out, word(m));
	}
	made = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return made;
}

static void make_item(struct maker *m, struct arena *arena, int feed, int number, size_t size,
		      struct news_item *out)
{
	struct buf html = { 0 }, text = { 0 };
	struct str *author = arena_alloc(arena, sizeof(*author));

	while (text.len < size) {
		struct str s = sentence(m, arena, 24 + next(m) % 24);

		buf_addf(&html, "<p>%.*s.</p>\n", STR_ARG(s));
		buf_addf(&text, "%.*s.\n", STR_ARG(s));
		if (next(m) % 6 == 0)
			buf_addf(&html, "<p><strong>Baca Juga: <a href=\"https://host%d.example/"
				 "%d/%d.html?utm_source=rss\">%.*s</a></strong></p>\n", feed % 125,
				 feed, (int)(next(m) % 1000),
				 STR_ARG(sentence(m, arena, 7)));
	}
	*author = sentence(m, arena, 2);
	*out = (struct news_item){
		.id = arena_printf(arena, "berita-%05d-%06d", feed, number),
		.link = arena_printf(arena, "https://host%d.example/a/%05d/%d.html", feed % 125,
				     feed, number),
		.title = sentence(m, arena, 5 + next(m) % 5),
		.text = arena_str(arena, buf_str(&text)),
		.content = arena_str(arena, buf_str(&html)),
		.authors = { author, 1 },
		.published = { NOW - number * 5820 - (int64_t)(next(m) % 2400), 0, DATE_SECOND,
			       true },
	};
	if ((feed * 977 + number) % 1000 == 777)
		out->title = arena_printf(arena, "%.*s zamrudkhatulistiwa", STR_ARG(out->title));
	buf_free(&html);
	buf_free(&text);
}

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(bool is_well, const struct error *err)
{
	if (is_well)
		return;
	fprintf(stderr, "grow: %s\n", err->text);
	exit(1);
}

static double file_mb(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 ? (double)info.st_size / 1e6 : 0;
}

static void subscribe(struct store *store, int feeds)
{
	struct arena arena = { 0 };
	struct store_source *sources = arena_array(&arena, (size_t)feeds, sizeof(*sources));
	struct error err = { 0 };

	for (int i = 0; i < feeds; i++) {
		struct str *tags = arena_array(&arena, 1, sizeof(*tags));

		tags[0] = arena_printf(&arena, "tag%d", i % 10);
		sources[i] = (struct store_source){
			.url = arena_printf(&arena, "https://host%d.example/%d.xml", i % 125, i),
			.tags = tags, .tag_count = 1, .keep = -1 };
	}
	check(store_set_sources(store, sources, (size_t)feeds, &err), &err);
	arena_free(&arena);
}

/* All feeds once; returns CPU seconds within the store. */
static double poll_all(struct store *store, int feeds, int items, size_t size, int64_t *added)
{
	struct maker *m = mem_new(1, sizeof(*m));
	struct error err = { 0 };
	double spent = 0;

	m->seed = 88172645463325252u;
	make_words(m);
	for (int feed = 0; feed < feeds; feed++) {
		struct arena arena = { 0 };
		struct news_feed news = { .title = arena_printf(&arena, "Kabar %d", feed),
					  .language = STR("id"), .item_count = (size_t)items };
		struct store_visit visit = { .feed = feed + 1, .now = NOW, .status = 200,
					     .news = &news, .next_visit = NOW + 3600 };
		struct store_visit_result result;
		double start;

		news.items = arena_array(&arena, (size_t)items, sizeof(*news.items));
		for (int i = 0; i < items; i++)
			make_item(m, &arena, feed, i, size, &news.items[i]);
		start = seconds(CLOCK_THREAD_CPUTIME_ID);
		if (feed % VISITS_A_COMMIT == 0)
			check(store_begin(store, &err), &err);
		check(store_visit_save(store, &visit, &arena, &result, &err), &err);
		if ((feed + 1) % VISITS_A_COMMIT == 0 || feed + 1 == feeds)
			check(store_commit(store, &err), &err);
		spent += seconds(CLOCK_THREAD_CPUTIME_ID) - start;
		*added += result.added;
		arena_free(&arena);
	}
	arena_free(&m->arena);
	free(m);
	return spent;
}

static void time_list(struct store *store, const char *name, const struct store_scope *scope)
{
	struct error err = { 0 };
	struct store_row *rows, last = { 0 };
	size_t found = 0;
	double best = 1e9, deep = 1e9;

	for (int round = 0; round < 20; round++) {
		struct arena arena = { 0 };
		double start = seconds(CLOCK_MONOTONIC);

		check(store_list(store, scope, NULL, 50, &arena, &rows, &found, &err), &err);
		start = seconds(CLOCK_MONOTONIC) - start;
		best = start < best ? start : best;
		if (found) {
			last = rows[found - 1];
			start = seconds(CLOCK_MONOTONIC);
			check(store_list(store, scope, &last, 50, &arena, &rows, &found, &err),
			      &err);
			start = seconds(CLOCK_MONOTONIC) - start;
			deep = start < deep ? start : deep;
		}
		arena_free(&arena);
	}
	printf("  list %-22s %8.3f ms, next window %8.3f ms\n", name, best * 1e3, deep * 1e3);
}

static void time_search(struct store *store, const char *text, bool is_typing)
{
	struct query query = { 0 };
	struct store_scope scope = { .kind = STORE_SEARCH, .query = &query };
	struct error err = { 0 };
	struct store_row *rows;
	size_t found = 0;
	double best = 1e9, first = 0, cpu = 1e9;

	query_parse(str_from(text), NOW, is_typing, &query);
	for (int round = 0; round < 5; round++) {
		struct store_effort effort = { .ms = 50 };
		struct arena arena = { 0 };
		double start = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_THREAD_CPUTIME_ID);

		check(store_list_some(store, &scope, NULL, 24, &effort, &arena, &rows, &found,
				      &err), &err);
		start = seconds(CLOCK_MONOTONIC) - start;
		used = seconds(CLOCK_THREAD_CPUTIME_ID) - used;
		cpu = used < cpu ? used : cpu;
		best = start < best ? start : best;
		first = round ? first : start;
		arena_free(&arena);
	}
	printf("  search %-24s %3zu rows, first %8.3f ms, best %8.3f ms, CPU %8.3f ms\n", text,
	       found, first * 1e3, best * 1e3, cpu * 1e3);
	query_free(&query);
}

static void time_marks(struct store *store)
{
	struct store_scope scope = { .kind = STORE_FEED, .feed = 1 };
	struct store_selection all = { .scope = &scope };
	struct store_undone undone;
	struct error err = { 0 };
	struct arena arena = { 0 };
	int64_t changed;
	double start = seconds(CLOCK_MONOTONIC);

	check(store_mark(store, &all, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed, &err),
	      &err);
	printf("  mark %lld read %.3f ms", (long long)changed,
	       (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	start = seconds(CLOCK_MONOTONIC);
	check(store_undo(store, &arena, &undone, &err), &err);
	printf(", undo %.3f ms\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	arena_free(&arena);
}

static void time_feeds(struct store *store)
{
	double best = 1e9, counting = 1e9;
	struct store_counts counts;
	size_t count = 0;

	for (int round = 0; round < 20; round++) {
		struct arena arena = { 0 };
		struct store_feed *feeds;
		double start = seconds(CLOCK_MONOTONIC), middle;

		check(store_feeds(store, &arena, &feeds, &count, NULL), &(struct error){ 0 });
		middle = seconds(CLOCK_MONOTONIC);
		best = middle - start < best ? middle - start : best;
		store_counts(store, (struct str){ 0 }, &counts);
		middle = seconds(CLOCK_MONOTONIC) - middle;
		counting = middle < counting ? middle : counting;
		arena_free(&arena);
	}
	printf("  %zu feeds %.3f ms, counts %.3f ms\n", count, best * 1e3, counting * 1e3);
}

static void time_reading(const char *path)
{
	static const struct { const char *text; bool is_typing; } searches[] = {
		{ "zamrudkhatulistiwa", false }, { "ba", false }, { "baca membaca", false },
		{ "zam", true }, { "me", true }, { "meba", true }, { "title:bar", false },
		{ "\"baca dan\"", false }, { "is:unread kata since:3d", false },
		{ "title:kasa", false }, { "tag:tag3 kasa", false }, { "feed:kabar kasa", false },
		{ "membaca", true }, { "\"di ka\"", false }, { "/zamrudk.*tulis/", false },
		{ "is:starred", false }, { "kasa OR zamrudkhatulistiwa", false },
		{ "ka -ma", false },
	};
	struct store_scope all = { .kind = STORE_ALL }, feed = { .kind = STORE_FEED, .feed = 7 },
		tag = { .kind = STORE_TAG, .tag = STR("tag3") },
		unread = { .kind = STORE_ALL, .unread_only = true },
		fresh = { .kind = STORE_ALL, .unread_only = true, .read_since = NOW - 60 },
		folded = { .kind = STORE_ALL, .fold_stories = true },
		oldest = { .kind = STORE_ALL, .order = STORE_OLDEST };
	struct error err = { 0 };
	struct store_counts counts;
	struct store *store;
	double start = seconds(CLOCK_MONOTONIC);

	check(store_open(path, STORE_READ, &store, NULL, &err), &err);
	printf("  open to read %.3f ms", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	start = seconds(CLOCK_MONOTONIC);
	store_counts(store, (struct str){ 0 }, &counts);
	printf(", counts %.3f ms (%lld unread of %lld)\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3,
	       (long long)counts.unread, (long long)counts.total);
	time_feeds(store);
	time_list(store, "all", &all);
	time_list(store, "all, oldest first", &oldest);
	time_list(store, "one feed", &feed);
	time_list(store, "a tag", &tag);
	time_list(store, "unread", &unread);
	time_list(store, "unread or just read", &fresh);
	time_list(store, "all, stories folded", &folded);
	for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]); i++)
		time_search(store, searches[i].text, searches[i].is_typing);
	store_close(store);
}

static void fill(struct store *store, const char *path, int feeds, int items, size_t size)
{
	struct error err = { 0 };
	int64_t added = 0, again = 0, left = 1;
	double spent, before;

	subscribe(store, feeds);
	spent = poll_all(store, feeds, items, size, &added);
	check(store_tend(store, NOW, &err), &err);
	before = file_mb(path);
	printf("stored %lld articles: %.3f s CPU, %.0f a second, %.0f bytes each\n",
	       (long long)added, spent, (double)added / spent, before * 1e6 / (double)added);
	spent = poll_all(store, feeds, items, size, &again);
	printf("the same again: %.3f s CPU, %lld added\n", spent, (long long)again);
	spent = seconds(CLOCK_THREAD_CPUTIME_ID);
	while (left > 0)
		check(store_index_some(store, 2000, &left, &err), &err);
	spent = seconds(CLOCK_THREAD_CPUTIME_ID) - spent;
	check(store_tend(store, NOW + 90000, &err), &err);
	printf("indexed: %.3f s CPU, %.0f a second; %.1f MB, %.0f bytes each\n", spent,
	       (double)added / spent, file_mb(path), file_mb(path) * 1e6 / (double)added);
}

int main(int argc, char **argv)
{
	struct error err = { 0 };
	struct store *store;
	bool is_new;

	if (argc < 4) {
		fprintf(stderr, "usage: grow DATABASE FEEDS ITEMS [BYTES]\n");
		return 64;
	}
	is_new = access(argv[1], F_OK) != 0;
	check(store_open(argv[1], STORE_WRITE, &store, &err, &err), &err);
	if (is_new)
		fill(store, argv[1], atoi(argv[2]), atoi(argv[3]),
		     argc > 4 ? (size_t)atoi(argv[4]) : 2600);
	time_reading(argv[1]);
	time_marks(store);
	store_close(store);
	return 0;
}
