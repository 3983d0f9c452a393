/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "engine/import.h"

enum { REMEMBERED = 7 * 86400 };

static bool is_file(struct buf *path)
{
	struct stat st;

	return stat(buf_cstr(path), &st) == 0 && S_ISREG(st.st_mode);
}

bool import_is_database(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char head[sizeof(magic)];

	if (fd < 0)
		return false;
	bool is_database = read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
			   memcmp(head, magic, sizeof(head)) == 0;
	close(fd);
	return is_database;
}

void import_find_list(const char *path, struct buf *out)
{
	static const char *const names[] = { "urls", "cache.db" };
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		for (size_t i = 0; i < 2; i++) {
			buf_clear(out);
			buf_addf(out, "%s/%s", path, names[i]);
			if (is_file(out))
				return;
		}
	buf_clear(out);
	buf_add(out, str_from(path));
}

/* newsboat keeps the cache beside its urls file, or where data belongs when
 * the file is where settings belong. */
bool import_find_cache(const char *list, struct buf *out)
{
	static const char settings[] = "/newsboat/urls";
	const char *slash = strrchr(list, '/'), *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	struct str path = str_from(list);

	buf_clear(out);
	buf_add(out, str_slice(path, 0, slash ? (size_t)(slash - list) + 1 : 0));
	buf_add(out, STR("cache.db"));
	if (is_file(out) && import_is_database(buf_cstr(out)))
		return true;
	buf_clear(out);
	if (!str_has_suffix(path, str_from(settings)))
		return false;
	if (data && data[0] == '/')
		buf_addf(out, "%s/newsboat/cache.db", data);
	else if (home && home[0] == '/')
		buf_addf(out, "%s/.local/share/newsboat/cache.db", home);
	return out->len && is_file(out) && import_is_database(buf_cstr(out));
}

/* "UNTIL LAST PATH": articles that come later than LAST are looked up too. */
static void remember(struct store *store, int64_t until, int64_t last, struct str path)
{
	struct buf value = { 0 };

	buf_addf(&value, "%" PRId64 " %" PRId64 " %.*s", until, last, STR_ARG(path));
	store_put(store, STR("newsboat"), buf_str(&value));
	buf_free(&value);
}

bool import_marks(struct store *store, const char *path, struct store_imported *result,
		  struct error *err)
{
	char *whole = realpath(path, NULL);
	int64_t now = time(NULL);

	bool is_ok = store_import_newsboat(store, path, 0, now, result, err);
	if (is_ok && whole && result->found < result->marked)
		remember(store, now + REMEMBERED, result->last, str_from(whole));
	free(whole);
	return is_ok;
}

void import_marks_again(struct store *store)
{
	struct arena arena = { 0 };
	struct store_imported result;
	struct str value, word;
	int64_t until = 0, last = 0, now = time(NULL);
	struct error err = { 0 };

	if (store_get(store, STR("newsboat"), &arena, &value) && value.len &&
	    str_cut(&value, ' ', &word) && str_to_int64(word, &until) &&
	    str_cut(&value, ' ', &word) && str_to_int64(word, &last)) {
		struct str path = arena_str(&arena, value);
		bool is_ok = until > now &&
			     store_import_newsboat(store, path.ptr, last, now, &result, &err);
		if (is_ok)
			remember(store, until, result.last, path);
		else
			store_put(store, STR("newsboat"), STR(""));
		if (err.text[0])
			log_write(LOG_WARNING, "%s", err.text);
	}
	arena_free(&arena);
}
