/* SPDX-License-Identifier: MIT */
#include "query/when.h"

#include <time.h>

enum { DAY = 86400 };

static const struct unit { char letter; int64_t seconds; } units[] = {
	{ 'h', 3600 }, { 'd', DAY }, { 'w', 7 * DAY }, { 'm', 30 * DAY }, { 'y', 365 * DAY },
};

static const struct day_name { const char *name; int days; } day_names[] = {
	{ "today", 0 }, { "hari-ini", 0 }, { "yesterday", 1 }, { "kemarin", 1 },
};

static int64_t midnight(int year, int month, int day)
{
	struct tm parts = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day,
			    .tm_isdst = -1 };

	return (int64_t)mktime(&parts);
}

static bool parse_ago(struct str word, int64_t now, int64_t *out)
{
	int64_t number;

	if (word.len < 2 || !str_to_int64(str_slice(word, 0, word.len - 1), &number) ||
	    number < 0 || number > 100000)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (str_lower(word.ptr[word.len - 1]) != units[i].letter)
			continue;
		*out = now - number * units[i].seconds;
		return true;
	}
	return false;
}

static bool parse_day_name(struct str word, int64_t now, int64_t *out)
{
	for (size_t i = 0; i < sizeof(day_names) / sizeof(day_names[0]); i++) {
		time_t when = (time_t)now;
		struct tm parts;

		if (!str_eq_nocase(word, str_from(day_names[i].name)))
			continue;
		localtime_r(&when, &parts);
		*out = midnight(parts.tm_year + 1900, parts.tm_mon + 1,
				parts.tm_mday - day_names[i].days);
		return true;
	}
	return false;
}

static bool parse_date(struct str word, int64_t *out)
{
	int64_t parts[3] = { 0, 1, 1 };
	struct str rest = word, part;
	size_t count = 0;

	while (str_cut(&rest, '-', &part))
		if (count == 3 || !str_to_int64(part, &parts[count++]))
			return false;
	if (count == 0 || parts[0] < 1970 || parts[0] > 9999 || parts[1] < 1 || parts[1] > 12 ||
	    parts[2] < 1 || parts[2] > 31)
		return false;
	*out = midnight((int)parts[0], (int)parts[1], (int)parts[2]);
	return true;
}

bool when_parse(struct str word, int64_t now, int64_t *out)
{
	return parse_ago(word, now, out) || parse_day_name(word, now, out) ||
	       parse_date(word, out);
}
