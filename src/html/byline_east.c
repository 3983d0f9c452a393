/* SPDX-License-Identifier: MIT */
#include "html/byline.h"

#include <string.h>

#include "base/utf8.h"

/* Bylines of scripts that set no colon and often no blank: "文／王小明",
 * "記者 王小明／台北報導", "홍길동 기자". */

enum { EAST_LINE_MAX = 160, NAME_LEAST = 2, NAME_MOST = 4 }; /* bytes; signs */

struct script {
	uint32_t first, last;
};

static const struct script han = { 0x4e00, 0x9fff }, hangul = { 0xac00, 0xd7a3 };

static const struct { const char *word; enum byline_role role; bool is_bare; } heads[] = {
	{ "責任編輯", BYLINE_EDITOR, true }, { "责任编辑", BYLINE_EDITOR, true },
	{ "編輯", BYLINE_EDITOR, false }, { "编辑", BYLINE_EDITOR, false },
	{ "記者", BYLINE_AUTHOR, true }, { "记者", BYLINE_AUTHOR, true },
	{ "撰文", BYLINE_AUTHOR, false }, { "作者", BYLINE_AUTHOR, false },
	{ "文", BYLINE_AUTHOR, false },
};

static const char *const tails[] = { "기자", "선임기자", "특파원", "인턴기자", "객원기자" };

/* The signs of one script at the start of s: their bytes; *count gets how many. */
static size_t run_of(struct str s, struct script script, size_t *count)
{
	struct str rest = s;

	*count = 0;
	while (!str_is_empty(rest)) {
		struct str before = rest;
		uint32_t c = utf8_next(&rest);

		if (c < script.first || c > script.last)
			return s.len - before.len;
		(*count)++;
	}
	return s.len;
}

/* Bytes of blanks and dividers at the start of s. */
static size_t dividers(struct str s)
{
	static const char *const signs[] = { " ", "\t", ":", "/", "|", "：", "／", "｜", "　" };
	size_t at = 0;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_has_prefix(str_slice(s, at, s.len), str_from(signs[i]))) {
			at += strlen(signs[i]);
			i = SIZE_MAX; /* from the first again */
		}
	return at;
}

static bool add(struct byline *out, struct str name, size_t signs, enum byline_role role)
{
	if (signs < NAME_LEAST || signs > NAME_MOST)
		return false;
	out->names[out->count++] = (struct byline_name){ name, role };
	out->is_whole = true;
	out->has_label = true;
	return true;
}

static bool read_chinese(struct str line, struct byline *out)
{
	if (str_has_prefix(line, STR("（")))
		line = str_slice(line, 3, line.len);
	else if (line.len && strchr("([", line.ptr[0]))
		line = str_slice(line, 1, line.len);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		struct str head = str_from(heads[i].word);

		if (!str_has_prefix(line, head))
			continue;
		struct str rest = str_slice(line, head.len, line.len);
		size_t gap = dividers(rest), signs;

		if (!gap && !heads[i].is_bare)
			continue;
		rest = str_slice(rest, gap, rest.len);
		size_t len = run_of(rest, han, &signs);
		struct str behind = str_slice(rest, len, rest.len);
		/* Prose goes on with a comma or a verb, a byline does not. */
		if (behind.len && !dividers(behind) && !strchr(")]", behind.ptr[0]) &&
		    !str_has_prefix(behind, STR("）")))
			return false;
		return add(out, str_slice(rest, 0, len), signs, heads[i].role);
	}
	return false;
}

static bool read_korean(struct str line, struct byline *out)
{
	size_t signs, len = run_of(line, hangul, &signs);
	struct str rest = str_slice(line, len, line.len), word;

	if (!len || !str_next_word(&rest, &word))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (str_eq(word, str_from(tails[i])))
			return add(out, str_slice(line, 0, len), signs, BYLINE_AUTHOR);
	return false;
}

bool byline_parse_east(struct str line, struct byline *out)
{
	if (line.len < 6 || line.len > EAST_LINE_MAX)
		return false;
	return read_chinese(line, out) || read_korean(line, out);
}
