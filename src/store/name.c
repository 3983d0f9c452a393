/* SPDX-License-Identifier: MIT */
#include "store/name.h"

#include "base/utf8.h"

enum { NAME_MAX_BYTES = 1000, NAME_COLUMNS = 90, NAME_LEAST = 30 };

struct str name_of_post(struct str text, struct arena *arena)
{
	struct str rest = str_trim(text), line = { NULL, 0 };

	if (!str_cut(&rest, '\n', &line))
		return line;
	line = str_trim(line);
	struct str cut = utf8_fit(line, NAME_COLUMNS, NULL);
	if (cut.len == line.len && line.len <= NAME_MAX_BYTES)
		return arena_str(arena, line);
	cut = utf8_clip(cut, NAME_MAX_BYTES); /* a cluster may have any length */
	for (size_t end = cut.len; end > NAME_LEAST; end--)
		if (cut.ptr[end - 1] == ' ') {
			cut = str_trim(str_slice(cut, 0, end));
			break;
		}
	return arena_printf(arena, "%.*s…", STR_ARG(cut));
}
