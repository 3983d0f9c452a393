/* SPDX-License-Identifier: MIT */
#include "news/feed.h"

#include <string.h>

#include "lib/check.h"
#include "news/pieces.h"

static struct str names[] = { { "Ani", 3 }, { "Budi", 4 } };

static struct news_feed example(struct news_item *item, struct news_enclosure *enclosure)
{
	*enclosure = (struct news_enclosure){ .url = STR("https://example.org/a.mp3"),
					      .type = STR("audio/mpeg"),
					      .length = 5000000000, .duration = 61 };
	*item = (struct news_item){ .id = STR("urn:1"), .title = STR("Panen \xc3\xa9"),
				    .link = STR("https://example.org/1"),
				    .content = STR("<p>Isi</p>"), .authors = { names, 2 },
				    .enclosures = enclosure, .enclosure_count = 1,
				    .published = { 1730513040, 420, DATE_MINUTE, true },
				    .id_is_link = true };
	return (struct news_feed){ .format = NEWS_ATOM, .version = STR("1.0"),
				   .title = STR("Warta"), .is_truncated = true, .is_hollow = true,
				   .ttl_minutes = 60, .skip_hours = 0x800001, .skip_days = 0x41,
				   .items = item, .item_count = 1 };
}

static void pack(struct buf *out)
{
	struct news_item item;
	struct news_enclosure enclosure;
	struct news_feed feed = example(&item, &enclosure);

	CHECK(news_feed_pack(&feed, out));
}

static void test_a_feed_comes_back_as_it_went(void **state)
{
	(void)state;
	struct buf packed = { 0 };
	struct news_feed feed;
	struct error err = { 0 };

	pack(&packed);
	CHECK(news_feed_unpack(buf_str(&packed), &feed, &err));
	CHECK(feed.format == NEWS_ATOM && !feed.is_recovered);
	CHECK(feed.is_truncated && feed.is_hollow);
	CHECK(feed.ttl_minutes == 60 && feed.skip_hours == 0x800001 && feed.skip_days == 0x41);
	CHECK(feed.item_count == 1);
	const struct news_item *item = &feed.items[0];
	CHECK_STR(item->title, "Panen \xc3\xa9");
	CHECK(item->published.utc == 1730513040 && item->published.offset == 420);
	CHECK(item->published.has_zone && item->id_is_link);
	CHECK(item->authors.count == 2);
	CHECK_STR(item->authors.items[1], "Budi");
	CHECK(item->enclosures[0].length == 5000000000 && item->enclosures[0].duration == 61);
	news_feed_free(&feed);
	news_feed_free(&feed);
	buf_free(&packed);
}

#define PROSE "A sentence that is long enough for a piece of its own, and then it is "

static void test_text_told_as_pieces_comes_back_as_text(void **state)
{
	(void)state;
	const struct str html = STR("<p>" PROSE PROSE "said.</p>");
	struct buf packed = { 0 }, pieces = { 0 };
	struct news_item item = { .content = html };
	struct news_feed feed = { .items = &item, .item_count = 1 }, got;

	CHECK(news_pieces_add(&pieces, html, STR(PROSE PROSE "said.")));
	item.pieces = buf_str(&pieces);
	CHECK(news_feed_pack(&feed, &packed));
	CHECK(news_feed_view(buf_str(&packed), &got, NULL));
	CHECK_STR(got.items[0].text, PROSE PROSE "said.");
	CHECK(str_eq(got.items[0].pieces, item.pieces));
	news_feed_free(&got);
	/* Text is told once. */
	size_t text_len = packed.len;
	struct buf twice = { 0 };
	buf_add(&twice, buf_str(&packed));
	size_t at = str_find(buf_str(&twice), item.pieces) + item.pieces.len;
	CHECK(at < text_len && twice.ptr[at] == 0);
	twice.ptr[at] = 1;
	buf_insert(&twice, at + 4, STR("x"));
	CHECK(!news_feed_view(buf_str(&twice), &got, NULL));
	buf_free(&twice);
	/* Half a character is no text. */
	item.pieces = STR("\x03\x00\x01\xc3");
	buf_clear(&packed);
	CHECK(news_feed_pack(&feed, &packed));
	CHECK(!news_feed_view(buf_str(&packed), &got, NULL));
	buf_free(&packed);
	buf_free(&pieces);
}

static void test_a_cut_feed_is_refused_at_every_length(void **state)
{
	(void)state;
	struct buf packed = { 0 };

	pack(&packed);
	for (size_t len = 0; len < packed.len; len++) {
		struct news_feed feed;
		struct error err = { 0 };
		char *exact = malloc(len + 1);
		memcpy(exact, packed.ptr, len);
		CHECK(!news_feed_unpack((struct str){ exact, len }, &feed, &err));
		CHECK(err.text[0] && feed.item_count == 0);
		free(exact);
	}
	buf_free(&packed);
}

