/* SPDX-License-Identifier: MIT */
#include "news/feed.h"

#include "base/utf8.h"
#include "news/pack.h"
#include "news/pieces.h"

/* The version of the layout is part of the mark. */
#define MARK STR("warta feed 2\n")

/* Fewest bytes that each takes packed. */
enum { ITEM_LEAST = 11 * 4 + 2 * 12 + 3 * 4 + 1, ENCLOSURE_LEAST = 3 * 4 + 16,
       ALTERNATE_LEAST = 3 * 4 };

static struct str *item_strings(struct news_item *item, int i)
{
	struct str *const fields[] = { &item->id, &item->title, &item->link, &item->base,
				       &item->summary, &item->content, &item->pieces,
				       &item->text, &item->comments, &item->image,
				       &item->language };

	return i < (int)(sizeof(fields) / sizeof(fields[0])) ? fields[i] : NULL;
}

static struct str *feed_strings(struct news_feed *feed, int i)
{
	struct str *const fields[] = { &feed->version, &feed->encoding, &feed->complaint,
				       &feed->title, &feed->link, &feed->self,
				       &feed->description, &feed->language, &feed->image,
				       &feed->hub };

	return i < (int)(sizeof(fields) / sizeof(fields[0])) ? fields[i] : NULL;
}

static void pack_enclosure(struct buf *out, const struct news_enclosure *e)
{
	pack_str(out, e->url);
	pack_str(out, e->type);
	pack_str(out, e->title);
	pack_number(out, (uint64_t)e->length, 8);
	pack_number(out, (uint64_t)e->duration, 8);
}

static void pack_item(struct buf *out, const struct news_item *item)
{
	struct news_item copy = *item;

	if (copy.pieces.len)
		copy.text = (struct str){ 0 };
	for (int i = 0; item_strings(&copy, i); i++)
		pack_str(out, *item_strings(&copy, i));
	pack_date(out, &item->published);
	pack_date(out, &item->updated);
	pack_strings(out, &item->authors);
	pack_strings(out, &item->categories);
	pack_number(out, item->enclosure_count, 4);
	for (size_t i = 0; i < item->enclosure_count; i++)
		pack_enclosure(out, &item->enclosures[i]);
	pack_number(out, item->id_is_link, 1);
}

bool news_feed_pack(const struct news_feed *feed, struct buf *out)
{
	struct news_feed copy = *feed;

	buf_add(out, MARK);
	pack_number(out, feed->format, 1);
	pack_number(out, (uint64_t)(feed->is_recovered | feed->is_truncated << 1 |
				     feed->is_hollow << 2), 1);
	for (int i = 0; feed_strings(&copy, i); i++)
		pack_str(out, *feed_strings(&copy, i));
	pack_date(out, &feed->updated);
	pack_strings(out, &feed->authors);
	pack_strings(out, &feed->categories);
	pack_number(out, (uint32_t)feed->ttl_minutes, 4);
	pack_number(out, feed->skip_hours, 4);
	pack_number(out, feed->skip_days, 1);
	pack_number(out, feed->item_count, 4);
	for (size_t i = 0; i < feed->item_count; i++)
		pack_item(out, &feed->items[i]);
	pack_number(out, feed->alternate_count, 4);
	for (size_t i = 0; i < feed->alternate_count; i++) {
		pack_str(out, feed->alternates[i].url);
		pack_str(out, feed->alternates[i].title);
		pack_str(out, feed->alternates[i].type);
	}
	return !out->is_full;
}

static int64_t unpack_size(struct unpack *in, const char *field)
{
	int64_t size = (int64_t)unpack_number(in, 8, field);

	return size < 0 ? 0 : size;
}

static void unpack_enclosures(struct unpack *in, struct news_item *item)
{
	item->enclosure_count = unpack_count(in, ENCLOSURE_LEAST, "enclosures");
	if (item->enclosure_count)
		item->enclosures = arena_array(in->arena, item->enclosure_count,
					       sizeof(*item->enclosures));
	for (size_t i = 0; i < item->enclosure_count; i++) {
		struct news_enclosure *e = &item->enclosures[i];
		e->url = unpack_str(in, "enclosure url");
		e->type = unpack_str(in, "enclosure type");
		e->title = unpack_str(in, "enclosure title");
		e->length = unpack_size(in, "enclosure length");
		e->duration = unpack_size(in, "enclosure duration");
	}
}

