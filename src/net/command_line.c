/* SPDX-License-Identifier: MIT */
#include "net/command_line.h"

#include <stdlib.h>

#include "base/buf.h"

/* Takes the next word off the front into out; false when none is left. */
static bool next_word(struct str *rest, struct buf *out)
{
	*rest = str_trim(*rest);
	if (str_is_empty(*rest))
		return false;
	char quote = 0;
	size_t i = 0;
	for (; i < rest->len && (quote || !str_is_space(rest->ptr[i])); i++) {
		char c = rest->ptr[i];
		if (c == '\\' && quote != '\'' && i + 1 < rest->len)
			buf_add_char(out, rest->ptr[++i]);
		else if (quote && c == quote)
			quote = 0;
		else if (!quote && (c == '"' || c == '\''))
			quote = c;
		else
			buf_add_char(out, c);
	}
	*rest = str_slice(*rest, i, rest->len);
	return true;
}

char **command_line_split(struct str line, struct arena *arena)
{
	struct str rest = line;
	struct buf word = { 0 };
	const char *home = getenv("HOME");
	size_t count = 0;

	while (next_word(&rest, &word))
		count++;
	if (count == 0) {
		buf_free(&word);
		return NULL;
	}
	char **argv = arena_array(arena, count + 1, sizeof(*argv));
	rest = line;
	for (size_t i = 0; i < count; i++) {
		buf_clear(&word);
		next_word(&rest, &word);
		if (home && str_has_prefix(buf_str(&word), STR("~/"))) {
			buf_remove(&word, 0, 1);
			buf_insert(&word, 0, str_from(home));
		}
		argv[i] = arena_cstr(arena, buf_str(&word));
	}
	buf_free(&word);
	return argv;
}

bool command_line_filter(struct str s, struct str *line, struct str *address)
{
	static const char *const marks[] = { ":http://", ":https://", ":file:" };
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t at = str_find(s, str_from(marks[i]));
		first = at < first ? at : first;
	}
	if (first == SIZE_MAX || first == 0)
		return false;
	*line = str_slice(s, 0, first);
	*address = str_slice(s, first + 1, s.len);
	return true;
}
