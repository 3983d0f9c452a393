/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/url.h"
#include "base/utf8.h"

/* Hosts with letters beyond ASCII, written as the name system knows them: the
 * letters of many scripts look like those of others, their numbers do not.
 * Punycode is RFC 3492; the constants are its own. */

enum {
	BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72,
	INITIAL_N = 128,
	LABEL_MAX = 64,  /* letters; a real one has fewer */
	HOST_MAX = 1024, /* bytes */
};

static uint32_t adapt(uint32_t delta, uint32_t points, bool is_first)
{
	uint32_t k = 0;

	delta = is_first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE)
		delta /= BASE - TMIN;
	return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static char digit(uint32_t value)
{
	return (char)(value < 26 ? 'a' + value : '0' + (value - 26));
}

/* A number in digits whose weights depend on the bias. */
static void add_number(struct buf *out, uint32_t q, uint32_t bias)
{
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;

		if (q < t)
			break;
		buf_add_char(out, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	buf_add_char(out, digit(q));
}

/* The smallest letter that is at least n. */
static uint32_t next_letter(const uint32_t *letters, uint32_t count, uint32_t n)
{
	uint32_t least = UINT32_MAX;

	for (uint32_t i = 0; i < count; i++)
		if (letters[i] >= n && letters[i] < least)
			least = letters[i];
	return least;
}

static void add_punycode(struct buf *out, const uint32_t *letters, uint32_t count)
{
	uint32_t n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, plain = 0;

	for (uint32_t i = 0; i < count; i++)
		if (letters[i] < INITIAL_N) {
			buf_add_char(out, (char)letters[i]);
			plain++;
		}
	if (plain)
		buf_add_char(out, '-');
	/* 64 letters below 2^21 keep delta far below 2^32. */
	for (uint32_t done = plain; done < count; delta++, n++) {
		uint32_t m = next_letter(letters, count, n);

		delta += (m - n) * (done + 1);
		n = m;
		for (uint32_t i = 0; i < count; i++) {
			if (letters[i] < n)
				delta++;
			if (letters[i] != n)
				continue;
			add_number(out, delta, bias);
			bias = adapt(delta, done + 1, done == plain);
			delta = 0;
			done++;
		}
	}
}

static void add_label(struct buf *out, const uint32_t *letters, uint32_t count, bool is_ascii)
{
	if (!is_ascii)
		buf_add(out, STR("xn--"));
	for (uint32_t i = 0; is_ascii && i < count; i++)
		buf_add_char(out, (char)letters[i]);
	if (!is_ascii)
		add_punycode(out, letters, count);
}

/* Dots as they are typed in the Far East part labels as well. */
static bool is_dot(uint32_t c)
{
	return c == '.' || c == 0x3002 || c == 0xff0e || c == 0xff61;
}

/* What no name holds; shown, it would end the host elsewhere than it ends. */
static bool is_forbidden(uint32_t c)
{
	return c <= ' ' || c == 0x7f || (c < 0x80 && strchr("#%/:<>?@[\\]^|", (char)c));
}

/* False when it is no name that could be looked up. */
static bool add_host(struct buf *out, struct str host)
{
	uint32_t letters[LABEL_MAX], count = 0;
	bool is_ascii = true;
	size_t before = out->len;

	if (host.len > HOST_MAX || !utf8_is_valid(host))
		return false;
	while (host.len) {
		uint32_t c = uc_tolower(utf8_next(&host));

		if (is_dot(c)) {
			add_label(out, letters, count, is_ascii);
			buf_add_char(out, '.');
			count = 0;
			is_ascii = true;
			continue;
		}
		if (uc_is_property(c, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT))
			continue;
		if (count == LABEL_MAX || is_forbidden(c))
			return false;
		letters[count++] = c;
		is_ascii &= c < 0x80;
	}
	add_label(out, letters, count, is_ascii);
	return out->len > before;
}

static bool is_all_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80 || s.ptr[i] == '%')
			return false;
	return true;
}

bool url_add_readable(struct buf *out, struct str s)
{
	struct buf shown = { 0 }, host = { 0 }, name = { 0 };
	struct url u;

	bool is_well = url_add_shown(&shown, s);
	struct str whole = buf_str(&shown);
	url_split(whole, &u);
	bool is_foreign = u.host.len && !is_all_ascii(u.host) && url_add_decoded(&name, u.host) &&
			  add_host(&host, buf_str(&name));
	if (is_foreign) {
		size_t at = (size_t)(u.host.ptr - whole.ptr);
		is_well = buf_add(out, str_slice(whole, 0, at)) && buf_add(out, buf_str(&host)) &&
			  buf_add(out, str_slice(whole, at + u.host.len, whole.len));
	} else {
		is_well = is_well && buf_add(out, whole);
	}
	buf_free(&shown);
	buf_free(&host);
	buf_free(&name);
	return is_well;
}
