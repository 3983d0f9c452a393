/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/utf8.h"
#include "jail/wire.h"

/* What a child that was taken over could answer: the first byte chooses the
 * kind of task that it was given. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str s)
{
	if (!utf8_is_valid(s))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct jail_result result = { .kind = (enum jail_task_kind)(data[0] % JAIL_TASK_COUNT) };
	struct error err = { 0 };
	struct buf framed = { 0 };
	struct str bytes = { (const char *)data + 1, size - 1 };

	/* As it comes, and behind a head that fits, so that both the frame and
	 * what is in it are reached. */
	for (int round = 0; round < 2; round++) {
		size_t said = jail_answer_size(bytes);
		if (said != SIZE_MAX && said > (size_t)1 << 40)
			abort();
		bool is_ok = jail_answer_unpack(bytes, &result);
		if (!is_ok && !result.error.text[0])
			abort();
		check_text(str_from(result.error.text));
		check_text(result.feed.title);
		for (size_t i = 0; i < result.feed.item_count; i++) {
			check_text(result.feed.items[i].title);
			check_text(result.feed.items[i].text);
		}
		enum jail_task_kind kind = result.kind;
		jail_result_free(&result);
		result.kind = kind;
		buf_clear(&framed);
		jail_answer_pack(kind, true, &err,
				 (struct str){ (const char *)data + 1, size - 1 }, &framed);
		bytes = buf_str(&framed);
	}
	buf_free(&framed);
	return 0;
}
