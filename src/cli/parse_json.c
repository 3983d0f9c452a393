/* SPDX-License-Identifier: MIT */
#include "cli/parse_json.h"

#include "base/json.h"
#include "base/sentence.h"

static const char *const formats[] = {
	[NEWS_UNKNOWN] = "", [NEWS_RSS] = "rss", [NEWS_ATOM] = "atom",
	[NEWS_RDF] = "rdf",  [NEWS_JSON] = "json",
};

static void add_date(struct json *json, const char *name, const struct date *date)
{
	struct buf text = { 0 };

	if (date->precision != DATE_NONE)
		date_add_iso_utc(&text, date->utc);
	json_pair_or_null(json, name, buf_str(&text));
	buf_free(&text);
}

static void add_enclosures(struct json *json, const struct news_item *item)
{
	json_key(json, "enclosures");
	json_open(json, '[');
	for (size_t i = 0; i < item->enclosure_count; i++) {
		const struct news_enclosure *enclosure = &item->enclosures[i];
		json_open(json, '{');
		json_pair(json, "url", enclosure->url);
		json_pair(json, "type", enclosure->type);
		json_pair_int(json, "length", enclosure->length);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_entry(struct json *json, const struct news_item *item)
{
	json_open(json, '{');
	json_pair(json, "id", item->id);
	json_pair(json, "title", item->title);
	json_pair(json, "link", item->link);
	add_date(json, "published", &item->published);
	add_date(json, "updated", &item->updated);
	json_pair_strs(json, "authors", item->authors.items, item->authors.count);
	json_pair(json, "summary", item->summary);
	json_pair(json, "content", item->content);
	json_pair_strs(json, "categories", item->categories.items, item->categories.count);
	add_enclosures(json, item);
	json_pair(json, "comments", item->comments);
	json_pair(json, "image", item->image);
	json_close(json, '}');
}

/* What is wrong with the document, in words. */
static void add_complaint(struct json *json, struct str kept)
{
	struct buf told = { 0 };

	sentence_add(&told, kept);
	json_pair_or_null(json, "complaint", buf_str(&told));
	buf_free(&told);
}

void parse_json(const struct news_feed *feed, struct buf *out)
{
	struct json json = { .out = out };

	json_open(&json, '{');
	json_pair(&json, "format", str_from(formats[feed->format]));
	json_pair(&json, "version", feed->version);
	json_pair(&json, "encoding", feed->encoding);
	json_pair_bool(&json, "recovered", feed->is_recovered);
	add_complaint(&json, feed->complaint);
	json_pair(&json, "title", feed->title);
	json_pair(&json, "link", feed->link);
	json_pair(&json, "description", feed->description);
	json_pair(&json, "language", feed->language);
	add_date(&json, "updated", &feed->updated);
	json_pair_strs(&json, "authors", feed->authors.items, feed->authors.count);
	json_pair(&json, "image", feed->image);
	json_pair_int(&json, "ttl", feed->ttl_minutes);
	json_key(&json, "entries");
	json_open(&json, '[');
	for (size_t i = 0; i < feed->item_count; i++)
		add_entry(&json, &feed->items[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	buf_add_char(out, '\n');
}
