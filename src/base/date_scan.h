/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_DATE_SCAN_H
#define WARTA_BASE_DATE_SCAN_H

#include "base/date.h"

/* How base/date reads text: words and numbers become tokens, tokens fill the
 * slots of a date. Private to src/base/date*.c. */

/* What a word may stand for; several at once ("mar" is a month in English
 * and a weekday in French). */
enum date_role {
	ROLE_MONTH = 1 << 0,    /* month 1-12; 13-24 in Thai, whose years differ */
	ROLE_WEEKDAY = 1 << 1,
	ROLE_ZONE = 1 << 2,     /* zone: minutes east */
	ROLE_HALF = 1 << 3,     /* half: 0 before noon, 1 after */
	ROLE_FILL = 1 << 4,     /* may stand between the parts of a date */
	ROLE_MARK = 1 << 5,     /* mark: enum date_mark */
	ROLE_SECONDS = 1 << 6,  /* unit: a unit of that many seconds */
	ROLE_MONTHS = 1 << 7,   /* unit: a unit of that many months */
	ROLE_LABEL = 1 << 8,    /* may stand before a date: "Published" */
	ROLE_ONE = 1 << 9,      /* "a", "sejam" */
	ROLE_RELATIVE = 1 << 10, /* relative: enum date_relative */
};

/* Words behind a number that say which part it is. */
enum date_mark {
	MARK_YEAR = 1, MARK_MONTH, MARK_DAY, MARK_HOUR, MARK_MINUTE, MARK_SECOND,
	MARK_MONTH_AHEAD, /* Vietnamese: before the number */
	MARK_TIME, MARK_WEEK, /* the T and W of ISO 8601 */
};

enum date_relative {
	RELATIVE_LINK = 1, RELATIVE_AGO, RELATIVE_YESTERDAY, RELATIVE_TODAY,
	RELATIVE_JUST, RELATIVE_NOW, RELATIVE_THIS, RELATIVE_AHEAD, RELATIVE_ABOUT,
};

struct date_word {
	uint16_t roles; /* bits of enum date_role */
	int16_t month, zone;
	uint8_t half, mark, relative;
	int32_t unit;
};

/* What is known of a word; roles 0 when nothing is. */
struct date_word date_word_find(struct str word);

enum date_token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_SIGN };

struct date_token {
	uint8_t kind;    /* enum date_token_kind */
	uint8_t digits;  /* of a number */
	char sign;       /* every dash is '-', every other divider ',' or '|' */
	bool is_glued;   /* no white space before it */
	bool is_hangul;  /* a Korean word */
	int64_t number;
	struct date_word word;
	size_t from, to; /* bytes of the text */
};

enum { DATE_TOKENS = 40, DATE_NUMBER_DIGITS = 15 };

/* Splits text into at most DATE_TOKENS - 1 tokens and a TOKEN_END; *at gets
 * where it stopped. Returns their number without the end. */
size_t date_tokens_read(struct str text, struct date_token tokens[DATE_TOKENS], size_t *at);

/* The slots of one date while it is read. */
struct date_scan {
	const struct date_token *next; /* ends with TOKEN_END */
	const struct date_token *end;  /* behind the last token that counted */
	const struct date_hint *hint;
	bool is_whole; /* the text should be nothing but a date */
	int numbers[3], digits[3], number_count; /* day and year beside a name */
	int year, month, day, maybe_month;
	int hour, minute, second, offset;
	int half; /* -1 unknown */
	bool has_date, has_time, has_second, has_zone;
	bool is_hangul, is_false_zone;
	bool is_after_t; /* a T came last */
};

/* Each takes what it can from scan->next on, or leaves everything. */
bool date_scan_number(struct date_scan *scan); /* dates made of digits */
bool date_scan_time(struct date_scan *scan);
bool date_scan_zone(struct date_scan *scan);

/* Reads one date at tokens; false when there is none that makes sense. */
bool date_scan_read(struct date_scan *scan, struct date *out);

/* "2 jam lalu", "yesterday at 10:00"; *end gets the token behind it. */
bool date_relative_read(const struct date_token *tokens, const struct date_hint *hint,
			struct date *out, const struct date_token **end);

/* The two forms that nearly all feeds use, read without tokens. */
bool date_quick_read(struct str s, struct date *out);

#endif
