/* SPDX-License-Identifier: MIT */
#include "store/bytes.h"


void bytes_put(struct buf *out, uint64_t value)
{
	char coded[10];
	size_t len = 0;

	while (value >= 0x80) {
		coded[len++] = (char)(0x80 | (value & 0x7f));
		value >>= 7;
	}
	coded[len++] = (char)value;
	buf_add_bytes(out, coded, len);
}

void bytes_put_signed(struct buf *out, int64_t value)
{
	uint64_t twice = (uint64_t)value << 1;

	bytes_put(out, value < 0 ? ~twice : twice);
}

void bytes_put_str(struct buf *out, struct str s)
{
	bytes_put(out, s.len);
	buf_add(out, s);
}

uint64_t bytes_take(struct str *in)
{
	uint64_t value = 0;

	for (size_t i = 0; i < in->len && i < 10; i++) {
		unsigned char c = (unsigned char)in->ptr[i];

		value |= (uint64_t)(c & 0x7f) << (7 * i);
		if (c < 0x80) {
			in->ptr += i + 1;
			in->len -= i + 1;
			return value;
		}
	}
	*in = (struct str){ 0 };
	return 0;
}

int64_t bytes_take_signed(struct str *in)
{
	uint64_t twice = bytes_take(in);

	return (int64_t)(twice & 1 ? ~(twice >> 1) : twice >> 1);
}

struct str bytes_take_str(struct str *in)
{
	uint64_t len = bytes_take(in);
	struct str s = { in->ptr, (size_t)len };

	if (len > in->len) {
		*in = (struct str){ 0 };
		return *in;
	}
	if (len == 0)
		s.ptr = NULL;
	in->ptr += in->ptr ? len : 0;
	in->len -= (size_t)len;
	return s;
}

static inline uint64_t word_at(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

static inline uint64_t half_at(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

/* Fewer than eight bytes, as if zeros followed: no loop, some are read twice. */
static inline uint64_t tail_at(const unsigned char *p, size_t left)
{
	if (left >= 4)
		return half_at(p) | half_at(p + left - 4) << (left - 4) * 8;
	if (left == 0)
		return 0;
	return (uint64_t)p[0] | (uint64_t)p[left / 2] << left / 2 * 8 |
	       (uint64_t)p[left - 1] << (left - 1) * 8;
}

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 29;
	return h;
}

uint64_t bytes_hash(uint64_t seed, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	uint64_t a = mix(seed ^ 0x9e3779b97f4a7c15u ^ s.len), b = ~a;
	size_t left = s.len;

	for (; left >= 16; left -= 16, p += 16) {
		a = (a ^ word_at(p)) * 0xff51afd7ed558ccdu;
		b = (b ^ word_at(p + 8)) * 0xc4ceb9fe1a85ec53u;
		a ^= a >> 31;
		b ^= b >> 33;
	}
	if (left >= 8) {
		a = mix(a ^ word_at(p));
		left -= 8;
		p += 8;
	}
	b = mix(b ^ tail_at(p, left));
	return mix(mix(a) + (b << 7 | b >> 57));
}
