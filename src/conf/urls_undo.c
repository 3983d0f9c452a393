/* SPDX-License-Identifier: MIT */

#include "conf/edit.h"

/* Kept lines are written as "NUMBER LINE". The last one ends in a line break
 * if it did in the file. */

bool conf_urls_keep(const char *path, const struct str *urls, size_t count, struct buf *kept,
		    struct error *err)
{
	struct buf text = { 0 };
	struct edit_urls set;
	struct str rest, line;

	if (!conf_urls_text(path, &text, err))
		return false;
	rest = buf_str(&text);
	edit_urls_open(&set, urls, count);
	for (int number = 1; edit_next_line(&rest, &line); number++)
		if (edit_urls_has(&set, line))
			buf_addf(kept, "%d %.*s", number, STR_ARG(line));
	edit_urls_close(&set);
	buf_free(&text);
	return true;
}

/* Takes the next kept line and its number. */
static bool next_kept(struct str *kept, int64_t *number, struct str *line)
{
	struct str word;

	if (!edit_next_line(kept, line) || !str_cut(line, ' ', &word))
		return false;
	return str_to_int64(word, number);
}

/* The url and those that the kept lines are of. */
static void urls_of(struct str url, struct str kept, struct arena *arena, struct edit_urls *set)
{
	size_t count = 1, most = 2;
	struct str rest = kept, line;
	struct urls_word word;
	int64_t number;

	while (edit_next_line(&rest, &line))
		most++;
	struct str *urls = arena_array(arena, most, sizeof(*urls));
	urls[0] = url;
	while (next_kept(&kept, &number, &line)) {
		size_t at = str_has_prefix(line, STR("\xef\xbb\xbf")) ? 3 : 0;

		if (urls_next_word(line, &at, arena, &word))
			urls[count++] = word.text;
	}
	edit_urls_open(set, urls, count);
}

bool conf_urls_restore(const char *path, struct str url, struct str kept, struct error *err)
{
	struct arena arena = { 0 };
	struct str rest, line, old = { 0 };
	struct edit edit;
	struct edit_urls set;
	int64_t place = 0, number = 1;

	if (!edit_open(&edit, path, err))
		return false;
	rest = buf_str(&edit.before);
	urls_of(url, kept, &arena, &set);
	bool has_old = next_kept(&kept, &place, &old);
	while (edit_next_line(&rest, &line)) {
		for (; has_old && place <= number; number++) {
			buf_add(&edit.after, old);
			has_old = next_kept(&kept, &place, &old);
		}
		if (edit_urls_has(&set, line))
			continue;
		edit_end_line(&edit.after);
		buf_add(&edit.after, line);
		number++;
	}
	while (has_old) {
		edit_end_line(&edit.after);
		buf_add(&edit.after, old);
		has_old = next_kept(&kept, &place, &old);
	}
	edit_urls_close(&set);
	arena_free(&arena);
	return edit_save(&edit, err);
}
