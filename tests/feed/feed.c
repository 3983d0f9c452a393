/* SPDX-License-Identifier: MIT */
#include "feed/feed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/charset.h"
#include "lib/check.h"

struct claim {
	const char *group, *document, *field, *wanted;
};

static const struct claim claims[] = {
#define GROUP(name) { #name, NULL, NULL, NULL },
#define CLAIM(document, field, wanted) { NULL, document, field, wanted },
#include "feed/claims.def"
#undef GROUP
#undef CLAIM
};

static const char *const formats[] = { "", "rss", "atom", "rdf", "json" };

static bool parse(struct str bytes, const char *type, struct news_feed *feed, struct error *err)
{
	return feed_parse(&(struct feed_source){ .bytes = bytes,
						 .base = STR("http://feed.example/feed"),
						 .content_type = str_from(type) }, feed, err);
}

static void add_strings(struct buf *out, const struct news_strings *strings)
{
	for (size_t i = 0; i < strings->count; i++) {
		if (i)
			buf_add_char(out, '|');
		buf_add(out, strings->items[i]);
	}
}

static void add_enclosures(struct buf *out, const struct news_item *item)
{
	for (size_t i = 0; i < item->enclosure_count; i++) {
		const struct news_enclosure *e = &item->enclosures[i];
		buf_addf(out, "%s%.*s %.*s %" PRId64 " %" PRId64, i ? "|" : "", STR_ARG(e->url),
			 STR_ARG(e->type), e->length, e->duration);
	}
}

static void add_date(struct buf *out, const struct date *date)
{
	if (date->precision)
		date_add_iso_utc(out, date->utc);
}

