/* SPDX-License-Identifier: MIT */
#include "feed/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "feed/draft.h"
#include "feed/json_mend.h"
#include "feed/text.h"

enum { RANK_LOW = 1, RANK_HIGH };

/* A member as text, in the arena; numbers as they are written. */
static struct str get(struct arena *arena, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_integer(value))
		return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_real(value))
		return arena_printf(arena, "%.17g", json_real_value(value));
	struct str s = { json_string_value(value), json_string_length(value) };
	struct buf clean = { 0 };
	size_t hole = str_find_char(s, '\0');
	if (s.len == 0)
		return (struct str){ NULL, 0 };
	if (hole == SIZE_MAX)
		return arena_str(arena, s);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i])
			buf_add_char(&clean, s.ptr[i]);
	struct str kept = arena_str(arena, buf_str(&clean));
	buf_free(&clean);
	return kept;
}

static struct str as_html(struct arena *arena, struct str plain)
{
	struct buf html = { 0 };

	text_add_escaped(&html, plain);
	struct str kept = html.len ? arena_str(arena, buf_str(&html)) : (struct str){ NULL, 0 };
	buf_free(&html);
	return kept;
}

/* Plain text of several lines: each stays a line. */
static struct str lines(struct arena *arena, struct str plain)
{
	struct buf html = { 0 };
	struct str line;

	while (plain.len && str_cut(&plain, '\n', &line)) {
		text_add_escaped(&html, line);
		if (plain.len)
			buf_add(&html, STR("<br>\n"));
	}
	struct str kept = html.len ? arena_str(arena, buf_str(&html)) : (struct str){ NULL, 0 };
	buf_free(&html);
	return kept;
}

static struct str guessed(struct arena *arena, struct str text)
{
	return text_is_html(text) ? text : as_html(arena, text);
}

static int64_t positive(const json_t *object, const char *key)
{
	double value = json_number_value(json_object_get(object, key));

	return value > 0 && value < 1e15 ? (int64_t)value : 0;
}

/* Where one is written instead of a list of one, it is taken for it. */
static const json_t *one_of(const json_t *value, size_t i)
{
	if (json_is_array(value))
		return json_array_get(value, i);
	return i ? NULL : value;
}

static void read_person(struct arena *arena, const json_t *person, struct draft *d)
{
	if (json_is_string(person))
		draft_add(arena, &d->authors, str_from(json_string_value(person)));
	else
		draft_add(arena, &d->authors, get(arena, person, "name"));
}

static void read_people(struct arena *arena, const json_t *object, struct draft *d)
{
	const json_t *many = json_object_get(object, "authors"), *person;

	for (size_t i = 0; (person = one_of(many, i)); i++)
		read_person(arena, person, d);
	read_person(arena, json_object_get(object, "author"), d);
}

static void read_tags(struct arena *arena, const json_t *object, struct draft *d)
{
	const json_t *tags = json_object_get(object, "tags"), *tag;

	for (size_t i = 0; (tag = one_of(tags, i)); i++)
		draft_add(arena, &d->categories, str_from(json_string_value(tag)));
}

static void read_attachments(struct arena *arena, const json_t *object, struct draft *d)
{
	const json_t *all = json_object_get(object, "attachments"), *one;

	for (size_t i = 0; (one = one_of(all, i)); i++) {
		struct news_enclosure *e = draft_enclosure(arena, d, get(arena, one, "url"));
		if (!e)
			continue;
		e->type = utf8_clip(get(arena, one, "mime_type"), 128);
		e->title = utf8_clip(get(arena, one, "title"), DRAFT_TITLE);
		e->length = positive(one, "size_in_bytes");
		e->duration = positive(one, "duration_in_seconds");
	}
}

static void set(struct slot *slot, int rank, struct str value)
{
	slot_set(slot, rank, value, (struct str){ NULL, 0 });
}

static void read_item(struct arena *arena, const json_t *object, struct draft *d)
{
	set(&d->id, RANK_HIGH, get(arena, object, "id"));
	set(&d->title, RANK_HIGH, as_html(arena, get(arena, object, "title")));
	set(&d->link, RANK_HIGH, get(arena, object, "url"));
	set(&d->link, RANK_LOW, get(arena, object, "external_url"));
	set(&d->content, RANK_HIGH, get(arena, object, "content_html"));
	set(&d->content, RANK_LOW, lines(arena, get(arena, object, "content_text")));
	set(&d->summary, RANK_HIGH, guessed(arena, get(arena, object, "summary")));
	set(&d->image, RANK_HIGH, get(arena, object, "image"));
	set(&d->image, RANK_LOW, get(arena, object, "banner_image"));
	set(&d->language, RANK_HIGH, get(arena, object, "language"));
	slot_set_date(&d->published, RANK_HIGH, get(arena, object, "date_published"));
	slot_set_date(&d->updated, RANK_HIGH, get(arena, object, "date_modified"));
	d->id_is_link = true;
	read_people(arena, object, d);
	read_tags(arena, object, d);
	read_attachments(arena, object, d);
}

