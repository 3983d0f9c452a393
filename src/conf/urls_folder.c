/* SPDX-License-Identifier: MIT */
#include "conf/edit.h"

/* Folders are tags with slashes: a folder is renamed or moved by changing the
 * beginning of tags, wherever they stand. */

struct str conf_folder_of(const struct str *tags, size_t count)
{
	struct str best = { NULL, 0 };
	int most = -1;

	for (size_t i = 0; i < count; i++) {
		int slashes = 0;

		for (size_t k = 0; k < tags[i].len; k++)
			slashes += tags[i].ptr[k] == '/';
		if (slashes > most && !str_is_empty(tags[i])) {
			most = slashes;
			best = tags[i];
		}
	}
	return best;
}

bool conf_folder_is_in(struct str tag, struct str folder)
{
	return str_has_prefix(tag, folder) &&
	       (tag.len == folder.len || tag.ptr[folder.len] == '/');
}

bool conf_is_tag(struct str word)
{
	return word.len && urls_word_role(word) == WORD_TAG;
}

/* What a tag becomes: "a/b/c" with "a/b" -> "x" is "x/c", and "c" with "". */
static struct str changed(struct str tag, struct str from, struct str to, struct arena *arena)
{
	struct str rest = str_slice(tag, from.len, tag.len);

	if (!to.len)
		return str_slice(rest, rest.len ? 1 : 0, rest.len);
	return arena_printf(arena, "%.*s%.*s", STR_ARG(to), STR_ARG(rest));
}

/* The tags of a line so far. */
struct tags {
	struct str *items;
	bool *is_new; /* it was called otherwise before */
	size_t count;
};

/* Whether a tag has to go: a change made it the same as another one. */
static bool is_twice(const struct tags *tags, struct str tag, bool is_new)
{
	for (size_t i = 0; i < tags->count; i++)
		if (str_eq(tags->items[i], tag) && (is_new || tags->is_new[i]))
			return true;
	return false;
}

/* Copies a line. */
static void change_line(struct str line, struct str from, struct str to, struct buf *out)
{
	size_t at = str_has_prefix(line, STR("\xef\xbb\xbf")) ? 3 : 0, copied = 0, end;
	struct arena arena = { 0 };
	struct tags tags = { .items = arena_array(&arena, line.len + 1, sizeof(struct str)),
			     .is_new = arena_array(&arena, line.len + 1, sizeof(bool)) };
	struct urls_word word;

	bool has_url = urls_next_word(line, &at, &arena, &word);
	for (end = at; has_url && urls_next_word(line, &at, &arena, &word); end = word.to) {
		if (urls_word_role(word.text) != WORD_TAG)
			continue;
		bool is_new = conf_folder_is_in(word.text, from);
		struct str tag = is_new ? changed(word.text, from, to, &arena) : word.text;
		bool is_gone = !tag.len || is_twice(&tags, tag, is_new);
		if (is_new || is_gone) {
			buf_add(out, str_slice(line, copied, is_gone ? end : word.from));
			if (!is_gone)
				urls_add_word(out, tag);
			copied = word.to;
		}
		tags.items[tags.count] = tag;
		tags.is_new[tags.count++] = is_new;
	}
	buf_add(out, str_slice(line, copied, line.len));
	arena_free(&arena);
}

bool conf_urls_rename_folder(const char *path, struct str from, struct str to, struct error *err)
{
	struct edit edit;
	struct str rest, line;

	if (!edit_open(&edit, path, err))
		return false;
	rest = buf_str(&edit.before);
	while (edit_next_line(&rest, &line))
		change_line(line, from, to, &edit.after);
	return edit_save(&edit, err);
}
