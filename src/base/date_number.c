/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/date_scan.h"

static bool is_sign(const struct date_token *t, char sign)
{
	return t->kind == TOKEN_SIGN && t->sign == sign;
}

static bool is_number(const struct date_token *t, int least, int most)
{
	return t->kind == TOKEN_NUMBER && t->digits >= least && t->digits <= most;
}

static bool is_day(int year, int month, int day)
{
	int64_t utc;

	return date_make(year, month, day, 0, 0, 0, 0, &utc);
}

static bool set_date(struct date_scan *s, int year, int month, int day, int used)
{
	if (!is_day(year, month, day))
		return false;
	s->year = year;
	s->month = month;
	s->day = day;
	s->has_date = true;
	s->next += used;
	return true;
}

/* Day of the year, 1 to 366. */
static bool set_ordinal(struct date_scan *s, int year, int day, int used)
{
	int64_t utc, first;

	if (day < 1 || !date_make(year, 1, 1, 0, 0, 0, 0, &first))
		return false;
	utc = first + (int64_t)(day - 1) * 86400;
	struct date_parts p = date_split(utc, 0);
	return p.year == year && set_date(s, year, p.month, p.day, used);
}

/* ISO week: week 1 holds 4 January, day 1 is Monday. */
static bool set_week(struct date_scan *s, int year, int week, int day, int used)
{
	int64_t fourth;

	if (week < 1 || week > 53 || day < 1 || day > 7 ||
	    !date_make(year, 1, 4, 0, 0, 0, 0, &fourth))
		return false;
	int64_t monday = fourth - (date_split(fourth, 0).weekday + 6) % 7 * 86400;
	struct date_parts p =
		date_split(monday + ((int64_t)(week - 1) * 7 + day - 1) * 86400, 0);
	return set_date(s, p.year, p.month, p.day, used);
}

static int short_year(int number)
{
	return number < 70 ? number + 2000 : number + 1900;
}

static int this_year(const struct date_scan *s)
{
	int64_t now = s->hint->now ? s->hint->now : (int64_t)time(NULL);

	return date_split(now, 0).year;
}

/* Three short numbers: the first reading that is a day not long after today
 * wins, else the first that is a day at all. */
static bool set_short(struct date_scan *s, int a, int b, int c, bool is_dashed, bool month_first)
{
	const int readings[][3] = {
		{ is_dashed ? a : -1, b, c },
		{ c, month_first ? a : b, month_first ? b : a },
		{ c, month_first ? b : a, month_first ? a : b },
		{ a, b, c },
	};
	int latest = this_year(s) + 1;

	for (int is_strict = 1; is_strict >= 0; is_strict--)
		for (int i = 0; i < 4; i++) {
			const int *r = readings[i];
			int year = short_year(r[0]);
			if (r[0] >= 0 && (!is_strict || year <= latest) && is_day(year, r[1], r[2]))
				return set_date(s, year, r[1], r[2], 5);
		}
	return false;
}

/* Americans write the month first, and the hour with AM and PM. */
static bool is_american(const struct date_token *t)
{
	for (int i = 0; i < 8 && t[i].kind != TOKEN_END; i++)
		if (t[i].kind == TOKEN_WORD && (t[i].word.roles & ROLE_HALF) && t[i].digits == 0)
			return true;
	return false;
}

/* 24/07/2026, 2026-07-24, 24.7.26 */
static bool take_triple(struct date_scan *s)
{
	const struct date_token *t = s->next;
	char sign = t[1].kind == TOKEN_SIGN ? t[1].sign : '\0';

	if ((sign != '-' && sign != '/' && sign != '.') || !is_number(t, 1, 4) ||
	    !is_number(t + 2, 1, 2) || !is_sign(t + 3, sign) || !is_number(t + 4, 1, 4))
		return false;
	if (t[5].is_glued && is_sign(t + 5, sign) && t[6].is_glued && is_number(t + 6, 1, 100) &&
	    sign != '-')
		return false;
	int a = (int)t[0].number, b = (int)t[2].number, c = (int)t[4].number;
	if (t[0].digits == 4)
		return set_date(s, a, b, c, 5);
	bool month_first = s->hint->month_first || (sign == '/' && is_american(t + 5));
	if (t[0].digits == 3)
		return false;
	if (t[4].digits == 4)
		return set_date(s, c, month_first ? a : b, month_first ? b : a, 5) ||
		       set_date(s, c, month_first ? b : a, month_first ? a : b, 5);
	return t[4].digits <= 2 && set_short(s, a, b, c, sign == '-', month_first);
}

