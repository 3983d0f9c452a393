/* SPDX-License-Identifier: MIT */
#include "html/byline.h"

#include <string.h>

#include "html/phrases_fold.h"

enum byline_stand { STAND_NOUN, STAND_PREP };

struct byline_label {
	const char *word;
	enum byline_role role;
	enum byline_stand stand;
};

#define BYLINE(word, role, stand) { word, BYLINE_##role, STAND_##stand },
static const struct byline_label labels[] = {
#include "html/byline.def"
};
#undef BYLINE

enum { LABEL_COUNT = sizeof(labels) / sizeof(labels[0]), LEAD_MAX = 120, SOURCE_MAX = 80 };

/* Where label ends in text when text begins with it, both folded; 0: not. */
static size_t label_end(struct str text, struct str label)
{
	uint32_t wanted[FOLD_MAX], found[FOLD_MAX];
	struct str rest = text;

	while (!str_is_empty(label)) {
		int count = fold_code_point(utf8_next(&label), wanted), got = 0;

		while (count && !got && !str_is_empty(rest))
			got = fold_code_point(utf8_next(&rest), found);
		if (got != count || memcmp(wanted, found, (size_t)count * sizeof(*found)) != 0)
			return 0;
	}
	return text.len - rest.len;
}

static size_t blanks(struct str text, size_t at)
{
	uint32_t folded[FOLD_MAX];

	while (at < text.len) {
		struct str rest = str_slice(text, at, text.len);

		if (fold_code_point(utf8_next(&rest), folded) == 1 && folded[0] != ' ')
			break;
		at = text.len - rest.len;
	}
	return at;
}

/* Where a colon right behind `at` ends; 0 when there is none. */
static size_t colon_end(struct str text, size_t at)
{
	at = blanks(text, at);
	if (at < text.len && text.ptr[at] == '|')
		at = blanks(text, at + 1);
	if (at < text.len && text.ptr[at] == ':')
		return at + 1;
	if (str_has_prefix(str_slice(text, at, text.len), STR("：")))
		return at + sizeof("：") - 1;
	return 0;
}

/* Names begin with capitals, where the script has them. */
static bool begins_with_capital(struct str text)
{
	uint32_t folded[FOLD_MAX];

	if (str_is_empty(text))
		return false;
	uint32_t first = utf8_next(&text);
	if (first < 0x80)
		return first >= 'A' && first <= 'Z';
	return first >= 0x590 || (fold_code_point(first, folded) > 0 && folded[0] != first);
}

struct found_label {
	enum byline_role role;
	size_t from, to; /* of the label with its colon */
	bool has_colon;
};

static bool label_at(struct str line, size_t at, bool is_start, struct found_label *out)
{
	struct str text = str_slice(line, at, line.len), rest = text;
	uint32_t folded[FOLD_MAX] = { 0 };
	size_t best = 0;

	fold_code_point(utf8_next(&rest), folded);
	for (size_t i = 0; i < LABEL_COUNT; i++) {
		/* Most labels are told apart by their first byte. */
		unsigned char first = (unsigned char)labels[i].word[0];

		if (first < 0x80 ? first != folded[0] : folded[0] < 0x80)
			continue;
		size_t end = label_end(text, str_from(labels[i].word));

		if (end <= best)
			continue;
		size_t colon = colon_end(text, end), next = blanks(text, end);
		bool is_prep = labels[i].stand == STAND_PREP && is_start && next > end &&
			       begins_with_capital(str_slice(text, next, text.len));

		if (!colon && !is_prep)
			continue;
		best = end;
		*out = (struct found_label){
			labels[i].role, at, at + (colon ? colon : next), colon != 0,
		};
	}
	return best > 0;
}

/* Where the next word after `at` begins, or the line's end. */
static size_t next_word(struct str line, size_t at)
{
	uint32_t folded[FOLD_MAX];
	bool was_word = false;

	for (struct str rest = str_slice(line, at, line.len); !str_is_empty(rest);) {
		size_t here = line.len - rest.len;
		int count = fold_code_point(utf8_next(&rest), folded);
		bool is_word = count ? fold_is_word(folded[0]) : was_word;

		if (is_word && !was_word && here > at)
			return here;
		was_word = is_word || (here == at && is_word);
	}
	return line.len;
}

static size_t first_word(struct str line)
{
	uint32_t folded[FOLD_MAX];
	struct str rest = line;

	while (!str_is_empty(rest)) {
		size_t here = line.len - rest.len;

		if (fold_code_point(utf8_next(&rest), folded) && fold_is_word(folded[0]))
			return here;
	}
	return line.len;
}

/* Whether a bar or a bullet stands before `at`. */
static bool is_behind_bar(struct str line, size_t at)
{
	struct str before = str_trim(str_slice(line, 0, at));

	return str_has_suffix(before, STR("|")) || str_has_suffix(before, STR("•")) ||
	       str_has_suffix(before, STR("·"));
}

/* Without a colon or a bar only the first word can be a label. */
static bool can_go_on(struct str line)
{
	return str_find_char(line, ':') != SIZE_MAX || str_find_char(line, '|') != SIZE_MAX ||
	       str_find(line, STR("：")) != SIZE_MAX || str_find(line, STR("•")) != SIZE_MAX ||
	       str_find(line, STR("·")) != SIZE_MAX;
}

static bool find_label(struct str line, size_t from, size_t start, struct found_label *out)
{
	for (size_t at = from; at < line.len; at = next_word(line, at))
		if (label_at(line, at, at == start || is_behind_bar(line, at), out)) {
			out->has_colon |= at != start && is_behind_bar(line, at);
			return true;
		}
	return false;
}

/* A source may be an address or hold digits; people do not. */
static void add_source(struct byline *out, struct str value)
{
	size_t paren = str_find_char(value, '(');

	value = str_trim(str_slice(value, 0, paren));
	while (value.len && strchr("|/;,-(", value.ptr[value.len - 1]))
		value = str_trim(str_slice(value, 0, value.len - 1));
	bool is_name = value.len && value.len <= SOURCE_MAX &&
		       str_find_char(value, '"') == SIZE_MAX;
	if (is_name && out->count < BYLINE_NAMES)
		out->names[out->count++] = (struct byline_name){ value, BYLINE_SOURCE };
}

bool byline_parse(struct str line, struct byline *out)
{
	struct found_label label, next;

	*out = (struct byline){ 0 };
	line = str_trim(line);
	if (line.len > BYLINE_LINE_MAX)
		return false;
	if (byline_parse_east(line, out))
		return true;
	size_t start = first_word(line);
	bool is_rich = can_go_on(line);
	if (start == line.len)
		return false;
	if (is_rich ? !find_label(line, start, start, &label)
		    : !label_at(line, start, true, &label))
		return false;
	/* A label deep in a line is one of prose. */
	if (label.from > LEAD_MAX)
		return false;
	out->is_whole = label.from == start;
	for (bool more = true; more; label = next) {
		more = is_rich && find_label(line, label.to, SIZE_MAX, &next);
		struct str value = str_slice(line, label.to, more ? next.from : line.len);

		out->has_label |= label.has_colon;
		if (label.role == BYLINE_SOURCE)
			add_source(out, value);
		else
			byline_add_names(out, value, label.role);
	}
	return out->count > 0;
}
