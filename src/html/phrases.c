/* SPDX-License-Identifier: MIT */
#include "html/phrases.h"

#include <string.h>

#include "html/phrases_fold.h"

enum {
	LABEL_MAX = 40,   /* folded code points of the longest label */
	LINE_MAX_READ = 80, /* folded code points looked at in a line */
	JUNK_MAX = 3,     /* signs before a label and behind it */
	BUCKETS = 512,
};

struct phrase {
	const char *language, *label;
	enum phrase_class class;
};

#define PHRASE(language, label, class) { language, label, PHRASE_##class },
static const struct phrase table[] = {
#include "html/phrases.def"
};
#undef PHRASE

enum { PHRASE_COUNT = sizeof(table) / sizeof(table[0]) };

struct folded_label {
	const uint16_t *letters; /* no label needs more */
	uint8_t count;
	uint8_t class;
	const struct folded_label *next; /* of the same bucket */
};

struct phrases {
	const struct folded_label *buckets[BUCKETS];
};

/* Labels are told apart by their first two letters. */
static size_t bucket_of(uint32_t first, uint32_t second)
{
	return (first * 29 + second) % BUCKETS;
}

size_t phrases_count(void)
{
	return PHRASE_COUNT;
}

struct str phrases_label(size_t index)
{
	return str_from(table[index].label);
}

static void label_fold(struct folded_label *out, const struct phrase *phrase, struct arena *arena)
{
	struct str label = str_from(phrase->label);
	uint32_t folded[FOLD_MAX];
	uint16_t letters[LABEL_MAX];

	out->class = (uint8_t)phrase->class;
	while (!str_is_empty(label)) {
		int count = fold_code_point(utf8_next(&label), folded);

		for (int i = 0; i < count && out->count < LABEL_MAX; i++)
			letters[out->count++] = (uint16_t)folded[i];
	}
	uint16_t *kept = arena_array(arena, out->count, sizeof(*kept));

	memcpy(kept, letters, out->count * sizeof(*kept));
	out->letters = kept;
}

const struct phrases *phrases_load(struct arena *arena)
{
	struct phrases *phrases = arena_alloc(arena, sizeof(*phrases));
	struct folded_label *labels = arena_array(arena, PHRASE_COUNT, sizeof(*labels));

	for (size_t i = 0; i < PHRASE_COUNT; i++) {
		label_fold(&labels[i], &table[i], arena);
		const struct folded_label **bucket =
			&phrases->buckets[bucket_of(labels[i].letters[0], labels[i].letters[1])];

		labels[i].next = *bucket;
		*bucket = &labels[i];
	}
	return phrases;
}

/* The beginning of a line, folded; end[i] is where in the line the letter i
 * ends, so that a match can be cut from the original. */
struct folded_line {
	uint32_t letters[LINE_MAX_READ];
	size_t begin[LINE_MAX_READ], end[LINE_MAX_READ];
	size_t count;
};

static bool line_add(struct folded_line *line, const uint32_t *folded, int count,
		     size_t begin, size_t end)
{
	if (line->count && count == 0)
		line->end[line->count - 1] = end;
	for (int i = 0; i < count; i++) {
		if (folded[i] == ' ' && line->count && line->letters[line->count - 1] == ' ') {
			line->end[line->count - 1] = end;
			continue;
		}
		if (line->count == LINE_MAX_READ)
			return false;
		line->letters[line->count] = folded[i];
		line->begin[line->count] = begin;
		line->end[line->count++] = end;
	}
	return true;
}

static void line_fold(struct folded_line *line, struct str text, size_t limit)
{
	struct str rest = text;
	uint32_t folded[FOLD_MAX];

	line->count = 0;
	while (!str_is_empty(rest) && line->count < limit) {
		size_t begin = text.len - rest.len;
		int count = fold_code_point(utf8_next(&rest), folded);

		if (!line_add(line, folded, count, begin, text.len - rest.len))
			return;
	}
}

static bool is_quote(uint32_t letter)
{
	return letter == '"' || letter == '\'' || letter == 0xab || letter == 0x201e;
}