static void add_item_field(struct buf *out, const struct news_item *item, struct str field)
{
	const struct { const char *name; struct str value; } texts[] = {
		{ "id", item->id },	      { "title", item->title },
		{ "link", item->link },	      { "base", item->base },
		{ "summary", item->summary }, { "content", item->content },
		{ "image", item->image },     { "comments", item->comments },
		{ "language", item->language },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (str_eq(field, str_from(texts[i].name)))
			buf_add(out, texts[i].value);
	if (str_eq(field, STR("authors")))
		add_strings(out, &item->authors);
	if (str_eq(field, STR("categories")))
		add_strings(out, &item->categories);
	if (str_eq(field, STR("enclosures")))
		add_enclosures(out, item);
	if (str_eq(field, STR("published")))
		add_date(out, &item->published);
	if (str_eq(field, STR("updated")))
		add_date(out, &item->updated);
}

static void add_feed_field(struct buf *out, const struct news_feed *feed, struct str field)
{
	const struct { const char *name; struct str value; } texts[] = {
		{ "title", feed->title }, { "link", feed->link },   { "image", feed->image },
		{ "hub", feed->hub },	  { "self", feed->self },   { "language", feed->language },
		{ "description", feed->description }, { "encoding", feed->encoding },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (str_eq(field, str_from(texts[i].name)))
			buf_add(out, texts[i].value);
	if (str_eq(field, STR("version")))
		buf_addf(out, "%s %.*s", formats[feed->format], STR_ARG(feed->version));
	if (str_eq(field, STR("authors")))
		add_strings(out, &feed->authors);
	if (str_eq(field, STR("updated")))
		add_date(out, &feed->updated);
	if (str_eq(field, STR("ttl")))
		buf_addf(out, "%d", (int)feed->ttl_minutes);
	if (str_eq(field, STR("skip")))
		buf_addf(out, "%x %x", feed->skip_hours, feed->skip_days);
	if (str_eq(field, STR("count")))
		buf_addf(out, "%zu", feed->item_count);
	if (str_eq(field, STR("hollow")))
		buf_addf(out, "%d", feed->is_hollow);
	if (str_eq(field, STR("truncated")))
		buf_addf(out, "%d", feed->is_truncated);
}

static void check_claim(const struct claim *claim)
{
	struct buf got = { 0 };
	struct news_feed feed;
	struct str field = str_from(claim->field);

	CHECK(parse(str_from(claim->document), NULL, &feed, NULL));
	if (field.ptr[0] >= '0' && field.ptr[0] <= '9') {
		size_t index = (size_t)(field.ptr[0] - '0');
		CHECK(index < feed.item_count);
		add_item_field(&got, &feed.items[index], str_slice(field, 2, field.len));
	} else {
		add_feed_field(&got, &feed, field);
	}
	if (!str_eq(buf_str(&got), str_from(claim->wanted)))
		print_error("%s of %s\n", claim->field, claim->document);
	CHECK_STR(buf_str(&got), claim->wanted);
	buf_free(&got);
	news_feed_free(&feed);
}

/* state: the first claim of the group. */
static void check_group(void **state)
{
	for (size_t i = *(const size_t *)*state + 1;
	     i < sizeof(claims) / sizeof(claims[0]) && claims[i].document; i++)
		check_claim(&claims[i]);
}

static void test_a_web_page_names_its_feeds(void **state)
{
	(void)state;
	struct news_feed feed;
	struct error err = { 0 };

	CHECK(!parse(STR("<!DOCTYPE html><html><head><base href='http://b.example/d/'>"
			 "<link rel='alternate' type='application/rss+xml' title='R' href='r.xml'>"
			 "<link rel=alternate type=application/atom+xml href='javascript:x'>"
			 "<script>'<link rel=alternate type=text/xml href=/no>'</script>"
			 "<link rel='stylesheet' href='s.css'></head><body>x</body></html>"),
		     "text/html", &feed, &err));
	CHECK(feed.alternate_count == 1);
	CHECK_STR(feed.alternates[0].url, "http://b.example/d/r.xml");
	CHECK_STR(feed.alternates[0].title, "R");
	CHECK(str_find(str_from(err.text), STR("web page")) != SIZE_MAX);
	news_feed_free(&feed);
}

static void test_what_is_no_feed_is_refused_with_a_sentence(void **state)
{
	(void)state;
	static const char *const documents[] = { "", "garbage", "{\"a\":", "{\"a\":1}", "[1]",
						 "\x1f\x8b\x08", "<opml/>", "   " };

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
		struct news_feed feed;
		struct error err = { 0 };
		CHECK(!parse(str_from(documents[i]), NULL, &feed, &err));
		CHECK(err.text[0]);
		news_feed_free(&feed);
	}
}

static void test_deep_documents_are_refused(void **state)
{
	(void)state;
	struct buf deep = { 0 };
	struct news_feed feed;
	struct error err = { 0 };

	buf_add(&deep, STR("<rss><channel>"));
	for (int i = 0; i < 100000; i++)
		buf_add(&deep, STR("<a>"));
	CHECK(!parse(buf_str(&deep), NULL, &feed, &err));
	CHECK(err.text[0]);
	news_feed_free(&feed);
	buf_free(&deep);
}

static void test_very_many_attributes_and_items_end_soon(void **state)
{
	(void)state;
	struct buf many = { 0 };
	struct news_feed feed;

	buf_add(&many, STR("<rss"));
	for (int i = 0; i < 50000; i++)
		buf_addf(&many, " xmlns:n%d='u'", i);
	buf_add(&many, STR("><channel>"));
	for (int i = 0; i < 3000; i++)
		buf_addf(&many, "<item><title>%d</title><pubDate>%d-01-01</pubDate></item>", i,
			 2000 + i);
	buf_add(&many, STR("</channel></rss>"));
	CHECK(parse(buf_str(&many), NULL, &feed, NULL));
	CHECK(feed.item_count == 2000 && feed.complaint.len);
	CHECK_STR(feed.items[0].title, "1000");
	CHECK_STR(feed.items[1999].title, "2999");
	news_feed_free(&feed);
	buf_free(&many);
}

static void test_a_cut_document_has_no_half_items(void **state)
{
	(void)state;
	struct str whole = STR("<rss version='2.0'><channel><title>T</title>"
			       "<item><title>one</title><link>http://a.example/1</link>"
			       "<description><![CDATA[<p>1</p>]]></description></item>"
			       "<item><title>two</title><link>http://a.example/2</link>"
			       "<description>&lt;p&gt;2&lt;/p&gt;</description></item>"
			       "</channel></rss>");
	struct news_feed full;

	CHECK(parse(whole, NULL, &full, NULL) && full.item_count == 2 && !full.is_truncated);
	for (size_t len = 60; len < whole.len - 1; len++) {
		struct news_feed cut;
		char *exact = malloc(len);
		memcpy(exact, whole.ptr, len);
		CHECK(parse((struct str){ exact, len }, NULL, &cut, NULL));
		CHECK(cut.is_truncated || cut.item_count == 2);
		for (size_t i = 0; i < cut.item_count; i++) {
			CHECK(str_eq(cut.items[i].title, full.items[i].title));
			CHECK(str_eq(cut.items[i].link, full.items[i].link));
			CHECK(str_eq(cut.items[i].summary, full.items[i].summary));
		}
		news_feed_free(&cut);
		free(exact);
	}
	news_feed_free(&full);
}

static void check_encoding(struct str bytes, const char *type, const char *name,
			   const char *title)
{
	struct news_feed feed;

	CHECK(parse(bytes, type, &feed, NULL));
	CHECK_STR(feed.encoding, name);
	CHECK_STR(feed.title, title);
	news_feed_free(&feed);
}

#define TITLED(prolog, title) STR(prolog "<rss><channel><title>" title "</title></channel></rss>")

static void test_declared_encodings_are_decoded(void **state)
{
	(void)state;
	check_encoding(TITLED("<?xml version='1.0' encoding='koi8-r'?>", "\xee\xcf\xd7"), NULL,
		       "koi8-r", "\xd0\x9d\xd0\xbe\xd0\xb2");
	check_encoding(TITLED("<?xml version='1.0'?>", "\xa3\x93q\x94"),
		       "text/xml; charset=windows-1252", "windows-1252",
		       "\xc2\xa3\xe2\x80\x9cq\xe2\x80\x9d");
	check_encoding(TITLED("<?xml version='1.0' encoding='shift_jis'?>", "\x83\x6a\x83\x85"),
		       "application/rss+xml; charset=klingon", "shift_jis",
		       "\xe3\x83\x8b\xe3\x83\xa5");
	check_encoding(TITLED("<?xml version='1.0' encoding='iso-8859-1'?>", "x"), "text/xml",
		       "us-ascii", "x");
	check_encoding(STR("\xfe\xff\0<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0<\0t\0i\0t\0l\0e"
			   "\0>\x01\x7c\0<\0/\0t\0i\0t\0l\0e\0>"), NULL, "utf-16be", "\xc5\xbc");
}

static void test_an_encoding_is_known_however_its_name_is_spelt(void **state)
{
	static const struct { const char *label, *name; } rows[] = {
		{ "Windows_1251", "windows-1251" }, { "win 1251", "windows-1251" },
		{ "CP-1251", "windows-1251" },
	};
	static const struct { const char *label, *name; } cyrillic[] = {
		{ "ISO_8859-5:1988", "iso-8859-5" }, { "csISOLatinCyrillic", "iso-8859-5" },
		{ "iso_ir_144", "iso-8859-5" },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct charset found = charset_find(str_from(rows[i].label));
		CHECK_STR(str_from(found.name), rows[i].name);
		found = charset_find(str_from(cyrillic[i].label));
		CHECK_STR(str_from(found.name), cyrillic[i].name);
	}
	check_encoding(TITLED("<?xml version='1.0' encoding='Windows_1251'?>", "\xcd\xee"), NULL,
		       "windows-1251", "\xd0\x9d\xd0\xbe");
	CHECK(!charset_find(STR("--")).name[0] && !charset_find(STR("utf-7")).name[0]);
}

static void test_wrong_declarations_are_not_believed(void **state)
{
	(void)state;
	check_encoding(TITLED("", "Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"),
		       "text/xml; charset=iso-8859-1", "utf-8",
		       "Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87");
	check_encoding(TITLED("<?xml version='1.0' encoding='utf-8'?>",
			      "Espa\xf1" "a \xe2\x80\x94 x"),
		       NULL, "utf-8", "Espa\xc3\xb1" "a \xe2\x80\x94 x");
	check_encoding(TITLED("<?xml version='1.0' encoding='utf-7'?>", "+ADw-b"), NULL, "utf-8",
		       "+ADw-b");
}

static void test_encodings_that_nobody_named_are_guessed(void **state)
{
	(void)state;
	check_encoding(TITLED("", "Caf\xe9 \x93x\x94"), NULL, "windows-1252",
		       "Caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d");
	check_encoding(TITLED("", "\xa4 5"), NULL, "windows-1252", "\xc2\xa4 5");
	check_encoding(TITLED("", "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0"), NULL,
		       "windows-1251",
		       "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, "
		       "\xd0\xbc\xd0\xb8\xd1\x80");
	check_encoding(TITLED("", "\x1b$BF|K\\8l\x1b(B"), "text/xml", "iso2022_jp",
		       "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e");
}

static void test_a_language_tells_its_encoding(void **state)
{
	static const struct { const char *name, *bytes, *title; } rows[] = {
		{ "windows-1251", "\xcd\xee\xe2\xee\xf1\xf2\xe8 \xe4\xed\xff",
		  "Новости дня" },
		{ "koi8-r", "\xee\xcf\xd7\xcf\xd3\xd4\xc9 \xc4\xce\xd1",
		  "Новости дня" },
		{ "iso-8859-5", "\xbd\xde\xd2\xde\xe1\xe2\xd8 \xd4\xdd\xef",
		  "Новости дня" },
		{ "cp866", "\x8d\xae\xa2\xae\xe1\xe2\xa8 \xa4\xad\xef",
		  "Новости дня" },
		{ "koi8-u", "\xf3\xd8\xcf\xc7\xcf\xc4\xce\xa6 \xd7 \xeb\xc9\xa4\xd7\xa6",
		  "Сьогодні в Києві" },
		{ "windows-1255", "\xe7\xe3\xf9\xe5\xfa \xe4\xe9\xe5\xed",
		  "חדשות היום" },
		{ "windows-1253", "\xc5\xe9\xe4\xde\xf3\xe5\xe9\xf2 \xf4\xe7\xf2 \xe7"
		  "\xec\xdd\xf1\xe1\xf2",
		  "Ειδήσεις της ημέρας" },
		{ "windows-1256", "\xc3\xce\xc8\xc7\xd1 \xc7\xe1\xed\xe6\xe3 \xe3\xe4"
		  " \xc7\xe1\xde\xc7\xe5\xd1\xc9",
		  "أخبار اليوم من القاهرة" },
		{ "tis-620", "\xa2\xe8\xd2\xc7\xc7\xd1\xb9\xb9\xd5\xe9",
		  "ข่าววันนี้" },
		{ "windows-1250", "Wiadomo\x9c" "ci dnia: podpisa\xb3",
		  "Wiadomości dnia: podpisał" },
		{ "iso-8859-2", "P\xf8\xed\xb9t\xed na\xf8\xedzen\xed o de\xb9ti",
		  "Příští nařízení o dešti" },
		{ "iso-8859-2", "Wiadomo\xb6" "ci dni i Wiadomo\xb6" "ci dni i Wiadomo\xb6" "ci",
		  "Wiadomości dni i Wiadomości dni i Wiadomości" },
		{ "windows-1254", "\xddstanbul\x92" "da ya\xf0mur bekleniyor, \xfd\xfe"
		  "\xfdl \xfd\xfe\xfdl",
		  "İstanbul’da yağmur bekleniyor, ışıl ışıl" },
		{ "windows-1257", "\xdeinios: prezidentas pasira\xf0\xeb, laukiama \xfe\xe0s\xf8",
		  "Žinios: prezidentas pasirašė, laukiama žąsų" },
		{ "windows-1252", "O\xf9 l\x92\xe9t\xe9 s\x92" "ach\xe8ve d\xe9j\xe0",
		  "Où l’été s’achève déjà" },
		{ "windows-1252", "Der Pr\xe4sident \xfc" "ber Ma\xdfnahmen",
		  "Der Präsident über Maßnahmen" },
		{ "big5", "\xa4\xb5\xa4\xe9\xb7s\xbb" "D\xb3\xf8\xbe\xc9",
		  "今日新聞報導" },
		{ "gb2312", "\xbd\xf1\xc8\xd5\xd0\xc2\xce\xc5\xb1\xa8\xb5\xc0",
		  "今日新闻报道" },
		{ "shift_jis", "\x8d\xa1\x93\xfa\x82\xcc\x83j\x83\x85\x81[\x83X",
		  "今日のニュース" },
		{ "euc_jp", "\xba\xa3\xc6\xfc\xa4\xce\xa5\xcb\xa5\xe5\xa1\xbc\xa5\xb9",
		  "今日のニュース" },
		{ "euc_kr", "\xbf\xc0\xb4\xc3\xc0\xc7 \xb4\xba\xbd\xba",
		  "오늘의 뉴스" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf document = { 0 };
		buf_addf(&document, "<rss><channel><title>%s</title></channel></rss>",
			 rows[i].bytes);
		check_encoding(buf_str(&document), NULL, rows[i].name, rows[i].title);
		buf_free(&document);
	}
}

enum { CLAIMS = sizeof(claims) / sizeof(claims[0]) };

int main(void)
{
	static size_t starts[CLAIMS];
	struct CMUnitTest tests[CLAIMS] = {
		TEST(a_web_page_names_its_feeds),
		TEST(what_is_no_feed_is_refused_with_a_sentence),
		TEST(deep_documents_are_refused),
		TEST(very_many_attributes_and_items_end_soon),
		TEST(a_cut_document_has_no_half_items),
		TEST(declared_encodings_are_decoded),
		TEST(wrong_declarations_are_not_believed),
		TEST(an_encoding_is_known_however_its_name_is_spelt),
		TEST(encodings_that_nobody_named_are_guessed),
		TEST(a_language_tells_its_encoding),
	};
	size_t count = 10;

	for (size_t i = 0; i < CLAIMS; i++) {
		starts[count] = i;
		if (claims[i].group) {
			tests[count] = (struct CMUnitTest){ claims[i].group, check_group, NULL,
							    NULL, &starts[count] };
			count++;
		}
	}
	return _cmocka_run_group_tests("feed", tests, count, NULL, NULL);
}
