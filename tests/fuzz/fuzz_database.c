/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

/* A database whose bytes somebody else chose: patches (offset, length, bytes)
 * on a small whole one. Whatever it says, it is refused or read, and nothing
 * else happens. */
static char folder[] = "/tmp/warta-fuzz-XXXXXX";
static char path[64], command[128];
static struct str whole;

static void make_whole(void)
{
	struct store_source source = { .url = { "https://a.example/f", 19 }, .keep = -1 };
	struct news_item items[40] = { 0 };
	struct news_feed news = { .items = items, .item_count = 40 };
	struct store_visit visit = { .feed = 1, .now = 1795348800, .news = &news };
	struct arena arena = { 0 };
	struct error err = { 0 };
	struct store *store;
	int64_t left = 1;
	FILE *in;

	if (!mkdtemp(folder))
		abort();
	snprintf(path, sizeof(path), "%s/warta.db", folder);
	snprintf(command, sizeof(command), "rm -f %s/*", folder);
	if (!store_open(path, STORE_WRITE, &store, NULL, &err) ||
	    !store_set_sources(store, &source, 1, &err))
		abort();
	for (int i = 0; i < 40; i++) {
		items[i].title = arena_printf(&arena, "Judul %d berita", i);
		items[i].id = arena_printf(&arena, "%d", i);
		items[i].link = arena_printf(&arena, "https://a.example/%d", i);
		items[i].text = items[i].content =
			arena_printf(&arena, "Isi %d tentang beras dan kopi.", i);
	}
	if (!store_visit_save(store, &visit, &arena, NULL, &err))
		abort();
	while (left > 0 && store_index_some(store, 100, &left, &err))
		;
	store_close(store);
	arena_free(&arena);
	in = fopen(path, "rb");
	whole.ptr = malloc(1 << 20);
	whole.len = fread((char *)whole.ptr, 1, 1 << 20, in);
	fclose(in);
}

static void write_patched(const uint8_t *data, size_t size)
{
	char *bytes = malloc(whole.len);
	FILE *out;

	memcpy(bytes, whole.ptr, whole.len);
	while (size >= 4) {
		size_t at = ((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % whole.len;
		size_t len = data[3] % 32;

		data += 4;
		size -= 4;
		len = len < size ? len : size;
		len = len < whole.len - at ? len : whole.len - at;
		memcpy(bytes + at, data, len);
		data += len;
		size -= len;
	}
	out = fopen(path, "wb");
	fwrite(bytes, 1, whole.len, out);
	fclose(out);
	free(bytes);
}

static void use(struct store *store)
{
	struct query query;
	struct store_scope scope = { .kind = STORE_ALL, .fold_stories = true },
		search = { .kind = STORE_SEARCH, .query = &query };
	struct store_selection all = { .scope = &scope };
	struct arena arena = { 0 };
	struct error err = { 0 };
	struct store_article article;
	struct store_feed *feeds;
	struct store_row *rows;
	int64_t left;
	size_t found;

	store_feeds(store, &arena, &feeds, &found, &err);
	if (store_list(store, &scope, NULL, 20, &arena, &rows, &found, &err))
		for (size_t i = 0; i < found; i++)
			store_article(store, rows[i].id, &arena, &article, &err);
	query_parse((struct str){ "beras \"dan kopi\"", 16 }, 1795348800, true, &query);
	store_list(store, &search, NULL, 20, &arena, &rows, &found, &err);
	query_free(&query);
	store_mark(store, &all, STORE_MARK_READ, (struct str){ 0 }, 1795348800, NULL, &err);
	store_index_some(store, 100, &left, &err);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = { 0 }, notice = { 0 };
	struct store *store;

	if (!whole.ptr)
		make_whole();
	if (system(command) != 0)
		abort();
	write_patched(data, size);
	if (store_open(path, STORE_READ, &store, NULL, &err)) {
		use(store);
		store_close(store);
	}
	if (store_open(path, STORE_WRITE, &store, &notice, &err)) {
		use(store);
		store_close(store);
	}
	return 0;
}
