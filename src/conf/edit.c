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
		     conf_write_file(edit->path, buf_cstr(&edit->after), edit->after.len, err);

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

void edit_end_line(struct buf *text)
{
	if (text->len && text->ptr[text->len - 1] != '\n')
		buf_add_char(text, '\n');
}
