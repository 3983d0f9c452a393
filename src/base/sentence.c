/* SPDX-License-Identifier: MIT */
#include "base/sentence.h"

#include <string.h>

#include "base/i18n.h"

enum { WORDS_MAX = 9, LONGEST = 400 };

/* A place at the front of s: its bytes and which word it takes, counted from
 * 1; 0 for the next one. Places that write a percent sign are none. */
static size_t place_at(struct str s, size_t *which)
{
	size_t at = 1, number = 0;

	*which = 0;
	if (str_has_prefix(s, STR("{host}")))
		return 6;
	if (s.len < 2 || s.ptr[0] != '%' || s.ptr[1] == '%')
		return 0;
	while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9' && number < WORDS_MAX)
		number = number * 10 + (size_t)(s.ptr[at++] - '0');
	if (number && at < s.len && s.ptr[at] == '$') {
		*which = number;
		at++;
	}
	while (at < s.len && s.ptr[at] && strchr(".*lz", s.ptr[at]))
		at++;
	return at < s.len && s.ptr[at] && strchr("scdu", s.ptr[at]) ? at + 1 : 0;
}

/* The next place of s, SIZE_MAX without one; "%%" is passed over. */
static size_t next_place(struct str s, size_t *len, size_t *which)
{
	for (size_t at = 0; at < s.len; at++) {
		if (s.ptr[at] != '%' && s.ptr[at] != '{')
			continue;
		*len = place_at(str_slice(s, at, s.len), which);
		if (*len)
			return at;
		at += str_has_prefix(str_slice(s, at, s.len), STR("%%"));
	}
	return SIZE_MAX;
}

/* The word that a place of printf takes off args. */
static void keep_word(struct buf *out, struct str place, va_list *args)
{
	char kind = place.ptr[place.len - 1];

	buf_add_char(out, SENTENCE_APART);
	if (str_eq(place, STR("%.*s"))) {
		int len = va_arg(*args, int);
		const char *text = va_arg(*args, const char *);
		buf_add_bytes(out, text, len > 0 ? (size_t)len : 0);
	} else if (kind == 's') {
		buf_add(out, str_from(va_arg(*args, const char *)));
	} else if (kind == 'c') {
		buf_add_char(out, (char)va_arg(*args, int));
	} else if (str_find(place, STR("ll")) != SIZE_MAX) {
		buf_addf(out, "%lld", va_arg(*args, long long));
	} else if (str_find_char(place, 'z') != SIZE_MAX) {
		buf_addf(out, "%zu", va_arg(*args, size_t));
	} else if (str_find_char(place, 'l') != SIZE_MAX) {
		buf_addf(out, "%ld", va_arg(*args, long));
	} else if (kind == 'u') {
		buf_addf(out, "%u", va_arg(*args, unsigned));
	} else {
		buf_addf(out, "%d", va_arg(*args, int));
	}
}

void sentence_keep_list(struct buf *out, const char *sentence, va_list args)
{
	struct str rest = str_from(sentence);
	size_t at, len, which;
	va_list copy;

	va_copy(copy, args);
	buf_add(out, rest);
	while ((at = next_place(rest, &len, &which)) != SIZE_MAX) {
		keep_word(out, str_slice(rest, at, at + len), &copy);
		rest = str_slice(rest, at + len, rest.len);
	}
	va_end(copy);
}

void sentence_keep(struct buf *out, const char *sentence, ...)
{
	va_list args;

	va_start(args, sentence);
	sentence_keep_list(out, sentence, args);
	va_end(args);
}

void sentence_keep_host(struct buf *out, const char *sentence, struct str host)
{
	buf_addf(out, "%s%c%.*s", sentence, SENTENCE_APART, STR_ARG(host));
}

/* What stands between places, where "%%" is one sign. */
static void add_between(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		buf_add_char(out, s.ptr[i]);
		i += str_has_prefix(str_slice(s, i, s.len), STR("%%"));
	}
}

static void fill(struct buf *out, struct str form, const struct str *words, size_t count)
{
	size_t at, len, which, next = 0;

	while ((at = next_place(form, &len, &which)) != SIZE_MAX) {
		size_t index = which ? which - 1 : next++;
		add_between(out, str_slice(form, 0, at));
		if (index < count)
			buf_add(out, words[index]);
		form = str_slice(form, at + len, form.len);
	}
	add_between(out, form);
}

void sentence_add(struct buf *out, struct str kept)
{
	struct str form, words[WORDS_MAX];
	char sentence[LONGEST];
	size_t count = 0;

	if (!str_cut(&kept, SENTENCE_APART, &form))
		return;
	if (form.len == 0 || form.len >= LONGEST) {
		buf_add(out, form);
		return;
	}
	memcpy(sentence, form.ptr, form.len);
	sentence[form.len] = '\0';
	struct str told = str_from(_(sentence));
	if (!kept.ptr) {
		buf_add(out, told);
		return;
	}
	while (count < WORDS_MAX && str_cut(&kept, SENTENCE_APART, &words[count]))
		count++;
	fill(out, told, words, count);
}