/* Where the first letter stands; SIZE_MAX when too many signs precede it. */
static size_t skip_junk(const struct folded_line *line)
{
	size_t junk = 0;

	for (size_t i = 0; i < line->count; i++) {
		if (fold_is_word(line->letters[i]))
			return i;
		if (is_quote(line->letters[i]))
			return SIZE_MAX;
		bool is_run = i && line->letters[i] == line->letters[i - 1];
		if (line->letters[i] != ' ' && !is_run && ++junk > JUNK_MAX)
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

static bool label_fits(const struct folded_label *label, const struct folded_line *line,
		       size_t at)
{
	size_t end = at + label->count;

	if (end > line->count)
		return false;
	for (size_t i = 0; i < label->count; i++)
		if (label->letters[i] != line->letters[at + i])
			return false;
	return end == line->count || !fold_is_word(line->letters[end]) ||
	       fold_is_unspaced(line->letters[end - 1]);
}

static bool is_separator(uint32_t letter)
{
	static const uint32_t separators[] = { ':', '|', '>', '-', 0x2010, 0x2011, 0x2012,
					       0x2013, 0x2014, 0x2015, 0xbb, 0x203a, 0xa6,
					       0x2192, 0x27a1, 0x21d2, 0x25b6, 0x3011,
					       0xfe55, 0xfe13, 0x05c3, 0x2236 };

	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
		if (letter == separators[i])
			return true;
	return false;
}

/* Closing brackets and pictures that decorate a label. */
static bool is_decoration(uint32_t letter)
{
	return letter == ')' || letter == ']' || letter == '!' || letter == '*' ||
	       letter == 0x2026 || (letter >= 0x2190 && letter <= 0x2bff) ||
	       (letter >= 0x3008 && letter <= 0x3011) || letter >= 0x1f000;
}

/* "Baca juga 2:", "Baca juga (1):" -> behind the number; a number that goes on
 * as a title ("5 cara ...") is none. */
static size_t skip_number(const struct folded_line *line, size_t at)
{
	size_t i = at, digits = 0;

	while (i < line->count && (line->letters[i] == ' ' || line->letters[i] == '('))
		i++;
	for (; i < line->count && line->letters[i] >= '0' && line->letters[i] <= '9'; i++)
		digits++;
	if (i < line->count && line->letters[i] == ')')
		i++;
	while (i < line->count && line->letters[i] == ' ')
		i++;
	return digits && digits < 3 && i < line->count && line->letters[i] == ':' ? i : at;
}

static void read_separator(const struct folded_line *line, size_t at, struct phrase_match *out)
{
	size_t signs = 0;

	at = skip_number(line, at);

	for (; at < line->count; at++) {
		uint32_t letter = line->letters[at];
		bool is_sep = is_separator(letter);

		if (letter != ' ' && !is_sep && !is_decoration(letter))
			return;
		if (letter != ' ' && ++signs > JUNK_MAX + 1)
			return;
		out->has_separator |= is_sep;
		out->has_colon |= letter == ':' || letter == 0x2236 || letter == 0xfe55 ||
				  letter == 0x3011;
		out->rest = line->end[at];
	}
}

static const struct folded_label *label_find(const struct phrases *phrases,
					     const struct folded_line *line, size_t at)
{
	const struct folded_label *best = NULL;
	const struct folded_label *label =
		phrases->buckets[bucket_of(line->letters[at], line->letters[at + 1])];

	for (; label; label = label->next)
		if ((!best || label->count > best->count) && label_fits(label, line, at))
			best = label;
	return best;
}

/* Whether a label begins as the line does, as far as that is folded. */
static bool may_begin(const struct phrases *phrases, const struct folded_line *line, size_t at)
{
	const struct folded_label *label =
		phrases->buckets[bucket_of(line->letters[at], line->letters[at + 1])];

	for (; label; label = label->next) {
		size_t i = 0;

		while (i < label->count && at + i < line->count &&
		       label->letters[i] == line->letters[at + i])
			i++;
		if (i == label->count || at + i == line->count)
			return true;
	}
	return false;
}

bool phrases_match(const struct phrases *phrases, struct str text, struct phrase_match *out)
{
	struct folded_line line;
	size_t at;

	/* Three letters tell most lines apart. */
	line_fold(&line, text, 3);
	at = skip_junk(&line);
	if (at != SIZE_MAX && at + 1 < line.count && !may_begin(phrases, &line, at))
		return false;
	line_fold(&line, text, JUNK_MAX * 4);
	at = skip_junk(&line);
	if (at == SIZE_MAX || at + 1 >= line.count || !may_begin(phrases, &line, at))
		return false;
	line_fold(&line, text, LINE_MAX_READ);
	const struct folded_label *label = label_find(phrases, &line, at);
	if (!label)
		return false;
	*out = (struct phrase_match){
		.class = (enum phrase_class)label->class,
		.from = line.begin[at],
		.to = line.end[at + label->count - 1],
	};
	out->rest = out->to;
	read_separator(&line, at + label->count, out);
	return true;
}
