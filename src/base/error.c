/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
