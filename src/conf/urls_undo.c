/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "conf/edit.h"

/* Kept lines are written as "NUMBER LINE", each ended by a line break. */

bool conf_urls_keep(const char *path, struct str url, struct buf *kept, struct error *err)
{
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct str rest, line;
	struct urls_word word;

	if (!conf_urls_text(path, &text, err))
		return false;
	rest = buf_str(&text);
	for (int number = 1; edit_next_line(&rest, &line); number++)
		if (edit_is_of(line, url, &arena, &word))
			buf_addf(kept, "%d %.*s%s", number, STR_ARG(line),
				 line.ptr[line.len - 1] == '\n' ? "" : "\n");
	arena_free(&arena);
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

bool conf_urls_restore(const char *path, struct str url, struct str kept, struct error *err)
{
	struct arena arena = { 0 };
	struct str rest, line, old = { 0 };
	struct edit edit;
	struct urls_word word;
	int64_t place = 0, number = 1;

	if (!edit_open(&edit, path, err))
		return false;
	rest = buf_str(&edit.before);
	bool has_old = next_kept(&kept, &place, &old);
	while (edit_next_line(&rest, &line)) {
		for (; has_old && place <= number; number++) {
			buf_add(&edit.after, old);
			has_old = next_kept(&kept, &place, &old);
		}
		if (edit_is_of(line, url, &arena, &word))
			continue;
		buf_add(&edit.after, line);
		number++;
	}
	while (has_old) {
		edit_end_line(&edit.after);
		buf_add(&edit.after, old);
		has_old = next_kept(&kept, &place, &old);
	}
	arena_free(&arena);
	return edit_save(&edit, err);
}