static void join_text(struct unpack *in, struct news_item *item)
{
	struct str html = item->content.len ? item->content : item->summary;

	if (!item->pieces.len)
		return;
	/* One or the other. */
	if (item->text.len || !news_pieces_text(html, item->pieces, in->arena, &item->text) ||
	    !utf8_is_valid(item->text))
		in->wrong = "item pieces";
}

static void unpack_item(struct unpack *in, struct news_item *item)
{
	for (int i = 0; item_strings(item, i); i++)
		*item_strings(item, i) = item_strings(item, i) == &item->pieces ?
					 unpack_bytes(in, "item pieces") :
					 unpack_str(in, "item text");
	join_text(in, item);
	item->published = unpack_date(in, "published");
	item->updated = unpack_date(in, "updated");
	item->authors = unpack_strings(in, "authors");
	item->categories = unpack_strings(in, "categories");
	unpack_enclosures(in, item);
	item->id_is_link = unpack_number(in, 1, "permalink") != 0;
}

static void unpack_alternates(struct unpack *in, struct news_feed *feed)
{
	feed->alternate_count = unpack_count(in, ALTERNATE_LEAST, "alternates");
	if (feed->alternate_count)
		feed->alternates = arena_array(in->arena, feed->alternate_count,
					       sizeof(*feed->alternates));
	for (size_t i = 0; i < feed->alternate_count; i++) {
		feed->alternates[i].url = unpack_str(in, "alternate url");
		feed->alternates[i].title = unpack_str(in, "alternate title");
		feed->alternates[i].type = unpack_str(in, "alternate type");
	}
}

static void unpack_head(struct unpack *in, struct news_feed *feed)
{
	uint64_t format = unpack_number(in, 1, "format");
	uint64_t flags = unpack_number(in, 1, "flags");

	if (format > NEWS_JSON)
		in->wrong = "format";
	feed->format = in->wrong ? NEWS_UNKNOWN : (enum news_format)format;
	feed->is_recovered = flags & 1;
	feed->is_truncated = flags >> 1 & 1;
	feed->is_hollow = flags >> 2 & 1;
	for (int i = 0; feed_strings(feed, i); i++)
		*feed_strings(feed, i) = unpack_str(in, "feed text");
	feed->updated = unpack_date(in, "feed date");
	feed->authors = unpack_strings(in, "feed authors");
	feed->categories = unpack_strings(in, "feed categories");
	feed->ttl_minutes = (int32_t)unpack_number(in, 4, "ttl");
	feed->skip_hours = (uint32_t)unpack_number(in, 4, "skip hours");
	feed->skip_days = (uint8_t)unpack_number(in, 1, "skip days");
	if (feed->ttl_minutes < 0)
		feed->ttl_minutes = 0;
}

static bool unpack_all(struct unpack in, struct news_feed *feed, struct error *err)
{
	unpack_head(&in, feed);
	feed->item_count = unpack_count(&in, ITEM_LEAST, "items");
	if (feed->item_count)
		feed->items = arena_array(&feed->arena, feed->item_count, sizeof(*feed->items));
	for (size_t i = 0; i < feed->item_count && !in.wrong; i++)
		unpack_item(&in, &feed->items[i]);
	unpack_alternates(&in, feed);
	if (unpack_end(&in, err))
		return true;
	news_feed_free(feed);
	return false;
}

bool news_feed_unpack(struct str bytes, struct news_feed *feed, struct error *err)
{
	*feed = (struct news_feed){ 0 };
	return unpack_all(unpack_start(bytes, MARK, &feed->arena), feed, err);
}

bool news_feed_view(struct str bytes, struct news_feed *feed, struct error *err)
{
	*feed = (struct news_feed){ 0 };
	return unpack_all(unpack_view(bytes, MARK, &feed->arena), feed, err);
}
