/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "html/meta.h"

enum { DAY = 86400, HOUR = 3600 };

struct country {
	const char *name;  /* of a top-level domain, or of a language */
	int16_t minutes;   /* east, in winter */
	bool has_summer;   /* as the European Union has it */
};

static const struct country domains[] = {
	{ "de", 60, true }, { "at", 60, true }, { "ch", 60, true }, { "li", 60, true },
	{ "fr", 60, true }, { "be", 60, true }, { "nl", 60, true }, { "lu", 60, true },
	{ "es", 60, true }, { "it", 60, true }, { "pl", 60, true }, { "cz", 60, true },
	{ "sk", 60, true }, { "hu", 60, true }, { "si", 60, true }, { "hr", 60, true },
	{ "rs", 60, true }, { "ba", 60, true }, { "me", 60, true }, { "mk", 60, true },
	{ "al", 60, true }, { "dk", 60, true }, { "se", 60, true }, { "no", 60, true },
	{ "mt", 60, true }, { "uk", 0, true }, { "ie", 0, true }, { "pt", 0, true },
	{ "fi", 120, true }, { "ee", 120, true }, { "lv", 120, true }, { "lt", 120, true },
	{ "ro", 120, true }, { "bg", 120, true }, { "gr", 120, true }, { "cy", 120, true },
	{ "ua", 120, true }, { "md", 120, true }, { "za", 120, false }, { "eg", 120, false },
	{ "tr", 180, false }, { "ru", 180, false }, { "by", 180, false }, { "sa", 180, false },
	{ "ke", 180, false }, { "tz", 180, false }, { "ir", 210, false }, { "ae", 240, false },
	{ "pk", 300, false }, { "uz", 300, false }, { "in", 330, false }, { "lk", 330, false },
	{ "np", 345, false }, { "bd", 360, false }, { "mm", 390, false }, { "id", 420, false },
	{ "th", 420, false }, { "vn", 420, false }, { "kh", 420, false }, { "my", 480, false },
	{ "sg", 480, false }, { "ph", 480, false }, { "cn", 480, false }, { "hk", 480, false },
	{ "tw", 480, false }, { "jp", 540, false }, { "kr", 540, false }, { "tl", 540, false },
	{ "ng", 60, false }, { "gh", 0, false }, { "is", 0, false }, { "ar", -180, false },
	{ "uy", -180, false }, { "br", -180, false }, { "ve", -240, false }, { "bo", -240, false },
	{ "co", -300, false }, { "pe", -300, false }, { "ec", -300, false }, { "cr", -360, false },
	{ "mx", -360, false },
};

static const struct country languages[] = {
	{ "de", 60, true }, { "it", 60, true }, { "nl", 60, true }, { "pl", 60, true },
	{ "cs", 60, true }, { "sk", 60, true }, { "hu", 60, true }, { "sl", 60, true },
	{ "hr", 60, true }, { "sr", 60, true }, { "bs", 60, true }, { "mk", 60, true },
	{ "sq", 60, true }, { "da", 60, true }, { "sv", 60, true }, { "no", 60, true },
	{ "nb", 60, true }, { "nn", 60, true }, { "ca", 60, true }, { "lb", 60, true },
	{ "fi", 120, true }, { "et", 120, true }, { "lv", 120, true }, { "lt", 120, true },
	{ "ro", 120, true }, { "bg", 120, true }, { "el", 120, true }, { "uk", 120, true },
};

static const struct country *find(const struct country *rows, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(name, str_from(rows[i].name)))
			return &rows[i];
	return NULL;
}

static const struct country *country_of(const struct meta_reader *m)
{
	const struct page_meta *meta = &m->page->meta;
	struct str host = url_host(meta->url.len ? meta->url : meta->canonical);
	struct str language = str_slice(meta->language, 0, str_find_char(meta->language, '-'));
	size_t dot = host.len;

	while (dot && host.ptr[dot - 1] != '.')
		dot--;
	const struct country *found = find(domains, sizeof(domains) / sizeof(*domains),
					   str_slice(host, dot, host.len));
	return found ? found : find(languages, sizeof(languages) / sizeof(*languages), language);
}

/* One o'clock UTC on the last Sunday of a month of 31 days. */
static int64_t last_sunday(int year, int month)
{
	int64_t utc = 0;

	date_make(year, month, 31, 1, 0, 0, 0, &utc);
	return utc - (int64_t)date_split(utc, 0).weekday * DAY;
}

static bool is_summer(int64_t utc)
{
	int year = date_split(utc, 0).year;

	return utc >= last_sunday(year, 3) && utc < last_sunday(year, 10);
}

void meta_place_date(const struct meta_reader *m, struct date *date)
{
	const struct country *country = country_of(m);

	if (date->precision <= DATE_DAY || date->has_zone || date->offset || m->hint.offset ||
	    !country)
		return;
	date->offset = country->minutes;
	date->utc -= (int64_t)country->minutes * 60;
	if (country->has_summer && is_summer(date->utc)) {
		date->offset += 60;
		date->utc -= HOUR;
	}
}
