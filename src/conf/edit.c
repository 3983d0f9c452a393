/* SPDX-License-Identifier: MIT */
#include "conf/edit.h"

#include "conf/file.h"
#include "conf/paths.h"

bool edit_open(struct edit *edit, const char *path, struct error *err)
{
	*edit = (struct edit){ .path = path, .lock = file_lock(path) };
	if (conf_urls_text(path, &edit->before, err))
		return true;
	file_unlock(edit->lock);
	buf_free(&edit->before);
	return false;
}

void edit_drop(struct edit *edit)
{
	file_unlock(edit->lock);
	buf_free(&edit->before);
	buf_free(&edit->after);
}

bool edit_save(struct edit *edit, struct error *err)
{
	bool is_ok = str_eq(buf_str(&edit->before), buf_str(&edit->after)) ||
		     conf_write_file(edit->path, buf_str(&edit->after), err);

	edit_drop(edit);
	return is_ok;
}

bool edit_next_line(struct str *rest, struct str *line)
{
	if (!rest->len)
		return false;
	size_t end = str_find_char(*rest, '\n');
	end = end == SIZE_MAX ? rest->len : end + 1;
	*line = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end, rest->len);
	return true;
}

bool edit_is_of(struct str line, struct str url, struct arena *arena, struct urls_word *word)
{
	/* A byte order mark belongs to no word. */
	size_t at = str_has_prefix(line, STR("\xef\xbb\xbf")) ? 3 : 0;

	return urls_next_word(line, &at, arena, word) && str_eq(word->text, url);
}

static struct str *slot_of(const struct edit_urls *set, struct str url)
{
	size_t at = (size_t)str_hash(url) & set->mask;

	while (set->slots[at].ptr && !str_eq(set->slots[at], url))
		at = (at + 1) & set->mask;
	return &set->slots[at];
}

void edit_urls_open(struct edit_urls *set, const struct str *urls, size_t count)
{
	size_t size = 16;

	while (size < 2 * count + 2)
		size *= 2;
	*set = (struct edit_urls){ .mask = size - 1 };
	set->slots = arena_array(&set->arena, size, sizeof(*set->slots));
	for (size_t i = 0; i < count; i++)
		if (urls[i].len)
			*slot_of(set, urls[i]) = urls[i];
}

void edit_urls_close(struct edit_urls *set)
{
	arena_free(&set->arena);
}

bool edit_urls_has(struct edit_urls *set, struct str line)
{
	size_t at = str_has_prefix(line, STR("\xef\xbb\xbf")) ? 3 : 0;
	struct arena arena = { 0 };
	struct urls_word word;

	bool is_there = urls_next_word(line, &at, &arena, &word) && slot_of(set, word.text)->ptr;
	arena_free(&arena);
	return is_there;
}

void edit_end_line(struct buf *text)
{
	if (text->len && text->ptr[text->len - 1] != '\n')
		buf_add_char(text, '\n');
}
