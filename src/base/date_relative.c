/* SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

static bool is_relative(const struct date_token *t, int kind)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_RELATIVE) &&
	       t->word.relative == kind;
}

static bool is_unit(const struct date_token *t)
{
	return t->kind == TOKEN_WORD && (t->word.roles & (ROLE_SECONDS | ROLE_MONTHS));
}

static void set_day(struct date *out, const struct date_parts *p, int offset)
{
	date_make(p->year, p->month, p->day, 0, 0, 0, offset, &out->utc);
	out->precision = DATE_DAY;
}

static bool go_back(const struct date_hint *hint, int64_t count, const struct date_token *unit,
		    struct date *out)
{
	out->utc = hint->now;
	out->offset = hint->offset;
	out->precision = DATE_MINUTE;
	if (count > 1000)
		return false;
	if (unit->word.roles & ROLE_SECONDS) {
		out->utc -= count * unit->word.unit;
		return true;
	}
	struct date_parts p = date_split(hint->now, hint->offset);
	int64_t month = (int64_t)p.year * 12 + p.month - 1 - count * unit->word.unit;
	if (month < 12)
		return false;
	p.year = (int)(month / 12);
	p.month = (int)(month % 12) + 1;
	for (int64_t ignored; p.day > 28; p.day--)
		if (date_make(p.year, p.month, p.day, 0, 0, 0, 0, &ignored))
			break;
	set_day(out, &p, hint->offset);
	return true;
}

/* "3 hari yang lalu", "setahun lalu", "an hour ago", "il y a 2 heures" */
static bool read_distance(const struct date_token *t, const struct date_hint *hint,
			  struct date *out, const struct date_token **end)
{
	int64_t count = 1;
	bool is_ahead = is_relative(t, RELATIVE_AHEAD);

	t += is_ahead;
	t += is_relative(t, RELATIVE_ABOUT);
	if (t->kind == TOKEN_NUMBER && t->digits <= 4)
		count = (t++)->number;
	else if (t->kind != TOKEN_WORD || !(t->word.roles & ROLE_ONE))
		return false;
	else if (!is_unit(t) || is_unit(t + 1))
		t++;
	if (!is_unit(t))
		return false;
	const struct date_token *unit = t++;
	t += is_relative(t, RELATIVE_LINK);
	if (!is_ahead && !is_relative(t, RELATIVE_AGO))
		return false;
	*end = is_ahead ? t : t + 1;
	return go_back(hint, count, unit, out);
}

/* The time of day behind "kemarin". */
static void read_clock(const struct date_token *t, const struct date_hint *hint,
		       struct date *out, const struct date_token **end)
{
	struct date_parts p = date_split(out->utc, hint->offset);
	struct date_scan scan = { .hint = hint, .has_date = true, .half = -1 };

	for (int i = 0; i < 3; i++, t++)
		if (t->kind != TOKEN_SIGN &&
		    (t->kind != TOKEN_WORD || !(t->word.roles & ROLE_FILL)))
			break;
	scan.next = t;
	if (t->kind != TOKEN_NUMBER || !date_scan_time(&scan))
		return;
	int offset = scan.has_zone ? scan.offset : hint->offset;
	int64_t utc;
	if (!date_make(p.year, p.month, p.day, scan.hour, scan.minute, scan.second, offset, &utc))
		return;
	*out = (struct date){ utc, (int16_t)offset,
			      scan.has_second ? DATE_SECOND : DATE_MINUTE, scan.has_zone };
	*end = scan.next;
}

static bool is_this_day(const struct date_token *t)
{
	return is_unit(t) && t->word.unit == 86400 && is_relative(t + 1, RELATIVE_THIS);
}

bool date_relative_read(const struct date_token *t, const struct date_hint *hint,
			struct date *out, const struct date_token **end)
{
	*out = (struct date){ 0 };
	if (!hint->now)
		return false;
	if (is_relative(t, RELATIVE_JUST) && is_relative(t + 1, RELATIVE_NOW)) {
		*out = (struct date){ hint->now, hint->offset, DATE_MINUTE, false };
		*end = t + 2;
		return true;
	}
	if (read_distance(t, hint, out, end))
		return true;
	bool is_today = is_relative(t, RELATIVE_TODAY), is_two = is_this_day(t);
	if (!is_today && !is_two && !is_relative(t, RELATIVE_YESTERDAY))
		return false;
	struct date_parts p =
		date_split(hint->now - (is_today || is_two ? 0 : 86400), hint->offset);
	set_day(out, &p, hint->offset);
	out->offset = hint->offset;
	*end = t + 1 + is_two;
	read_clock(*end, hint, out, end);
	return true;
}
