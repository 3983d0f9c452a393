/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <string.h>

enum { WORD_MAX = 24 };

static const struct { const char *word; unsigned meaning; } words[] = {
#define WORD(word, meaning) { word, meaning },
#include "html/hint_words.def"
#undef WORD
};

/* < 0, 0, > 0 as word comes before, is, or comes after the row. */
static int word_order(const char *word, const char *row)
{
	size_t len = strlen(row);

	if (row[len - 1] == '*')
		return strncmp(word, row, len - 1);
	return strcmp(word, row);
}

static unsigned word_meaning(const char *word)
{
	size_t low = 0, high = sizeof(words) / sizeof(words[0]);

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = word_order(word, words[mid].word);

		if (!order)
			return words[mid].meaning;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return 0;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* "no-comments" and "has-sidebar" speak of something else than themselves. */
static bool is_negation(const char *word)
{
	static const char *const denials[] = {
		"no", "non", "not", "has", "with", "without", "hide", "js", "show",
	};

	for (size_t i = 0; i < sizeof(denials) / sizeof(*denials); i++)
		if (!strcmp(word, denials[i]))
			return true;
	return false;
}

/* Names are cut at signs, digits and before capitals: "post-body", "postBody". */
static unsigned names_meaning(struct str names)
{
	unsigned meaning = 0;
	bool is_negated = false;
	char word[WORD_MAX];
	size_t len = 0;

	for (size_t i = 0; i <= names.len; i++) {
		char c = i < names.len ? names.ptr[i] : ' ';
		bool is_letter = is_lower(c) || is_upper(c);
		bool starts = is_upper(c) && i && is_lower(names.ptr[i - 1]);

		if ((!is_letter || starts) && len) {
			word[len] = '\0';
			meaning |= is_negated ? 0 : word_meaning(word);
			is_negated = is_negation(word);
			len = 0;
		}
		if (str_is_space(c))
			is_negated = false;
		if (is_letter && len < WORD_MAX - 1)
			word[len++] = str_lower(c);
	}
	return meaning;
}

/* Classes that keep an element off the screen. Those that do so on some
 * screens only ("hidden-xs", "md:hidden") are words of their own. */
static bool is_hiding(struct str class)
{
	static const char *const hiding[] = {
		"hidden", "is-hidden", "hide", "u-hidden", "visually-hidden", "visuallyhidden",
		"sr-only", "screen-reader-text", "screenreader", "screen-reader-only", "d-none",
		"offscreen", "element-invisible", "invisible", "noprint-only", "print-only",
		"show-for-sr", "a11y-hidden", "u-visually-hidden", "display-none", "displaynone",
	};
	struct str word;

	while (str_next_word(&class, &word))
		for (size_t i = 0; i < sizeof(hiding) / sizeof(*hiding); i++)
			if (str_eq_nocase(word, str_from(hiding[i])))
				return true;
	return false;
}

unsigned hint_read(const struct dom_node *node)
{
	unsigned hints = 0;

	for (int i = 0; i < node->attr_count; i++) {
		const struct dom_attr *a = &node->attrs[i];

		if (str_eq(a->name, STR("class")) || str_eq(a->name, STR("id")))
			hints |= names_meaning(str_slice(a->value, 0, 512));
		if (str_eq(a->name, STR("class")) && is_hiding(str_slice(a->value, 0, 512)))
			hints |= HINT_HIDDEN;
		if (str_eq(a->name, STR("itemprop")) &&
		    str_find_nocase(a->value, STR("articleBody")) != SIZE_MAX)
			hints |= HINT_BODY | HINT_GOOD | HINT_MAYBE;
	}
	return hints;
}