/* 2003-335, 2004-W27-3, 2004W273 */
static bool take_iso(struct date_scan *s)
{
	const struct date_token *t = s->next;
	int year = (int)t->number, used = 1;

	if (t->digits == 2 && s->is_whole && is_sign(t + 1, '-') && is_number(t + 2, 3, 3) &&
	    t[3].kind == TOKEN_END)
		return set_ordinal(s, short_year(year), (int)t[2].number, 3);
	if (t->digits != 4)
		return false;
	used += is_sign(t + 1, '-');
	if (used == 2 && is_number(t + 2, 3, 3) && !is_sign(t + 3, '-'))
		return set_ordinal(s, year, (int)t[2].number, 3);
	const struct date_token *w = t + used;
	if (w->kind != TOKEN_WORD || !(w->word.roles & ROLE_MARK) || w->word.mark != MARK_WEEK ||
	    !is_number(w + 1, 2, 3))
		return false;
	int week = (int)w[1].number;
	if (w[1].digits == 3)
		return set_week(s, year, week / 10, week % 10, used + 2);
	if (is_sign(w + 2, '-') && is_number(w + 3, 1, 1))
		return set_week(s, year, week, (int)w[3].number, used + 4);
	return set_week(s, year, week, 1, used + 2);
}

static bool set_clock(struct date_scan *s, int clock, bool has_second)
{
	s->has_second = has_second;
	s->second = has_second ? clock % 100 : 0;
	clock = has_second ? clock / 100 : clock;
	s->minute = clock % 100;
	s->hour = clock / 100;
	s->has_time = true;
	date_scan_zone(s);
	return true;
}

static bool take_epoch(struct date_scan *s)
{
	int64_t utc = s->next->digits == 13 ? s->next->number / 1000 : s->next->number;
	struct date_parts p = date_split(utc, 0);

	s->hour = p.hour;
	s->minute = p.minute;
	s->second = p.second;
	s->has_time = s->has_second = s->has_zone = true;
	return set_date(s, p.year, p.month, p.day, 1);
}

/* Digits without signs between them. The shorter ones could be anything, so
 * they count only where the text is nothing but a date. */
static bool take_digits(struct date_scan *s)
{
	const struct date_token *t = s->next;
	int64_t n = t->number;
	bool is_alone = t[1].kind == TOKEN_END;

	if (t->digits == 14)
		return set_date(s, (int)(n / 10000000000), (int)(n / 100000000 % 100),
				(int)(n / 1000000 % 100), 1) &&
		       set_clock(s, (int)(n % 1000000), true);
	if (t->digits == 8)
		return set_date(s, (int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100), 1);
	if (!s->is_whole)
		return false;
	if (t->digits == 12)
		return set_date(s, (int)(n / 100000000), (int)(n / 1000000 % 100),
				(int)(n / 10000 % 100), 1) &&
		       set_clock(s, (int)(n % 10000), false);
	if (t->digits == 7)
		return set_ordinal(s, (int)(n / 1000), (int)(n % 1000), 1);
	if (t->digits == 6)
		return set_date(s, short_year((int)(n / 10000)), (int)(n / 100 % 100),
				(int)(n % 100), 1);
	if (t->digits == 5)
		return set_ordinal(s, short_year((int)(n / 1000)), (int)(n % 1000), 1);
	if (t->digits == 4 && is_alone)
		return set_date(s, (int)n, 1, 1, 1);
	return is_alone && (t->digits == 9 || t->digits == 10 || t->digits == 13) && take_epoch(s);
}

/* 2003-12 */
static bool take_year_month(struct date_scan *s)
{
	const struct date_token *t = s->next;

	if (!s->is_whole || t->digits != 4 || (!is_sign(t + 1, '-') && !is_sign(t + 1, '/')) ||
	    !is_number(t + 2, 1, 2) || is_sign(t + 3, '-') || is_sign(t + 3, ':'))
		return false;
	return set_date(s, (int)t->number, (int)t[2].number, 1, 3);
}

bool date_scan_number(struct date_scan *s)
{
	if (s->number_count || s->month)
		return false;
	return take_triple(s) || take_iso(s) || take_digits(s) || take_year_month(s);
}
