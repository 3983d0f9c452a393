/* SPDX-License-Identifier: MIT */
#include "conf/value.h"

#include <inttypes.h>

enum { LONGEST_WORD = 40 };

struct unit {
	char letter;
	int64_t factor;
};

static const struct unit durations[] = {
	{ 'y', 365 * 86400 }, { 'w', 7 * 86400 }, { 'd', 86400 },
	{ 'h', 3600 },        { 'm', 60 },        { 's', 1 },
};

static const struct unit sizes[] = {
	{ 't', INT64_C(1) << 40 },
	{ 'g', 1 << 30 },
	{ 'm', 1 << 20 },
	{ 'k', 1 << 10 },
};

static int64_t unit_factor(const struct unit *units, size_t count, char letter)
{
	for (size_t i = 0; i < count; i++)
		if (units[i].letter == str_lower(letter))
			return units[i].factor;
	return 0;
}

/* Takes the digits off the front. */
static bool take_number(struct str *s, int64_t *out)
{
	size_t len = 0;

	while (len < s->len && s->ptr[len] >= '0' && s->ptr[len] <= '9')
		len++;
	if (!str_to_int64(str_slice(*s, 0, len), out))
		return false;
	*s = str_slice(*s, len, s->len);
	return true;
}

static bool add_product(int64_t *sum, int64_t number, int64_t factor)
{
	if (number > (INT64_MAX - *sum) / factor)
		return false;
	*sum += number * factor;
	return true;
}

bool value_duration(struct str s, int64_t *out)
{
	int64_t sum = 0, number, factor;

	if (str_is_empty(s))
		return false;
	if (str_to_int64(s, &number) && s.ptr[0] != '-') {
		*out = number;
		return true;
	}
	while (s.len) {
		if (!take_number(&s, &number) || !s.len)
			return false;
		factor = unit_factor(durations, sizeof(durations) / sizeof(*durations), s.ptr[0]);
		if (!factor || !add_product(&sum, number, factor))
			return false;
		s = str_slice(s, 1, s.len);
	}
	*out = sum;
	return true;
}

bool value_size(struct str s, int64_t *out)
{
	int64_t sum = 0, number, factor = 1;

	if (!take_number(&s, &number))
		return false;
	if (s.len) {
		factor = unit_factor(sizes, sizeof(sizes) / sizeof(*sizes), s.ptr[0]);
		s = str_slice(s, 1, s.len);
	}
	if (s.len && factor > 1 && str_lower(s.ptr[0]) == 'b')
		s = str_slice(s, 1, s.len);
	if (s.len || !factor || !add_product(&sum, number, factor))
		return false;
	*out = sum;
	return true;
}

bool value_bool(struct str s, bool *out)
{
	static const char *const words[] = {
		"no", "yes", "off", "on", "false", "true", "0", "1",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_nocase(s, str_from(words[i]))) {
			*out = i & 1;
			return true;
		}
	return false;
}

void value_add_duration(struct buf *out, int64_t seconds)
{
	/* Weeks and years are read, but days are what people expect back. */
	static const struct unit shown[] = {
		{ 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 },
	};
	size_t i = 0;

	while (shown[i].factor > 1 && (!seconds || seconds % shown[i].factor))
		i++;
	buf_addf(out, "%" PRId64 "%c", seconds / shown[i].factor, shown[i].letter);
}

void value_add_size(struct buf *out, int64_t bytes)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (bytes && bytes % sizes[i].factor == 0) {
			buf_addf(out, "%" PRId64 "%c", bytes / sizes[i].factor,
				 sizes[i].letter - 'a' + 'A');
			return;
		}
	buf_addf(out, "%" PRId64, bytes);
}

int value_word(struct str s, const char *words)
{
	struct str rest = str_from(words), word;

	for (int i = 0; str_cut(&rest, '|', &word); i++)
		if (str_eq_nocase(s, word))
			return i;
	return -1;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, changes and swaps of neighbours that make one word
 * of the other. */
static size_t distance(struct str a, struct str b)
{
	size_t rows[3][LONGEST_WORD + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3], *up = rows[(i + 2) % 3], *upper = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = str_lower(a.ptr[i - 1]) == str_lower(b.ptr[j - 1]);
			now[j] = least(least(now[j - 1], up[j]) + 1, up[j - 1] + !same);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1])
				now[j] = least(now[j], upper[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

const char *value_nearest(struct str s, const char *const *words, size_t count)
{
	const char *best = NULL;
	size_t best_distance = 1 + s.len / 3;

	if (!s.len || s.len > LONGEST_WORD)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct str word = str_from(words[i]);
		if (word.len > LONGEST_WORD)
			continue;
		size_t d = distance(s, word);
		if (d < best_distance || (d == best_distance && !best && d < word.len)) {
			best = words[i];
			best_distance = d;
		}
	}
	return best;
}
