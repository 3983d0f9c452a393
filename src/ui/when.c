/* SPDX-License-Identifier: MIT */
#include "ui/when.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

int16_t when_offset(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm local;

	if (!localtime_r(&t, &local))
		return 0;
	return (int16_t)(local.tm_gmtoff / 60);
}

int64_t when_midnight(int64_t utc)
{
	int64_t offset = (int64_t)when_offset(utc) * MINUTE, here = utc + offset;
	int64_t start = here - ((here % DAY) + DAY) % DAY;

	return start - offset;
}

static bool is_indonesian(void)
{
	return !strcmp(i18n_language(), "id");
}

/* The n-th word of a list that is translated as a whole. */
static struct str nth_word(const char *list, int n)
{
	struct str rest = str_from(list), word = { NULL, 0 };

	while (n-- > 0 && str_next_word(&rest, &word))
		;
	return word;
}

static struct str month_short(int month)
{
	return nth_word(_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), month);
}

static struct str month_long(int month)
{
	return nth_word(_("January February March April May June July August September "
			  "October November December"),
			month);
}

static void add_clock(struct buf *out, const struct date_parts *parts)
{
	/* Indonesian writes 09.04. */
	buf_addf(out, is_indonesian() ? "%02d.%02d" : "%02d:%02d", parts->hour, parts->minute);
}

void when_add_short(struct buf *out, int64_t utc, int64_t now)
{
	int16_t offset = when_offset(utc);
	struct date_parts then = date_split(utc, offset), here = date_split(now, when_offset(now));
	int64_t midnight = when_midnight(now);

	if (!utc)
		return;
	if (utc >= midnight && utc < midnight + DAY)
		add_clock(out, &then);
	else if (utc >= midnight - DAY && utc < midnight)
		buf_add(out, str_from(_("yesterday")));
	else if (then.year == here.year)
		buf_addf(out, "%d %.*s", then.day, STR_ARG(month_short(then.month)));
	else
		buf_addf(out, "%.*s %d", STR_ARG(month_short(then.month)), then.year);
}

void when_add_tight(struct buf *out, int64_t utc, int64_t now)
{
	struct date_parts then = date_split(utc, when_offset(utc));
	int64_t midnight = when_midnight(now);

	if (!utc)
		return;
	if (utc >= midnight && utc < midnight + DAY)
		add_clock(out, &then);
	else if (then.year == date_split(now, when_offset(now)).year)
		buf_addf(out, "%d %.*s", then.day, STR_ARG(month_short(then.month)));
	else
		buf_addf(out, "%d", then.year);
}

void when_add_clock(struct buf *out, int64_t utc)
{
	struct date_parts then = date_split(utc, when_offset(utc));

	add_clock(out, &then);
}

void when_add_day(struct buf *out, int64_t utc, int64_t now)
{
	struct date_parts then = date_split(utc, when_offset(utc));
	struct date_parts here = date_split(now, when_offset(now));
	int64_t midnight = when_midnight(now), day = when_midnight(utc);

	if (day == midnight || day == when_midnight(midnight - DAY / 2)) {
		buf_add(out, str_from(day == midnight ? _("Today") : _("Yesterday")));
		return;
	}
	if (then.year == here.year && day > midnight - 200 * DAY)
		buf_addf(out, "%.*s, ",
			 STR_ARG(nth_word(_("Sunday Monday Tuesday Wednesday Thursday Friday "
					    "Saturday"), then.weekday + 1)));
	buf_addf(out, "%d %.*s", then.day, STR_ARG(month_long(then.month)));
	if (then.year != here.year)
		buf_addf(out, " %d", then.year);
}

/* What the reader's own zone is called, where it has a name ("WIB", "CET", and
 * not "+07") and had this offset then. */
static bool add_own_zone(struct buf *out, int64_t utc, int offset)
{
	time_t t = (time_t)utc;
	struct tm local;

	if (!localtime_r(&t, &local) || local.tm_gmtoff != (long)offset * MINUTE || !local.tm_zone)
		return false;
	struct str name = str_from(local.tm_zone);
	if (name.len < 3 || name.len > 5)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] < 'A' || name.ptr[i] > 'Z')
			return false;
	buf_add(out, name);
	return true;
}

static void add_zone(struct buf *out, int64_t utc, int offset, bool has_names)
{
	static const char *const indonesian[] = { "WIB", "WITA", "WIT" };

	if (offset % 60 == 0 && offset >= 7 * 60 && offset <= 9 * 60 && has_names) {
		buf_add(out, str_from(indonesian[offset / 60 - 7]));
		return;
	}
	if (add_own_zone(out, utc, offset))
		return;
	buf_add(out, STR("UTC"));
	if (offset)
		buf_addf(out, "%c%d", offset < 0 ? '-' : '+', abs(offset) / 60);
	if (offset % 60)
		buf_addf(out, ":%02d", abs(offset) % 60);
}

/* "id", "id-ID", "id_ID". */
static bool is_tag_of_indonesian(struct str language)
{
	return language.len >= 2 && str_eq_nocase(str_slice(language, 0, 2), STR("id")) &&
	       (language.len == 2 || language.ptr[2] == '-' || language.ptr[2] == '_');
}

void when_add_long(struct buf *out, const struct date *date)
{
	when_add_long_in(out, date, STR(""));
}

void when_add_long_in(struct buf *out, const struct date *date, struct str language)
{
	bool has_names = is_indonesian() || (date->has_zone && is_tag_of_indonesian(language));
	int16_t offset = date->has_zone ? date->offset : when_offset(date->utc);
	struct date_parts parts = date_split(date->utc, offset);

	if (date->precision == DATE_NONE)
		return;
	buf_addf(out, "%d %.*s %d", parts.day, STR_ARG(month_long(parts.month)), parts.year);
	if (date->precision == DATE_DAY)
		return;
	buf_add(out, STR(", "));
	add_clock(out, &parts);
	buf_add_char(out, ' ');
	add_zone(out, date->utc, offset, has_names);
}

void when_add_ago(struct buf *out, int64_t utc, int64_t now)
{
	int64_t gap = utc > now ? utc - now : now - utc;
	bool is_past = utc <= now;
	int minutes = (int)(gap / MINUTE), hours = (int)(gap / HOUR), days = (int)(gap / DAY);

	if (!utc)
		buf_add(out, str_from(_("not yet")));
	else if (gap < MINUTE)
		buf_add(out, str_from(is_past ? _("just now") : _("in a moment")));
	else if (gap < HOUR)
		buf_addf(out,
			 is_past ? ngettext("%d minute ago", "%d minutes ago", (unsigned)minutes)
				 : ngettext("in %d minute", "in %d minutes", (unsigned)minutes),
			 minutes);
	else if (gap < 2 * DAY)
		buf_addf(out, is_past ? ngettext("%d hour ago", "%d hours ago", (unsigned)hours) :
					ngettext("in %d hour", "in %d hours", (unsigned)hours),
			 hours);
	else
		buf_addf(out, is_past ? ngettext("%d day ago", "%d days ago", (unsigned)days) :
					ngettext("in %d day", "in %d days", (unsigned)days),
			 days);
}
