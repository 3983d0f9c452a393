/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "feed/feed.h"
#include "html/html.h"
#include "jail/converter.h"
#include "jail/wire.h"
#include "news/pieces.h"

enum { TEXT_MAX = 64 << 10 }; /* bytes of an item's text for the index */

/* The front of s that ends between two characters. */
static struct str whole_characters(struct str s)
{
	size_t len = s.len;

	while (len && s.len - len < 4 && ((unsigned char)s.ptr[len - 1] & 0xc0) == 0x80)
		len--;
	if (len == 0 || (unsigned char)s.ptr[len - 1] < 0xc0)
		return s;
	unsigned char lead = (unsigned char)s.ptr[len - 1];
	size_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	return s.len - (len - 1) < wanted ? str_slice(s, 0, len - 1) : s;
}

/* Set up in the zygote, so that its children need not. */
static struct html_prose *the_prose;
static struct arena prose_arena;

static void fill_texts(struct news_feed *feed)
{
	struct buf text = { .max = TEXT_MAX }, pieces = { 0 };
	struct html_prose *prose = the_prose ? the_prose : html_prose_new(&feed->arena);

	for (size_t i = 0; i < feed->item_count; i++) {
		struct news_item *item = &feed->items[i];
		struct str html = str_is_empty(item->content) ? item->summary : item->content;
		buf_clear(&text);
		buf_clear(&pieces);
		html_prose_add(prose, html, &text);
		struct str whole = whole_characters(buf_str(&text));
		if (news_pieces_add(&pieces, html, whole))
			item->pieces = arena_str(&feed->arena, buf_str(&pieces));
		else
			item->text = arena_str(&feed->arena, whole);
	}
	buf_free(&text);
	buf_free(&pieces);
}

static struct str sanitized(struct news_feed *feed, struct str base, struct str html)
{
	struct buf safe = { 0 };

	if (str_is_empty(html))
		return html;
	html_sanitize(html, base, &safe);
	html = arena_str(&feed->arena, buf_str(&safe));
	buf_free(&safe);
	return html;
}

static void sanitize_feed(struct news_feed *feed)
{
	feed->description = sanitized(feed, feed->link, feed->description);
	for (size_t i = 0; i < feed->item_count; i++) {
		struct news_item *item = &feed->items[i];
		item->summary = sanitized(feed, item->base, item->summary);
		item->content = sanitized(feed, item->base, item->content);
	}
}

static bool run_feed(const struct jail_task *task, struct buf *out, struct error *err)
{
	struct feed_source source = { task->bytes, task->base, task->content_type };
	struct news_feed feed = { 0 };
	bool is_ok = feed_parse(&source, &feed, err);

	if (is_ok && task->kind == JAIL_FEED)
		fill_texts(&feed);
	if (is_ok && task->kind == JAIL_FEED_SAFE)
		sanitize_feed(&feed);
	if ((is_ok || feed.alternate_count) && !news_feed_pack(&feed, out))
		is_ok = error_say(err, N_("The feed is too large"));
	news_feed_free(&feed);
	return is_ok;
}

static bool run_opml(const struct jail_task *task, struct buf *out, struct error *err)
{
	struct news_opml list = { 0 };
	bool is_ok = feed_parse_opml(task->bytes, &list, err);

	if (is_ok && !news_opml_pack(&list, out))
		is_ok = error_say(err, N_("The list is too large"));
	news_opml_free(&list);
	return is_ok;
}

static bool run_html(const struct jail_task *task, struct buf *out, struct error *err)
{
	struct html_source source = { task->bytes, task->base, task->content_type, task->language,
				      task->now, task->first };
	struct page page = { 0 };
	bool is_ok = task->kind == JAIL_PAGE ? html_extract(&source, &page, err)
					     : html_fragment(&source, &page, err);

	if (is_ok && !page_pack(&page, out))
		is_ok = error_say(err, N_("The page is too large"));
	page_free(&page);
	return is_ok;
}

static bool run(const struct jail_task *task, struct buf *out, struct error *err)
{
	static bool (*const runs[])(const struct jail_task *, struct buf *, struct error *) = {
		[JAIL_FEED] = run_feed, [JAIL_FEED_SAFE] = run_feed, [JAIL_OPML] = run_opml,
		[JAIL_PAGE] = run_html, [JAIL_FRAGMENT] = run_html,
	};

	return runs[task->kind](task, out, err);
}

/* Small documents of our own: reading one of each kind loads and sets up
 * whatever the libraries below put off until the first use. */
static void read_samples(void)
{
	const struct jail_task samples[] = {
		{ .kind = JAIL_FEED, .base = STR("http://a.example/f"),
		  .bytes = STR("<?xml version='1.0'?><rss version='2.0'><channel><title>a &amp; b"
			       "</title><item><title>c</title><link>http://a.example/</link>"
			       "<pubDate>Sat, 02 Nov 2024 09:04:00 WIB</pubDate>"
			       "<description>&lt;p&gt;d&lt;/p&gt;</description>"
			       "</item></channel></rss>") },
		{ .kind = JAIL_FEED_SAFE,
		  .bytes = STR("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"a\","
			       "\"items\":[{\"id\":\"1\",\"content_html\":\"<p>b</p>\"}]}") },
		{ .kind = JAIL_OPML,
		  .bytes = STR("<opml version='2.0'><body><outline text='a' type='rss' "
			       "xmlUrl='http://a.example/'/></body></opml>") },
		{ .kind = JAIL_PAGE, .base = STR("http://a.example/p"), .now = 1,
		  .bytes = STR("<!DOCTYPE html><html><head><title>a</title></head><body><article>"
			       "<h1>a</h1><p>SUBANG - One sentence, and <a href='/b'>another</a>."
			       "</p></article></body></html>") },
		{ .kind = JAIL_FRAGMENT, .bytes = STR("<p>a</p>"), .now = 1 },
	};
	struct buf out = { 0 };
	struct error err;

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		buf_clear(&out);
		run(&samples[i], &out, &err);
	}
	buf_free(&out);
}

static int by_byte(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

static void warm(void)
{
	char many[2048] = "";

	tzset();
	(void)_("It cannot be read");
	/* Older C libraries look at the memory's size when they first sort more
	 * than a kilobyte. */
	qsort(many, sizeof(many), 1, by_byte);
	the_prose = html_prose_new(&prose_arena);
	read_samples();
}

static void prepare(const struct jail_task *task)
{
	if (task->kind != JAIL_FRAGMENT)
		converter_load(task->bytes, task->content_type);
}

const struct jail_work jail_feeds_and_pages = { run, warm, prepare, "warta-jail" };
