/* SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

#include <string.h>

enum { SKIP_MAX = 4 };

static bool is_month(const struct date_token *t)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_MONTH);
}

static bool is_month_mark(const struct date_token *t)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_MARK) &&
	       t->word.mark == MARK_MONTH_AHEAD && t[1].kind == TOKEN_NUMBER;
}

static bool is_filler(const struct date_token *t)
{
	if (t->kind == TOKEN_SIGN)
		return strchr(",.-|/:()@~_[]", t->sign) != NULL;
	return t->kind == TOKEN_WORD && (t->word.roles & (ROLE_FILL | ROLE_WEEKDAY));
}

static bool is_month_ahead(const struct date_token *t)
{
	for (int i = 0; i < SKIP_MAX && is_filler(t) && !is_month(t); i++)
		t++;
	return is_month(t) || is_month_mark(t);
}

/* The year that somebody means who writes it in few digits. */
static int full_year(int number, int digits)
{
	if (digits >= 4)
		return number;
	if (digits == 3)
		return number + 1900;
	return number < 70 ? number + 2000 : number + 1900;
}

/* Once a named month and two numbers are there, they are a date. */
static void settle(struct date_scan *s)
{
	int month = s->month ? s->month : s->maybe_month;

	if (s->has_date || !month || s->number_count < 2)
		return;
	int year_at = s->digits[0] >= 3 || s->numbers[0] > 31 ? 0 : 1;
	s->year = full_year(s->numbers[year_at], s->digits[year_at]);
	s->day = s->numbers[1 - year_at];
	s->month = month > 12 ? month - 12 : month;
	if (month > 12 && s->year > 2400)
		s->year -= 543;
	s->has_date = true;
}

static bool take_marked(struct date_scan *s, int mark)
{
	int number = (int)s->next->number;

	if (mark == MARK_YEAR && !s->year)
		s->year = full_year(number, s->next->digits);
	else if (mark == MARK_MONTH && !s->month)
		s->month = number;
	else if (mark == MARK_DAY && !s->day)
		s->day = number;
	else
		return false;
	s->has_date = s->year && s->month && s->day;
	s->is_hangul |= s->next[1].is_hangul;
	s->next += 2;
	return true;
}

/* A number that is the day or the year beside the name of a month. */
static bool take_plain(struct date_scan *s)
{
	const struct date_token *t = s->next;

	if (s->has_date || t->digits > 4)
		return false;
	if (t[1].kind == TOKEN_WORD && (t[1].word.roles & ROLE_MARK) &&
	    t[1].word.mark <= MARK_DAY)
		return take_marked(s, t[1].word.mark);
	if (s->number_count == 2 || (!s->month && !s->maybe_month && !is_month_ahead(t + 1)))
		return false;
	s->numbers[s->number_count] = (int)t->number;
	s->digits[s->number_count++] = t->digits;
	s->next++;
	if (!s->month && is_month_ahead(s->next))
		return true;
	settle(s);
	return true;
}

static bool take_number(struct date_scan *s)
{
	bool is_taken = s->has_date ? date_scan_time(s)
				    : date_scan_number(s) || date_scan_time(s) || take_plain(s);

	s->is_after_t = false;
	return is_taken;
}

static bool take_month(struct date_scan *s)
{
	const struct date_word *word = &s->next->word;

	if (s->has_date)
		return (word->roles & ROLE_WEEKDAY) != 0;
	if (!(word->roles & ROLE_WEEKDAY)) {
		if (s->month)
			return false;
		s->month = word->month;
	} else if (!s->month && !s->maybe_month) {
		s->maybe_month = word->month;
	}
	settle(s);
	return true;
}

/* *counts says whether the word is part of the date or stands between. */
static bool take_word(struct date_scan *s, bool *counts)
{
	const struct date_token *t = s->next;
	unsigned roles = t->word.roles;

	*counts = false;
	if (is_month_mark(t) && !s->month && t[1].number >= 1 && t[1].number <= 12) {
		s->month = (int)t[1].number;
		s->next += 2;
		settle(s);
		return *counts = true;
	}
	bool is_t = (roles & ROLE_MARK) && t->word.mark == MARK_TIME && s->has_date &&
		    t[1].kind == TOKEN_NUMBER;
	if (!is_t && s->has_date && !s->has_time && (roles & ROLE_ZONE) && date_scan_zone(s))
		return *counts = true;
	if (roles & ROLE_MONTH) {
		*counts = take_month(s);
		s->next += *counts;
		return *counts;
	}
	if (is_t)
		s->is_after_t = true;
	else if (roles & ROLE_HALF && t[1].kind == TOKEN_NUMBER)
		s->half = t->word.half;
	else if (!(roles & (ROLE_FILL | ROLE_WEEKDAY)))
		return false;
	s->is_hangul |= t->is_hangul;
	s->next++;
	return true;
}

static bool take_sign(struct date_scan *s, bool *counts)
{
	*counts = s->has_date && !s->has_time && s->next->is_glued && date_scan_zone(s);
	if (*counts)
		return true;
	if (!is_filler(s->next))
		return false;
	s->is_after_t = s->next->sign == '_' && s->has_date;
	s->next++;
	return true;
}

static bool take(struct date_scan *s, bool *counts)
{
	switch (s->next->kind) {
	case TOKEN_NUMBER:
		return *counts = take_number(s);
	case TOKEN_WORD:
		return take_word(s, counts);
	case TOKEN_SIGN:
		return take_sign(s, counts);
	default:
		return false;
	}
}

/* "Januari 2024": only where the text is nothing else. */
static void settle_month(struct date_scan *s)
{
	int month = s->month ? s->month : s->maybe_month;

	if (s->has_date || !s->is_whole || !month || s->number_count != 1 || s->digits[0] != 4)
		return;
	s->year = s->numbers[0];
	s->month = month > 12 ? month - 12 : month;
	s->day = 1;
	s->has_date = true;
}

static bool make(const struct date_scan *s, struct date *out)
{
	bool has_zone = s->has_zone && !s->is_false_zone;
	int offset = has_zone ? s->offset : s->is_hangul ? 540 : s->hint->offset;

	if (!s->has_date || !date_make(s->year, s->month, s->day, s->hour, s->minute, s->second,
				       offset, &out->utc))
		return false;
	out->offset = (int16_t)offset;
	out->has_zone = has_zone;
	out->precision = !s->has_time ? DATE_DAY : s->has_second ? DATE_SECOND : DATE_MINUTE;
	return true;
}

bool date_scan_read(struct date_scan *s, struct date *out)
{
	int skipped = 0;

	s->half = -1;
	s->end = s->next;
	while (!(s->has_date && s->has_time) && skipped <= SKIP_MAX) {
		bool counts;
		if (!take(s, &counts))
			break;
		skipped = counts ? 0 : skipped + 1;
		if (counts)
			s->end = s->next;
	}
	settle_month(s);
	return make(s, out);
}
