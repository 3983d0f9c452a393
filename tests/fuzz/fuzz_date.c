/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/date.h"

/* A date is between the years 1 and 9999, and what is printed of it is read as
 * the same point in time. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool is_kept)
{
	if (!is_kept)
		abort();
}

static void check(const struct date *date)
{
	static const int64_t first = -62135683200, last = 253402387200;
	struct buf iso = { 0 };
	struct date back;

	promise(date->utc >= first && date->utc <= last);
	promise(date->precision > DATE_NONE && date->precision <= DATE_SECOND);
	promise(date->offset >= -1440 && date->offset <= 1440);
	date_add_iso_utc(&iso, date->utc);
	int year = date_split(date->utc, 0).year;
	if (year >= 1 && year <= 9999)
		promise(date_parse(buf_str(&iso), NULL, &back) && back.utc == date->utc);
	buf_free(&iso);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct date_hint hint = { .now = 1730523600, .offset = 420, .month_first = size % 2 };
	struct date date;
	size_t from, to;

	if (date_parse(s, &hint, &date))
		check(&date);
	if (date_find(s, &hint, &date, &from, &to)) {
		check(&date);
		promise(from < to && to <= size);
	}
	return 0;
}
