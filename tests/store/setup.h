/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_STORE_SETUP_H
#define WARTA_TESTS_STORE_SETUP_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/check.h"
#include "store/store.h"

/* A database in a folder of its own, with feeds to fill it. */
enum { NOW = 1795348800 /* 2026-11-22 12:00 UTC */ };

struct fixture {
	char folder[64], path[96];
	struct store *store;
	struct arena arena;
	struct error err;
};

static inline int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	strcpy(f->folder, "/tmp/warta-store-XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/warta.db", f->folder);
	if (!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err))
		print_error("%s\n", f->err.text);
	*state = f;
	return f->store ? 0 : -1;
}

static inline int fixture_close(void **state)
{
	struct fixture *f = *state;
	char command[192];

	store_close(f->store);
	arena_free(&f->arena);
	snprintf(command, sizeof(command), "chmod -R u+rwX %s; rm -rf %s", f->folder, f->folder);
	if (system(command) != 0)
		return -1;
	free(f);
	return 0;
}

#define STORE_TEST(name) { #name, test_##name, fixture_open, fixture_close, NULL }

/* Feeds https://a.example/feed0, feed1 ... with the tag "tagN". Returns the id
 * of the first; the others follow. */
static inline int64_t add_feeds(struct fixture *f, int count)
{
	struct store_source *sources = arena_array(&f->arena, (size_t)count, sizeof(*sources));
	struct store_feed *feeds;
	size_t found;

	for (int i = 0; i < count; i++) {
		struct str *tags = arena_array(&f->arena, 2, sizeof(*tags));

		tags[0] = STR("berita");
		tags[1] = arena_printf(&f->arena, "tag%d", i);
		sources[i] = (struct store_source){
			.url = arena_printf(&f->arena, "https://a.example/feed%d", i),
			.tags = tags, .tag_count = 2, .keep = -1,
		};
	}
	CHECK(store_set_sources(f->store, sources, (size_t)count, &f->err));
	CHECK(store_feeds(f->store, &f->arena, &feeds, &found, &f->err));
	CHECK(found >= (size_t)count);
	return feeds[0].id;
}

/* One item; the caller may change it before it is saved. */
static inline struct news_item item(const char *id, const char *link, const char *title,
				    const char *text, int64_t published)
{
	return (struct news_item){
		.id = str_from(id), .link = str_from(link), .title = str_from(title),
		.text = str_from(text), .content = str_from(text),
		.published = { published, 0, published ? DATE_SECOND : DATE_NONE, true },
	};
}

static inline struct store_visit_result save_at(struct fixture *f, int64_t feed, int64_t now,
						struct news_item *items, size_t count)
{
	struct news_feed news = { .format = NEWS_RSS, .title = STR("Kabar"),
				  .link = STR("https://a.example/"), .items = items,
				  .item_count = count };
	struct store_visit visit = { .feed = feed, .now = now, .status = 200, .news = &news,
				     .etag = STR("\"v1\""), .next_visit = now + 3600 };
	struct store_visit_result result;

	CHECK(store_visit_save(f->store, &visit, &f->arena, &result, &f->err));
	return result;
}

static inline struct store_visit_result save(struct fixture *f, int64_t feed,
					     struct news_item *items, size_t count)
{
	return save_at(f, feed, NOW, items, count);
}

static inline size_t list_scope(struct fixture *f, const struct store_scope *scope,
				struct store_row **rows)
{
	size_t found = 0;
	bool is_well = store_list(f->store, scope, NULL, 1000, &f->arena, rows, &found, &f->err);

	if (!is_well)
		print_error("%s\n", f->err.text);
	CHECK(is_well);
	return found;
}

static inline size_t list_all(struct fixture *f, struct store_row **rows)
{
	struct store_scope scope = { .kind = STORE_ALL };

	return list_scope(f, &scope, rows);
}

static inline void mark(struct fixture *f, int64_t id, enum store_mark how)
{
	struct store_selection one = { .ids = &id, .count = 1 };

	CHECK(store_mark(f->store, &one, how, STR("simpan"), NOW, NULL, &f->err));
}

static inline void index_all(struct fixture *f)
{
	int64_t left = 1;

	while (left > 0)
		CHECK(store_index_some(f->store, 1000, &left, &f->err));
}

static inline int64_t unread_of(struct fixture *f)
{
	struct store_counts counts;

	CHECK(store_counts(f->store, (struct str){ 0 }, &counts));
	return counts.unread;
}

/* A page at https://b.example/NAME that names others, up to NULL, as
 * related. */
static inline void save_page(struct fixture *f, const char *name, const char *const *related)
{
	struct page page = { 0 };
	struct str url = arena_printf(&f->arena, "https://b.example/%s", name);

	page.meta.url = url;
	page.meta.title = arena_printf(&f->arena, "Judul %s", name);
	page.meta.published = (struct date){ NOW - name[0], 0, DATE_SECOND, true };
	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, arena_printf(&f->arena, "Kata %s tentang perkara.", name), 0, 0);
	for (; *related; related++) {
		struct page_block *block = page_add_block(&page, PAGE_RELATED);
		struct str to = arena_printf(&f->arena, "https://b.example/%s", *related);

		block->link = page_add_link(&page, PAGE_LINK_RELATED, to,
					    arena_printf(&f->arena, "Judul %s", *related),
					    STR("Baca Juga"));
	}
	page_number(&page);
	CHECK(store_page_save(f->store, url, &page, NOW, NULL, &f->err));
	page_free(&page);
}

#endif
