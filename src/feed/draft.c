/* SPDX-License-Identifier: MIT */
#include "feed/draft.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "feed/text.h"

void slot_set(struct slot *slot, int rank, struct str value, struct str base)
{
	if (str_trim(value).len == 0 || rank < slot->rank)
		return;
	*slot = (struct slot){ value, base, rank };
}

void slot_set_date(struct slot_date *slot, int rank, struct str text)
{
	static const int64_t day = 86400; /* 1970-01-01 is what programs write for none */
	struct date date;
	size_t from, to;

	if (rank < slot->rank || text.len == 0)
		return;
	if (!date_parse(text, NULL, &date) && !date_find(text, NULL, &date, &from, &to))
		return;
	if ((date.utc >= -day && date.utc <= day) || date_split(date.utc, 0).year <= 1)
		return;
	*slot = (struct slot_date){ date, rank };
}

void draft_complain(struct news_feed *feed, const char *sentence)
{
	if (feed->complaint.len == 0)
		feed->complaint = arena_str(&feed->arena, str_from(sentence));
	feed->is_recovered = true;
}

/* Room for one more: lists grow by doubling, what was there stays behind in
 * the arena. */
static void *grow(struct arena *arena, void *items, size_t count, size_t size)
{
	if (count & (count - 1) || count == DRAFT_LIST)
		return items;
	void *bigger = arena_array(arena, count ? count * 2 : 1, size);
	if (count)
		memcpy(bigger, items, count * size);
	return bigger;
}

void draft_add(struct arena *arena, struct news_strings *list, struct str value)
{
	struct buf line = { 0 };

	utf8_squeeze(&line, utf8_clip(value, DRAFT_TITLE));
	bool is_new = line.len && list->count < DRAFT_LIST;
	for (size_t i = 0; i < list->count && is_new; i++)
		is_new = !str_eq(list->items[i], buf_str(&line));
	if (is_new) {
		list->items = grow(arena, list->items, list->count, sizeof(*list->items));
		list->items[list->count++] = arena_str(arena, buf_str(&line));
	}
	buf_free(&line);
}

void draft_add_person(struct arena *arena, struct news_strings *list, struct str name,
		      struct str email)
{
	struct buf both = { 0 };

	name = str_trim(name);
	email = str_trim(email);
	buf_add(&both, name.len ? name : email);
	if (name.len && email.len && !str_eq(name, email) &&
	    str_find_nocase(name, email) == SIZE_MAX) {
		buf_add(&both, STR(" ("));
		buf_add(&both, email);
		buf_add_char(&both, ')');
	}
	draft_add(arena, list, buf_str(&both));
	buf_free(&both);
}

static bool is_email(struct str s)
{
	size_t at = str_find_char(s, '@');

	return at != SIZE_MAX && at > 0 && at + 1 < s.len && str_find_char(s, ' ') == SIZE_MAX &&
	       s.len < 200;
}

static void add_byline(struct arena *arena, struct news_strings *list, struct str text)
{
	bool is_angled = text.len && text.ptr[text.len - 1] == '>';
	size_t open = str_find_char(text, is_angled ? '<' : '(');
	bool has_end = is_angled || (text.len && text.ptr[text.len - 1] == ')');

	if (open == SIZE_MAX || !has_end) {
		draft_add(arena, list, text);
		return;
	}
	struct str before = str_trim(str_slice(text, 0, open));
	struct str inside = str_trim(str_slice(text, open + 1, text.len - 1));
	if (str_has_prefix_nocase(inside, STR("mailto:")) && !is_angled)
		draft_add(arena, list, text);
	else if (is_email(before) && !is_email(inside))
		draft_add_person(arena, list, inside, before);
	else if (is_email(inside))
		draft_add_person(arena, list, before, inside);
	else
		draft_add(arena, list, text);
}

void draft_add_byline(struct arena *arena, struct news_strings *list, struct str text)
{
	struct buf plain = { 0 };

	text_add_plain(&plain, utf8_clip(text, DRAFT_TITLE));
	add_byline(arena, list, str_trim(buf_str(&plain)));
	buf_free(&plain);
}

struct str draft_address(struct arena *arena, struct str base, struct str address)
{
	struct buf whole = { 0 };
	struct str result = { NULL, 0 };

	address = str_trim(address);
	if (address.len && address.len <= DRAFT_ADDRESS && url_resolve(&whole, base, address))
		result = arena_str(arena, buf_str(&whole));
	buf_free(&whole);
	return result;
}

struct str draft_web_address(struct arena *arena, struct str base, struct str address)
{
	struct str whole = draft_address(arena, base, address);
	struct url url;

	/* Where nothing says what it is relative to, it stays as it is. */
	if (base.len == 0 && whole.len && url_split(whole, &url) && !url.scheme.len &&
	    !url.has_authority)
		return whole;
	return url_is_web(whole) ? whole : (struct str){ NULL, 0 };
}

struct news_enclosure *draft_enclosure(struct arena *arena, struct draft *draft, struct str url)
{
	url = str_trim(url);
	if (url.len == 0 || url.len > DRAFT_ADDRESS)
		return NULL;
	for (size_t i = 0; i < draft->enclosure_count; i++)
		if (str_eq(draft->enclosures[i].url, url))
			return &draft->enclosures[i];
	if (draft->enclosure_count == DRAFT_LIST)
		return NULL;
	draft->enclosures = grow(arena, draft->enclosures, draft->enclosure_count,
				 sizeof(*draft->enclosures));
	struct news_enclosure *fresh = &draft->enclosures[draft->enclosure_count++];
	*fresh = (struct news_enclosure){ .url = url };
	return fresh;
}

int64_t draft_seconds(struct str text)
{
	int64_t seconds = 0, part;
	struct str field;

	text = str_trim(text);
	while (str_cut(&text, ':', &field)) {
		size_t dot = str_find_char(field, '.');
		if (!str_to_int64(str_slice(field, 0, dot), &part) || part < 0 || part > 1000000)
			return 0;
		seconds = seconds * 60 + part;
	}
	return seconds;
}
