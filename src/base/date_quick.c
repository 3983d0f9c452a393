/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/date_scan.h"

/* count digits at p as a number, -1 when one is none. */
static int digits(const char *p, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		number = number * 10 + p[i] - '0';
	}
	return number;
}

static bool read_clock(const char *p, int *hour, int *minute, int *second)
{
	*hour = digits(p, 2);
	*minute = digits(p + 3, 2);
	*second = digits(p + 6, 2);
	return *hour >= 0 && *minute >= 0 && *second >= 0 && p[2] == ':' && p[5] == ':';
}

/* "+0700" or "+07:00"; width says which. */
static bool read_offset(const char *p, int width, int *offset)
{
	int hours = digits(p + 1, 2), minutes = digits(p + width - 2, 2);

	if ((p[0] != '+' && p[0] != '-') || hours < 0 || hours > 15 || minutes < 0 ||
	    minutes > 59 || (width == 6 && p[3] != ':'))
		return false;
	*offset = (p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

static bool read_rfc3339(struct str s, struct date *out)
{
	const char *p = s.ptr;
	int hour, minute, second, offset = 0;
	size_t at = 19;

	if (s.len < 20 || p[4] != '-' || p[7] != '-' || p[10] != 'T' ||
	    !read_clock(p + 11, &hour, &minute, &second))
		return false;
	if (p[at] == '.')
		for (at++; at < s.len && p[at] >= '0' && p[at] <= '9'; at++)
			continue;
	if (at + 1 == s.len && p[at] == 'Z')
		offset = 0;
	else if (at + 6 != s.len || !read_offset(p + at, 6, &offset))
		return false;
	*out = (struct date){ 0, (int16_t)offset, DATE_SECOND, true };
	return date_make(digits(p, 4), digits(p + 5, 2), digits(p + 8, 2), hour, minute, second,
			 offset, &out->utc);
}

static int month_of(const char *p)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (int i = 0; i < 12; i++)
		if (memcmp(names + i * 3, p, 3) == 0)
			return i + 1;
	return 0;
}

static bool read_rfc822(struct str s, struct date *out)
{
	int hour, minute, second, offset = 0;

	if (s.len > 5 && s.ptr[3] == ',' && s.ptr[4] == ' ')
		s = str_slice(s, 5, s.len);
	if (s.len < 23)
		return false;
	int wide = s.ptr[1] != ' ';
	const char *p = s.ptr + wide; /* at the last digit of the day */
	size_t left = s.len - (size_t)wide;
	if (left < 23 || p[1] != ' ' || p[5] != ' ' || p[10] != ' ' || p[19] != ' ' ||
	    !read_clock(p + 11, &hour, &minute, &second))
		return false;
	if (left == 25) {
		if (!read_offset(p + 20, 5, &offset))
			return false;
	} else if (left != 23 || memcmp(p + 20, "GMT", 3) != 0) {
		return false;
	}
	*out = (struct date){ 0, (int16_t)offset, DATE_SECOND, true };
	return date_make(digits(p + 6, 4), month_of(p + 2), digits(s.ptr, 1 + wide), hour, minute,
			 second, offset, &out->utc);
}

bool date_quick_read(struct str s, struct date *out)
{
	return read_rfc3339(s, out) || read_rfc822(s, out);
}