static void read_hubs(struct arena *arena, const json_t *object, struct draft *d)
{
	const json_t *hub;
	size_t i;

	json_array_foreach(json_object_get(object, "hubs"), i, hub)
		set(&d->hub, RANK_HIGH, get(arena, hub, "url"));
}

static void read_channel(struct arena *arena, const json_t *object, struct draft *d)
{
	set(&d->title, RANK_HIGH, as_html(arena, get(arena, object, "title")));
	set(&d->link, RANK_HIGH, get(arena, object, "home_page_url"));
	set(&d->self, RANK_HIGH, get(arena, object, "feed_url"));
	set(&d->summary, RANK_HIGH, guessed(arena, get(arena, object, "description")));
	set(&d->image, RANK_HIGH, get(arena, object, "icon"));
	set(&d->image, RANK_LOW, get(arena, object, "favicon"));
	set(&d->language, RANK_HIGH, get(arena, object, "language"));
	read_hubs(arena, object, d);
	read_people(arena, object, d);
}

/* "https://jsonfeed.org/version/1.1" -> "1.1"; empty when it is no version. */
static struct str version_of(struct arena *arena, const json_t *root)
{
	struct str version = get(arena, root, "version");
	struct str part, last = { NULL, 0 };

	while (str_cut(&version, '/', &part))
		last = part.len ? part : last;
	if (str_eq(last, STR("1")))
		return STR("1.0");
	return last.len && last.len < 8 && last.ptr[0] >= '0' && last.ptr[0] <= '9'
		       ? last : (struct str){ NULL, 0 };
}

static void read_root(const json_t *root, struct str address, struct news_feed *feed)
{
	const json_t *items = json_object_get(root, "items"), *item;
	struct draft *drafts = mem_new(DRAFT_READ, sizeof(*drafts));
	struct draft channel = { .id_is_link = false };
	size_t count = 0, i;

	json_array_foreach(items, i, item)
		if (json_is_object(item) && count < DRAFT_READ)
			read_item(&feed->arena, item, &drafts[count++]);
	feed->item_count = draft_keep_newest(drafts, count);
	if (feed->item_count < count)
		draft_complain(feed, N_("only the newest of very many articles were kept"));
	read_channel(&feed->arena, root, &channel);
	draft_finish_feed(&channel, address, feed);
	feed->items = arena_array(&feed->arena, feed->item_count + 1, sizeof(*feed->items));
	for (i = 0; i < feed->item_count; i++)
		draft_finish_item(&drafts[i], &channel, address, feed, &feed->items[i]);
	free(drafts);
}

static json_t *load(struct str text, json_error_t *fault)
{
	return json_loadb(text.ptr, text.len, JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, fault);
}

/* The same with usual faults mended; NULL where that does not help. */
static json_t *load_mended(struct str text, struct news_feed *feed)
{
	enum { INSIDE_ITEM = 3 }; /* the feed, its items, one of them */
	struct buf mended = { 0 };
	json_error_t fault;
	json_t *root = NULL;
	size_t open;

	if (json_mend(text, &mended, &open))
		root = load(buf_str(&mended), &fault);
	buf_free(&mended);
	if (!root)
		return NULL;
	feed->is_truncated = open > 0;
	draft_complain(feed, open ? N_("the document ends early")
				  : N_("the JSON has faults that were mended"));
	json_t *items = json_object_get(root, "items");
	if (open >= INSIDE_ITEM && json_array_size(items)) /* never half an item */
		json_array_remove(items, json_array_size(items) - 1);
	return root;
}

bool json_feed_parse(struct str bytes, struct str address, struct news_feed *feed,
		     struct error *err)
{
	json_error_t fault;
	json_t *root = load(bytes, &fault);

	if (!root)
		root = load_mended(bytes, feed);
	if (!root)
		return error_say(err, N_("This is no valid JSON (line %d): %s"), fault.line,
				 fault.text);
	struct str version = version_of(&feed->arena, root);
	bool is_feed = json_is_object(root) &&
		       (version.len || json_is_array(json_object_get(root, "items")));
	if (is_feed) {
		feed->format = NEWS_JSON;
		feed->version = version;
		read_root(root, address, feed);
	} else if (feed->is_truncated) {
		error_say(err, N_("This is JSON that ends early"));
	} else {
		error_say(err, N_("This is JSON, but no JSON Feed"));
	}
	json_decref(root);
	return is_feed;
}
