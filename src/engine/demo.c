/* SPDX-License-Identifier: MIT */
#include "engine/demo.h"

#include <time.h>

#include "conf/urls.h"
#include "engine/demo_files.h"

/* What the urls file of the demo says of each feed, in the order of
 * demo_files. */
static const struct {
	const char *title;
	const char *folder;
} feeds[] = {
	{ "Warta Kota Sukawening", "Indonesia" },
	{ "Kabar Desa", "Indonesia" },
	{ "The Harbour Post", "English" },
};

enum { FEED_COUNT = sizeof(feeds) / sizeof(*feeds) };

static struct str file_bytes(const struct demo_file *file)
{
	return (struct str){ (const char *)file->bytes, file->len };
}

static bool is_kind(const struct demo_file *file, const char *kind)
{
	return str_eq(str_from(file->kind), str_from(kind));
}

static bool subscribe(struct store *store, const struct conf_paths *paths, struct error *err)
{
	struct store_source sources[FEED_COUNT];
	struct str folders[FEED_COUNT];
	size_t count = 0;

	for (size_t i = 0; i < demo_file_count && count < FEED_COUNT; i++) {
		if (!is_kind(&demo_files[i], "feed"))
			continue;
		struct conf_source line = conf_source_new(str_from(demo_files[i].url));
		folders[count] = str_from(feeds[count].folder);
		line.title = str_from(feeds[count].title);
		line.tags = &folders[count];
		line.tag_count = 1;
		if (!conf_urls_add(paths->urls, &line, err))
			return false;
		sources[count] = (struct store_source){
			.url = line.url,
			.title = line.title,
			.tags = line.tags,
			.tag_count = 1,
			.keep = -1,
		};
		count++;
	}
	return store_set_sources(store, sources, count, err);
}

static int64_t feed_id(struct store *store, struct str url)
{
	struct arena arena = { 0 };
	struct store_feed *rows;
	size_t count;
	int64_t id = 0;

	if (store_feeds(store, &arena, &rows, &count, NULL))
		for (size_t i = 0; i < count; i++)
			if (str_eq(rows[i].url, url))
				id = rows[i].id;
	arena_free(&arena);
	return id;
}

static bool visit(struct store *store, struct jail_line *line, const struct demo_file *file,
		  struct error *err)
{
	struct jail_task task = {
		.kind = JAIL_FEED,
		.bytes = file_bytes(file),
		.base = str_from(file->url),
		.now = time(NULL),
	};
	struct jail_result result = { 0 };
	struct arena arena = { 0 };
	struct store_visit_result stored;

	bool is_ok = jail_run(line, &task, &result);
	if (!is_ok && err)
		*err = result.error;
	struct store_visit all = {
		.feed = feed_id(store, task.base),
		.now = task.now,
		.status = 200,
		.news = &result.feed,
		.next_visit = task.now + 86400,
		.bytes = (int64_t)file->len,
	};
	is_ok = is_ok && store_visit_save(store, &all, &arena, &stored, err);
	arena_free(&arena);
	jail_result_free(&result);
	return is_ok;
}

/* Extracts the page in `file`; false where it cannot. */
static bool extract(struct jail_line *line, const struct demo_file *file,
		    struct jail_result *result, struct error *err)
{
	struct jail_task task = {
		.kind = JAIL_PAGE,
		.bytes = file_bytes(file),
		.base = str_from(file->url),
		.content_type = STR("text/html; charset=utf-8"),
		.now = time(NULL),
	};

	*result = (struct jail_result){ 0 };
	if (jail_run(line, &task, result))
		return true;
	if (err)
		*err = result->error;
	return false;
}

/* The file that a page names as its next part, or NULL. */
static const struct demo_file *next_part(const struct page *page)
{
	for (size_t i = 0; i < demo_file_count; i++)
		if (page->meta.next_page.len &&
		    str_eq(page->meta.next_page, str_from(demo_files[i].url)))
			return &demo_files[i];
	return NULL;
}

static bool keep_page(struct store *store, struct jail_line *line, const struct demo_file *file,
		      struct error *err)
{
	struct jail_result first, part;

	if (!extract(line, file, &first, err)) {
		jail_result_free(&first);
		return false;
	}
	const struct demo_file *next = next_part(&first.page);
	bool is_ok = true;
	if (next && next != file) {
		is_ok = extract(line, next, &part, err);
		if (is_ok)
			page_append(&first.page, &part.page);
		jail_result_free(&part);
	}
	page_number(&first.page);
	is_ok = is_ok && store_page_save(store, str_from(file->url), &first.page, time(NULL),
					 NULL, err);
	jail_result_free(&first);
	return is_ok;
}

static bool is_later_part(const struct demo_file *file)
{
	return str_find_char(str_from(file->url), '?') != SIZE_MAX;
}

bool demo_fill(struct store *store, struct jail_line *line, const struct conf_paths *paths,
	       struct error *err)
{
	int64_t left = 0;

	if (!subscribe(store, paths, err))
		return false;
	for (size_t i = 0; i < demo_file_count; i++) {
		const struct demo_file *file = &demo_files[i];
		if (is_kind(file, "feed") && !visit(store, line, file, err))
			return false;
		if (is_kind(file, "page") && !is_later_part(file) &&
		    !keep_page(store, line, file, err))
			return false;
	}
	return store_index_some(store, 1000, &left, err);
}
