/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_DATE_H
#define WARTA_BASE_DATE_H

#include <stdint.h>

#include "base/buf.h"

/* A point in time as somebody wrote it. Zeroed means "none". */
enum date_precision {
	DATE_NONE,
	DATE_DAY,
	DATE_MINUTE,
	DATE_SECOND,
};

struct date {
	int64_t utc;      /* seconds since 1970-01-01T00:00:00Z */
	int16_t offset;   /* minutes east of Greenwich, as written */
	uint8_t precision; /* enum date_precision */
	bool has_zone;    /* the zone was written, not assumed */
};

/* What to assume where the text is silent. Zeroed: zone UTC, day before
 * month in 1/2/2024, no relative dates. */
struct date_hint {
	int64_t now;             /* for "2 jam lalu", "kemarin"; 0: refuse them */
	int16_t offset;          /* minutes east, when no zone is written */
	bool month_first;        /* 1/2/2024 is 2 January */
};

/* Reads one date in any form that feeds and news pages use: RFC 822/2822 with
 * its usual defects, ISO 8601/RFC 3339, asctime, W3C-DTF, localised month and
 * day names, zone names (WIB, WITA, WIT, EST, CEST ...), relative forms in
 * Indonesian and English, with a prefix such as "Diterbitkan" or
 * "Kompas.com -" before it. False, and *out zeroed, when s is no date, an
 * impossible one (31 February) or prose that holds one. */
bool date_parse(struct str s, const struct date_hint *hint, struct date *out);

/* The first date found inside a line of text such as "Kompas dunia | 2
 * November 2024, 09:04 WIB | Penulis: X"; from and to get its byte range. */
bool date_find(struct str line, const struct date_hint *hint, struct date *out,
	       size_t *from, size_t *to);

/* From parts (proleptic Gregorian calendar); false when out of range. */
bool date_make(int year, int month, int day, int hour, int minute, int second,
	       int offset_minutes, int64_t *utc);

/* "2024-11-02T09:04:00+07:00", or "2024-11-02" for day precision; nothing for
 * none. The _utc form ends in Z. */
void date_add_iso(struct buf *out, const struct date *d);
void date_add_iso_utc(struct buf *out, int64_t utc);

/* Civil parts of utc shifted by offset minutes. */
struct date_parts {
	int year, month, day;     /* 1-based */
	int hour, minute, second;
	int weekday;              /* 0 Sunday */
};
struct date_parts date_split(int64_t utc, int offset_minutes);

#endif
