/* SPDX-License-Identifier: MIT */
#include "feed/xml.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "feed/feed.h"
#include "lib/check.h"

static const char *const well_formed[] = {
	"<rss version='2.0'><channel><title>T</title><link>http://a.example/</link></channel>"
	"</rss>",
	"<?xml version='1.0' encoding='iso-8859-1'?>\r\n<!-- c --><rss version='2.0' "
	"xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content="
	"'http://purl.org/rss/1.0/modules/content/'><channel><title>A &amp;amp; B &#x41;&#66;"
	"</title><item><title/><dc:creator>N</dc:creator><link>http://a.example/?a&amp;b</link>"
	"<description>&lt;p class=\"x\"&gt;a &amp;nbsp; b&lt;/p&gt;&#13;\n</description>"
	"<enclosure url='http://a.example/&#38;x?a&amp;b=&quot;' type='audio/mpeg' length='5'>"
	"</enclosure><guid isPermaLink='false'>g</guid><content:encoded><![CDATA[<p>&amp;]]>"
	"<![CDATA[b</p>]]></content:encoded></item><item></item></channel></rss>\n",
	"<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' "
	"'http://my.netscape.com/publish/formats/rss-0.91.dtd'>\n<rss version='0.91'><channel>"
	"<title>T</title><skipHours><hour>1</hour></skipHours></channel></rss>",
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='id' xml:base='http://b.example/d/'>"
	"<title type='text'>a &lt; b</title><entry><id>1</id><link href='e?x=1&amp;y=2'/>"
	"<author><name>N</name></author><content type='xhtml'><div xmlns="
	"'http://www.w3.org/1999/xhtml'><p title='a &quot;b&quot; &lt;'>1 &lt; 2 &amp; 3<br/>x"
	"<br></br>y<img src='i.png'/><b></b></p></div></content></entry></feed>",
	"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>P</a:title><a:entry><a:title "
	"type='html'>x &amp;lt; y</a:title><a:summary><![CDATA[]]> z</a:summary></a:entry>"
	"</a:feed>",
	"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns="
	"'http://purl.org/rss/1.0/'><channel rdf:about='http://c.example/'><title>C</title>"
	"</channel><item rdf:about='http://a.example/1'><title>I</title></item></rdf:RDF>",
	"<rss><channel><media:title>no such name</media:title><item><title>caf\xc3\xa9 \xf0\x9f"
	"\x98\x80</title><?php x?><description>a<!-- b -->c</description></item></channel></rss>",
	"<opml version='2.0'><head><title>L</title></head><body/></opml>",
	"<rss><!-- <![CDATA[ --><?x <![CDATA[ ?><channel><title><![CDATA[0]]></title><item><title>"
	"a<![CDATA[]]><![CDATA[b]]]]><![CDATA[>c]]>d</title><description><![CDATA[<p a='<!-- '>"
	"caf\xc3\xa9 ]] ]>\n\t\xf0\x9f\x98\x80<!-- x --></p><?y]]></description></item></channel>"
	"</rss>",
	"<rss><channel><title><![CDATA[a\r\nb]]></title><item><title><![CDATA[c\xc2\xa0]]></title>"
	"</item></channel></rss>",
};

/* Neither well-formed, nor for want of more than a little. */
static const char *const broken[] = {
	"<rss><channel><title>a & b</title></channel></rss>",
	"<rss><channel>\n<title>a &nbsp; b</title></channel></rss>",
	"<rss><channel><title>a</channel></rss>",
	"<rss><channel><title a=b>a</title></channel></rss>",
	"<rss><channel><title a='1' a='2'>a</title></channel></rss>",
	"<rss><channel><title>a \x08 b</title></channel></rss>",
	"<rss><channel><title>a ]]> b</title></channel></rss>",
	"<rss><channel><title>a</title></channel></rss><p>",
	"<rss><channel><title>a</title><!-- a -- b --></channel></rss>",
	"<rss><channel><title>a</title>",
	"<rss><channel><title>a&#0;</title></channel></rss>",
	"<rss><channel><title><![CDATA[a \x08 b]]></title></channel></rss>",
	"<rss><channel><title><![CDATA[a \xef\xbf\xbf b]]></title></channel></rss>",
	"<rss><channel><title x='<![CDATA['>a</title><link>]]></link></channel></rss>",
	"<rss><channel><title>a</title><description><![CDATA[b]]></channel></rss>",
	"<rss><channel><title>a</title><description><![CDATA[b]]</description></channel></rss>",
};

