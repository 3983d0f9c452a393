/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "base/word.h"
#include "engine/engine.h"

void engine_news_add(const struct engine_event *event, struct buf *out)
{
	/* A headline becomes a word of a command: no control byte in it. */
	utf8_clean_line(out, event->row_count ? event->rows[0].title : event->text);
	if (event->row_count > 1)
		buf_addf(out, " (+%zu)", event->row_count - 1);
}

static struct str fill(struct arena *arena, struct str word, const char *mark, struct str value)
{
	size_t at = str_find(word, str_from(mark));

	if (at == SIZE_MAX)
		return word;
	return arena_printf(arena, "%.*s%.*s%.*s", (int)at, word.ptr, STR_ARG(value),
			    STR_ARG(str_slice(word, at + 2, word.len)));
}

size_t engine_news_words(const struct conf *conf, struct str text, struct arena *arena,
			 char **words, size_t max)
{
	struct str command = conf_text(conf, SETTING_NOTIFY_COMMAND), word;
	/* A headline must not be taken for an option. */
	struct str body = str_has_prefix(text, STR("-")) ?
			  arena_printf(arena, " %.*s", STR_ARG(text)) : text;
	size_t count = 0;

	while (count + 1 < max && str_next_word(&command, &word)) {
		word = fill(arena, word, "%t", STR("warta"));
		word = fill(arena, word, "%b", body);
		words[count++] = arena_cstr(arena, word);
	}
	words[count] = NULL;
	return count;
}
