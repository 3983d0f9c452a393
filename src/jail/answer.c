/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/i18n.h"
#include "jail/wire.h"

/* In front of every answer; the sentence and the payload follow. */
struct answer_head {
	char magic[4];
	uint32_t kind;
	uint32_t is_ok;
	uint32_t error_len;
	uint64_t payload_len;
};

_Static_assert(sizeof(struct answer_head) == JAIL_ANSWER_HEAD, "as wire.h says");

static const char magic[4] = { 'W', 'J', 'A', '1' };

void jail_answer_begin(enum jail_task_kind kind, bool is_ok, const struct error *err,
		       size_t payload_len, struct buf *out)
{
	struct answer_head head = { .kind = kind, .is_ok = is_ok, .payload_len = payload_len };
	struct str sentence = is_ok ? STR("") : error_kept(err);

	memcpy(head.magic, magic, sizeof(magic));
	sentence = str_slice(sentence, 0, JAIL_ERROR_MAX);
	head.error_len = (uint32_t)sentence.len;
	buf_add_bytes(out, &head, sizeof(head));
	buf_add(out, sentence);
}

void jail_answer_pack(enum jail_task_kind kind, bool is_ok, const struct error *err,
		      struct str payload, struct buf *out)
{
	jail_answer_begin(kind, is_ok, err, payload.len, out);
	buf_add(out, payload);
}

size_t jail_answer_size(struct str bytes)
{
	struct answer_head head;

	if (bytes.len < sizeof(head))
		return SIZE_MAX;
	memcpy(&head, bytes.ptr, sizeof(head));
	if (memcmp(head.magic, magic, sizeof(magic)) != 0 || head.error_len > JAIL_ERROR_MAX ||
	    head.payload_len > JAIL_ANSWER_MAX)
		return SIZE_MAX;
	return sizeof(head) + head.error_len + (size_t)head.payload_len;
}

static bool refuse(struct jail_result *result)
{
	result->is_ok = false;
	return error_say(&result->error, N_("The reading process answered with rubbish"));
}

/* A sentence that the child sent, made fit for a person's eyes. */
static void take_sentence(struct error *err, struct str sentence)
{
	error_say_kept(err, sentence);
	if (str_is_empty(str_trim(str_from(err->text))))
		error_say(err, N_("It cannot be read"));
}

static bool unpack(struct str payload, struct jail_result *result)
{
	switch (result->kind) {
	case JAIL_FEED:
	case JAIL_FEED_SAFE:
		return news_feed_view(payload, &result->feed, NULL);
	case JAIL_OPML:
		return news_opml_unpack(payload, &result->opml, NULL);
	case JAIL_PAGE:
	case JAIL_FRAGMENT:
		return page_unpack(payload, &result->page, NULL);
	default:
		return false;
	}
}

bool jail_answer_unpack(struct str bytes, struct jail_result *result)
{
	struct answer_head head;

	result->is_ok = false;
	if (bytes.len < sizeof(head))
		return refuse(result);
	memcpy(&head, bytes.ptr, sizeof(head));
	size_t rest = bytes.len - sizeof(head);
	if (memcmp(head.magic, magic, sizeof(magic)) != 0 || head.kind != result->kind ||
	    head.is_ok > 1 || head.error_len > JAIL_ERROR_MAX || head.error_len > rest ||
	    head.payload_len != rest - head.error_len)
		return refuse(result);
	struct str sentence = { bytes.ptr + sizeof(head), head.error_len };
	struct str payload = { sentence.ptr + sentence.len, (size_t)head.payload_len };
	bool has_payload = payload.len > 0;
	if (has_payload && !unpack(payload, result))
		return refuse(result);
	if (head.is_ok && !has_payload)
		return refuse(result);
	result->is_ok = head.is_ok;
	if (!result->is_ok)
		take_sentence(&result->error, sentence);
	return result->is_ok;
}

void jail_result_free(struct jail_result *result)
{
	news_feed_free(&result->feed);
	news_opml_free(&result->opml);
	page_free(&result->page);
	buf_free(&result->bytes);
	*result = (struct jail_result){ 0 };
}