/* As the bytes that leave the jail, without what is said of the document. */
static void pack(struct str bytes, struct buf *out, bool *is_recovered)
{
	struct feed_source source = { .bytes = bytes, .base = STR("http://feed.example/f") };
	struct news_feed feed;
	struct error err = { 0 };

	if (!feed_parse(&source, &feed, &err))
		buf_add(out, str_from(err.text));
	*is_recovered = feed.is_recovered;
	feed.is_recovered = false;
	feed.complaint = (struct str){ NULL, 0 };
	news_feed_pack(&feed, out);
	news_feed_free(&feed);
}

static bool is_for_libxml2(struct str bytes, bool *is_faulty)
{
	struct xml_reader *xml = calloc(1, sizeof(*xml));

	xml_open(xml, bytes);
	bool is_read = xml->record != NULL;
	*is_faulty = xml->fault.len != 0;
	xml_close(xml);
	free(xml);
	return is_read;
}

/* The twin has a '<' behind its end, which is behind what a feed is. */
static void check_twins(struct str bytes)
{
	struct buf twin = { 0 }, strict = { 0 }, lenient = { 0 };
	bool is_recovered, is_faulty;

	buf_add(&twin, bytes);
	buf_add_char(&twin, '<');
	CHECK(is_for_libxml2(bytes, &is_faulty) && !is_faulty);
	CHECK(!is_for_libxml2(buf_str(&twin), &is_faulty) && is_faulty);
	pack(bytes, &strict, &is_recovered);
	CHECK(!is_recovered);
	pack(buf_str(&twin), &lenient, &is_recovered);
	if (!str_eq(buf_str(&strict), buf_str(&lenient)))
		print_error("%.*s\n", STR_ARG(bytes));
	CHECK(str_eq(buf_str(&strict), buf_str(&lenient)));
	buf_free(&twin);
	buf_free(&strict);
	buf_free(&lenient);
}

static void test_both_readers_make_the_same_record(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(well_formed) / sizeof(well_formed[0]); i++)
		check_twins(str_from(well_formed[i]));
}

static void test_both_readers_make_the_same_of_the_demo(void **state)
{
	(void)state;
	const char *top = getenv("top_srcdir");
	char path[1024], part[4096];
	struct buf bytes = { 0 };
	size_t len;

	snprintf(path, sizeof(path), "%s/src/engine/demo/kabardesa.xml", top ? top : ".");
	FILE *file = fopen(path, "rb");
	CHECK(file != NULL);
	while ((len = fread(part, 1, sizeof(part), file)) > 0)
		buf_add_bytes(&bytes, part, len);
	fclose(file);
	check_twins(str_trim(buf_str(&bytes)));
	buf_free(&bytes);
}

static void test_broken_documents_are_read_leniently(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct feed_source source = { .bytes = str_from(broken[i]) };
		struct news_feed feed;
		bool is_faulty;
		bool is_read = is_for_libxml2(source.bytes, &is_faulty);
		if (is_read || !is_faulty)
			print_error("%s\n", broken[i]);
		CHECK(!is_read && is_faulty);
		CHECK(feed_parse(&source, &feed, NULL));
		CHECK(feed.title.len && feed.is_recovered && feed.complaint.len);
		news_feed_free(&feed);
	}
}

static void test_the_complaint_says_where_the_fault_is(void **state)
{
	(void)state;
	struct feed_source source = { .bytes = STR("<rss>\n<channel><title>a</b></title>"
						   "</channel></rss>") };
	struct news_feed feed;

	CHECK(feed_parse(&source, &feed, NULL));
	CHECK(str_find(feed.complaint, STR("\x1f" "2: Opening and ending tag")) != SIZE_MAX);
	news_feed_free(&feed);
}

