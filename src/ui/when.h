/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_WHEN_H
#define WARTA_SRC_UI_WHEN_H

#include "base/date.h"

/* Times as people say them, in the language of the reader and its zone. */

/* Of when_add_short, when_add_tight, when_add_clock. */
enum { WHEN_COLUMNS = 9, TIGHT_COLUMNS = 6, CLOCK_COLUMNS = 5 };

/* "09.04" today, "kemarin", "2 Nov" this year, "Nov 2023" before. */
void when_add_short(struct buf *out, int64_t utc, int64_t now);

/* "09.04" today, "2 Nov" this year, "2023" before: where room is short. */
void when_add_tight(struct buf *out, int64_t utc, int64_t now);

/* "09.04": for what stands under its day. */
void when_add_clock(struct buf *out, int64_t utc);

/* "Today", "Yesterday", "Friday, 30 October", "30 October 2023". */
void when_add_day(struct buf *out, int64_t utc, int64_t now);

/* "2 November 2026, 09.04 WIB": in the zone in which it was written, else in
 * the reader's. */
void when_add_long(struct buf *out, const struct date *date);
/* Of a text in this language: one in Indonesian names its own zones, whatever
 * the reader speaks. */
void when_add_long_in(struct buf *out, const struct date *date, struct str language);

/* "3 minutes ago", "in 2 hours". */
void when_add_ago(struct buf *out, int64_t utc, int64_t now);

/* Minutes east of Greenwich here at that time. */
int16_t when_offset(int64_t utc);

/* Midnight here before that time, UTC. */
int64_t when_midnight(int64_t utc);

#endif
