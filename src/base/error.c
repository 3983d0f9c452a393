/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/sentence.h"
#include "base/utf8.h"

/* vsnprintf cuts at a byte; step back to the start of a character. */
static void cut_cleanly(char *text, size_t size)
{
	size_t len = strlen(text);

	if (len + 1 < size)
		return;
	size_t lead = len;
	while (lead && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead && (unsigned char)text[lead - 1] >= 0xc0)
		text[lead - 1] = '\0';
}

__attribute__((format(printf, 3, 0)))
static void fill(struct error *err, int code, const char *format, va_list args)
{
	err->kept[0] = '\0';
	vsnprintf(err->text, sizeof(err->text), format, args);
	cut_cleanly(err->text, sizeof(err->text));
	err->exit_code = code;
}

bool error_set(struct error *err, const char *format, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	fill(err, 0, format, args);
	va_end(args);
	return false;
}

bool error_set_code(struct error *err, int exit_code, const char *format, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	fill(err, exit_code, format, args);
	va_end(args);
	return false;
}

/* Where it is too long to be kept, the text is. */
static void take(struct error *err, struct str kept)
{
	struct buf told = { 0 };

	sentence_add(&told, kept);
	snprintf(err->text, sizeof(err->text), "%s", buf_cstr(&told));
	cut_cleanly(err->text, sizeof(err->text));
	bool fits = kept.len < sizeof(err->kept);
	snprintf(err->kept, sizeof(err->kept), "%.*s", fits ? (int)kept.len : 0, kept.ptr);
	err->exit_code = 0;
	buf_free(&told);
}

bool error_say(struct error *err, const char *sentence, ...)
{
	struct buf kept = { 0 };
	va_list args;

	if (!err)
		return false;
	va_start(args, sentence);
	sentence_keep_list(&kept, sentence, args);
	va_end(args);
	take(err, buf_str(&kept));
	buf_free(&kept);
	return false;
}

bool error_say_host(struct error *err, const char *sentence, struct str host)
{
	struct buf kept = { 0 };

	sentence_keep_host(&kept, sentence, host);
	take(err, buf_str(&kept));
	buf_free(&kept);
	return false;
}

void error_say_kept(struct error *err, struct str kept)
{
	struct buf clean = { 0 };
	struct str part;

	while (str_cut(&kept, SENTENCE_APART, &part)) {
		utf8_clean_line(&clean, part);
		if (kept.ptr)
			buf_add_char(&clean, SENTENCE_APART);
	}
	take(err, buf_str(&clean));
	buf_free(&clean);
}

struct str error_kept(const struct error *err)
{
	return str_from(err->kept[0] ? err->kept : err->text);
}

bool error_set_errno(struct error *err, const char *format, ...)
{
	int number = errno;

	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	fill(err, 0, format, args);
	va_end(args);
	size_t len = strlen(err->text);
	snprintf(err->text + len, sizeof(err->text) - len, ": %s", strerror(number));
	cut_cleanly(err->text, sizeof(err->text));
	return false;
}