static void test_lines_of_sections_count_where_the_fault_is(void **state)
{
	(void)state;
	struct feed_source source = { .bytes = STR("<rss>\n<channel><title><![CDATA[a\n\nb\n]]>"
						   "</title>\n<link>a</b></link></channel></rss>") };
	struct news_feed feed;

	CHECK(feed_parse(&source, &feed, NULL));
	CHECK(str_find(feed.complaint, STR("\x1f" "6: Opening and ending tag")) != SIZE_MAX);
	news_feed_free(&feed);
}

/* libxml2 quotes a name of any length, and its words are cut somewhere. */
static void test_the_complaint_is_utf8_however_long_the_name(void **state)
{
	(void)state;
	struct buf document = { 0 };

	for (int len = 1; len < 120; len++) {
		struct feed_source source;
		struct news_feed feed;
		buf_clear(&document);
		buf_add(&document, STR("<rss><channel><a"));
		for (int i = 0; i < len; i++)
			buf_add(&document, STR("\xe8\x9f\x9f"));
		buf_add(&document, STR("></b></channel></rss>"));
		source = (struct feed_source){ .bytes = buf_str(&document) };
		CHECK(feed_parse(&source, &feed, NULL));
		CHECK(feed.complaint.len && utf8_is_valid(feed.complaint));
		news_feed_free(&feed);
	}
	buf_free(&document);
}

/* Well-formed, and still not for libxml2. */
static void check_refused(struct str bytes)
{
	bool is_faulty;

	CHECK(!is_for_libxml2(bytes, &is_faulty) && !is_faulty);
}

static void test_what_libxml2_would_expand_is_kept_from_it(void **state)
{
	(void)state;
	check_refused(STR("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>"));
	check_refused(STR("<!DOCTYPE rss SYSTEM '<' [<!ENTITY a 'b'>]><rss>&a;</rss>"));
	check_refused(STR("<!DOCTYPE rss SYSTEM '>' [<!ATTLIST rss a CDATA 'b'>]><rss/>"));
	check_refused(STR("<!DOCTYPE rss SYSTEM 'x.dtd'><rss>&eacute;</rss>"));
	check_refused(STR("<!DOCTYPE rss SYSTEM 'x.dtd'><rss a='&eacute;'/>"));
	check_refused(STR("<rss>&#147;q&#x94;</rss>"));
}

static void test_what_libxml2_takes_long_over_is_kept_from_it(void **state)
{
	(void)state;
	struct buf many = { 0 };

	for (int form = 0; form < 2; form++) {
		buf_clear(&many);
		buf_add(&many, STR("<rss><!-- <a ' --><channel"));
		for (int i = 0; i < 50000; i++)
			buf_addf(&many, form ? " a%d = \"'\"" : " a%d='>'", i);
		buf_add(&many, STR("/></rss>"));
		check_refused(buf_str(&many));
	}
	buf_clear(&many);
	buf_add(&many, STR("<rss>"));
	for (int i = 0; i < 300000; i++)
		buf_addf(&many, "<n%d/>", i);
	buf_add(&many, STR("</rss>"));
	check_refused(buf_str(&many));
	buf_clear(&many);
	for (int i = 0; i < 100000; i++)
		buf_addf(&many, "<a xmlns:n%d='u'>", i);
	check_refused(buf_str(&many));
	buf_free(&many);
}

static void test_every_cut_of_a_document_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(well_formed) / sizeof(well_formed[0]); i++)
		for (size_t len = 0; len < strlen(well_formed[i]); len++) {
			char *exact = malloc(len + 1);
			bool is_faulty;
			memcpy(exact, well_formed[i], len);
			is_for_libxml2((struct str){ exact, len }, &is_faulty);
			free(exact);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(both_readers_make_the_same_record),
		TEST(both_readers_make_the_same_of_the_demo),
		TEST(broken_documents_are_read_leniently),
		TEST(the_complaint_says_where_the_fault_is),
		TEST(lines_of_sections_count_where_the_fault_is),
		TEST(the_complaint_is_utf8_however_long_the_name),
		TEST(what_libxml2_would_expand_is_kept_from_it),
		TEST(what_libxml2_takes_long_over_is_kept_from_it),
		TEST(every_cut_of_a_document_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
