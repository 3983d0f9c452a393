/* SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

/* Decodes without judging: text was checked before, and a wrong byte only
 * makes a word that nobody knows. */
static uint32_t code_at(struct str s, size_t at, size_t *len)
{
	unsigned char c = (unsigned char)s.ptr[at];
	size_t more = c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;

	if (at + more >= s.len)
		more = 0;
	*len = more + 1;
	if (more == 0)
		return c;
	uint32_t code = c & (0x3fu >> more);
	for (size_t i = 1; i <= more; i++)
		code = code << 6 | ((unsigned char)s.ptr[at + i] & 0x3f);
	return code;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000 ||
	       c == 0x202f || c == 0xfeff || (c >= 0x2000 && c <= 0x200f);
}

static int digit_of(uint32_t c)
{
	static const uint32_t zeros[] = { '0', 0x660, 0x6f0, 0x966, 0x9e6, 0xff10 };

	if (c < 0x80)
		return c >= '0' && c <= '9' ? (int)c - '0' : -1;
	for (size_t i = 1; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return (int)(c - zeros[i]);
	return -1;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019;
}

static bool is_ideograph(uint32_t c)
{
	return c >= 0x3400 && c <= 0x9fff;
}

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return str_lower((char)c) >= 'a' && str_lower((char)c) <= 'z';
	if (c < 0xc0)
		return c == 0xaa || c == 0xba;
	if (c == 0x60c || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c < 0x2070))
		return false;
	return (c < 0x2190 || c > 0x2bff) && (c < 0x3000 || c > 0x303f) &&
	       (c < 0xff00 || c > 0xff0f) && digit_of(c) < 0;
}

static char sign_of(uint32_t c)
{
	if (c < 0x80)
		return (char)c;
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
		return '-';
	return c == 0x60c || c == 0x3001 || c == 0xff0c ? ',' : c == 0xff1a ? ':' : '|';
}

/* "a.m." and "p. m." are one word; 0 when this is neither. */
static size_t half_len(struct str s)
{
	size_t at = 1;

	if (s.len < 4 || (str_lower(s.ptr[0]) != 'a' && str_lower(s.ptr[0]) != 'p') ||
	    s.ptr[at++] != '.')
		return 0;
	if (s.ptr[at] == ' ')
		at++;
	if (at >= s.len || str_lower(s.ptr[at++]) != 'm')
		return 0;
	return at < s.len && s.ptr[at] == '.' ? at + 1 : at;
}

static size_t read_word(struct str s, size_t at, struct date_token *token)
{
	size_t from = at, len, half = half_len(str_slice(s, at, s.len));
	uint32_t c = code_at(s, at, &len);

	token->kind = TOKEN_WORD;
	token->is_hangul = c >= 0xac00 && c <= 0xd7a3;
	if (half) {
		token->word = (struct date_word){ .roles = ROLE_HALF,
						  .half = str_lower(s.ptr[at]) == 'p' };
		return at + half;
	}
	if (is_ideograph(c)) {
		token->word = date_word_find(str_slice(s, from, at + 2 * len));
		if (token->word.roles && at + 2 * len <= s.len)
			return at + 2 * len;
		token->word = date_word_find(str_slice(s, from, at + len));
		return at + len;
	}
	while (at < s.len) {
		c = code_at(s, at, &len);
		if ((!is_letter(c) && !(is_apostrophe(c) && at > from)) || is_ideograph(c))
			break;
		at += len;
	}
	token->word = date_word_find(str_slice(s, from, at));
	return at;
}

static size_t read_number(struct str s, size_t at, struct date_token *token)
{
	size_t digits = 0;

	token->kind = TOKEN_NUMBER;
	while (at < s.len) {
		size_t len;
		int digit = digit_of(code_at(s, at, &len));
		if (digit < 0)
			break;
		if (++digits <= DATE_NUMBER_DIGITS)
			token->number = token->number * 10 + digit;
		at += len;
	}
	token->digits = digits > 100 ? 100 : (uint8_t)digits;
	return at;
}

size_t date_tokens_read(struct str text, struct date_token tokens[DATE_TOKENS], size_t *stop)
{
	size_t count = 0, at = 0;
	bool is_glued = false;

	while (at < text.len && count < DATE_TOKENS - 1) {
		size_t len;
		uint32_t c = code_at(text, at, &len);
		if (is_space(c)) {
			is_glued = false;
			at += len;
			continue;
		}
		struct date_token *token = &tokens[count++];
		*token = (struct date_token){ .from = at, .is_glued = is_glued };
		if (digit_of(c) >= 0) {
			at = read_number(text, at, token);
		} else if (is_letter(c)) {
			at = read_word(text, at, token);
		} else {
			token->kind = TOKEN_SIGN;
			token->sign = sign_of(c);
			at += len;
		}
		token->to = at;
		is_glued = true;
	}
	tokens[count] = (struct date_token){ .kind = TOKEN_END, .from = at, .to = at };
	*stop = at;
	return count;
}
