/* SPDX-License-Identifier: MIT */
#include "base/date.h"

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01. The year is taken to begin in March, so that the
 * leap day ends it. */
static int64_t days_from(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool date_make(int year, int month, int day, int hour, int minute, int second,
	       int offset_minutes, int64_t *utc)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > days_in(year, month))
		return false;
	if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
	    (hour == 24 && (minute || second)))
		return false;
	if (offset_minutes < -24 * 60 || offset_minutes > 24 * 60)
		return false;
	*utc = days_from(year, month, day) * 86400 + hour * 3600 + minute * 60 + second -
	       offset_minutes * 60;
	return true;
}

struct date_parts date_split(int64_t utc, int offset_minutes)
{
	struct date_parts parts;
	int64_t local = utc + (int64_t)offset_minutes * 60;
	int64_t days = local / 86400, rest = local % 86400;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	parts.hour = (int)(rest / 3600);
	parts.minute = (int)(rest / 60 % 60);
	parts.second = (int)(rest % 60);
	parts.weekday = (int)(((days + 4) % 7 + 7) % 7);
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t of_era = days - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	parts.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	parts.month = (int)(month < 10 ? month + 3 : month - 9);
	parts.year = (int)(year + era * 400 + (parts.month <= 2));
	return parts;
}

static void add_parts(struct buf *out, const struct date_parts *p)
{
	buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d", p->year, p->month, p->day, p->hour,
		 p->minute, p->second);
}

void date_add_iso(struct buf *out, const struct date *d)
{
	struct date_parts p = date_split(d->utc, d->offset);
	int offset = d->offset < 0 ? -d->offset : d->offset;

	if (d->precision == DATE_NONE)
		return;
	if (d->precision == DATE_DAY) {
		buf_addf(out, "%04d-%02d-%02d", p.year, p.month, p.day);
		return;
	}
	add_parts(out, &p);
	buf_addf(out, "%c%02d:%02d", d->offset < 0 ? '-' : '+', offset / 60, offset % 60);
}

void date_add_iso_utc(struct buf *out, int64_t utc)
{
	struct date_parts p = date_split(utc, 0);

	add_parts(out, &p);
	buf_add_char(out, 'Z');
}