static void test_no_byte_changed_makes_text_that_is_not_utf8(void **state)
{
	(void)state;
	struct buf packed = { 0 };

	pack(&packed);
	for (size_t i = 0; i < packed.len; i++) {
		struct news_feed feed;
		char kept = packed.ptr[i];
		packed.ptr[i] = (char)0xff;
		if (news_feed_unpack(buf_str(&packed), &feed, NULL))
			CHECK(feed.title.len < packed.len && feed.item_count <= 1);
		packed.ptr[i] = kept;
		news_feed_free(&feed);
	}
	buf_free(&packed);
}

static void test_more_bytes_than_told_are_refused(void **state)
{
	(void)state;
	struct buf packed = { 0 };
	struct news_feed feed;
	struct error err = { 0 };

	pack(&packed);
	buf_add_char(&packed, 'x');
	CHECK(!news_feed_unpack(buf_str(&packed), &feed, &err));
	buf_free(&packed);
}

/* The bytes between the parser and the program are not to be trusted. */
static bool is_date_taken(struct date date)
{
	struct news_item item;
	struct news_enclosure enclosure;
	struct news_feed feed = example(&item, &enclosure), back;
	struct buf packed = { 0 };

	item.published = date;
	CHECK(news_feed_pack(&feed, &packed));
	bool is_taken = news_feed_unpack(buf_str(&packed), &back, NULL);
	news_feed_free(&back);
	buf_free(&packed);
	return is_taken;
}

static void test_dates_out_of_range_are_refused(void **state)
{
	(void)state;
	const int64_t latest = 253402300799; /* of the year 9999 */

	CHECK(is_date_taken((struct date){ latest, 1440, DATE_SECOND, true }));
	CHECK(is_date_taken((struct date){ -latest, -1440, DATE_SECOND, true }));
	CHECK(!is_date_taken((struct date){ latest + 1, 0, DATE_SECOND, true }));
	CHECK(!is_date_taken((struct date){ -latest - 1, 0, DATE_SECOND, true }));
	CHECK(!is_date_taken((struct date){ 0, 1441, DATE_SECOND, true }));
	CHECK(!is_date_taken((struct date){ 0, -1441, DATE_SECOND, true }));
	CHECK(!is_date_taken((struct date){ 0, 0, DATE_SECOND + 1, true }));
}

static void check_key(struct news_item item, const char *wanted)
{
	struct buf key = { 0 };

	news_item_add_key(&item, &key);
	CHECK_STR(buf_str(&key), wanted);
	buf_free(&key);
}

static void test_the_key_is_id_then_link_then_a_hash(void **state)
{
	(void)state;
	struct buf a = { 0 }, b = { 0 };
	struct news_item one = { .title = STR("Same"), .summary = STR("one") };
	struct news_item two = { .title = STR("Same"), .summary = STR("two") };

	check_key((struct news_item){ .id = STR(" urn:1 "), .link = STR("l") }, "urn:1");
	check_key((struct news_item){ .id = STR(" "), .link = STR("l") }, "l");
	news_item_add_key(&one, &a);
	news_item_add_key(&two, &b);
	CHECK(a.len > 0 && !str_eq(buf_str(&a), buf_str(&b)));
	buf_free(&a);
	buf_free(&b);
}

static void test_an_author_shows_without_the_address(void **state)
{
	(void)state;
	CHECK_STR(news_author_name(STR("Ani (ani@example.org)")), "Ani");
	CHECK_STR(news_author_name(STR("ani@example.org")), "ani@example.org");
	CHECK_STR(news_author_name(STR(" (ani@example.org)")), " (ani@example.org)");
	CHECK_STR(news_author_name(STR("Ani (Antara)")), "Ani (Antara)");
}

static void test_a_huge_id_makes_a_short_key(void **state)
{
	(void)state;
	static char huge[100000];
	struct buf key = { 0 };

	memset(huge, 'x', sizeof(huge));
	news_item_add_key(&(struct news_item){ .id = { huge, sizeof(huge) } }, &key);
	CHECK(key.len > 0 && key.len < 100);
	buf_free(&key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_feed_comes_back_as_it_went),
		TEST(text_told_as_pieces_comes_back_as_text),
		TEST(a_cut_feed_is_refused_at_every_length),
		TEST(no_byte_changed_makes_text_that_is_not_utf8),
		TEST(more_bytes_than_told_are_refused),
		TEST(dates_out_of_range_are_refused),
		TEST(the_key_is_id_then_link_then_a_hash),
		TEST(an_author_shows_without_the_address),
		TEST(a_huge_id_makes_a_short_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
