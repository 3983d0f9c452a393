/* SPDX-License-Identifier: MIT */
#include "base/url.h"

#include "lib/check.h"

struct pair {
	const char *from, *to;
};

/* The examples of RFC 3986, section 5.4. */
static const struct pair rfc[] = {
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "../../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g;x=1/../y", "http://a/b/c/y" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ "g#s/../x", "http://a/b/c/g#s/../x" },
	/* RFC 3986 allows this one for compatibility; the web does it. */
	{ "http:g", "http://a/b/c/g" },
};

/* What browsers make of addresses as people write them. */
static const struct pair lenient[] = {
	{ "  /x\n", "http://a/x" },
	{ "/x y", "http://a/x%20y" },
	{ "/x\ty\n/z", "http://a/xy/z" },
	{ "\\x\\y", "http://a/x/y" },
	{ "\\\\host\\y?a\\b", "http://host/y?a\\b" },
	{ "http:\\\\host/y", "http://host/y" },
	{ "https:/host/y", "https://host/y" },
	{ "http:///host/y", "http://host/y" },
	{ "///host/y", "http://host/y" },
	{ "HTTP://Host/A/../B", "HTTP://Host/A/../B" },
	{ "http://host/x y", "http://host/x%20y" },
	{ "/caf\xc3\xa9", "http://a/caf\xc3\xa9" },
	{ "/x\xc2\x9by", "http://a/x%C2%9By" },
	{ "/gnp\xe2\x80\xae.exe", "http://a/gnp%E2%80%AE.exe" },
	{ "mailto:a@b", "mailto:a@b" },
	{ "javascript:alert(1)", "javascript:alert(1)" },
	{ "java\nscript:alert(1)", "javascript:alert(1)" },
	{ "data:text/plain,a b", "data:text/plain,a%20b" },
};

static void resolve_all(const char *base, const struct pair *rows, size_t count)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < count; i++) {
		buf_clear(&out);
		url_resolve(&out, str_from(base), str_from(rows[i].from));
		CHECK_STR(buf_str(&out), rows[i].to);
	}
	buf_free(&out);
}

static void test_the_examples_of_rfc_3986_resolve(void **state)
{
	(void)state;
	resolve_all("http://a/b/c/d;p?q", rfc, sizeof(rfc) / sizeof(rfc[0]));
}

static void test_sloppy_addresses_resolve_as_in_browsers(void **state)
{
	(void)state;
	resolve_all("http://a/b/c/d;p?q", lenient, sizeof(lenient) / sizeof(lenient[0]));
}

static void test_a_base_without_a_path_gets_a_slash(void **state)
{
	(void)state;
	static const struct pair rows[] = {
		{ "x", "http://a/x" }, { "../x", "http://a/x" }, { "?q", "http://a?q" },
		{ "#f", "http://a#f" }, { "", "http://a" },
	};
	resolve_all("http://a", rows, sizeof(rows) / sizeof(rows[0]));
}

static void test_a_base_with_too_many_slashes_is_mended(void **state)
{
	(void)state;
	static const struct pair rows[] = { { "x", "http://a/b/x" }, { "?q", "http://a/b/c?q" } };

	resolve_all("http:///a/b/c", rows, sizeof(rows) / sizeof(rows[0]));
	resolve_all("http:\\\\a/b/c", rows, sizeof(rows) / sizeof(rows[0]));
}

static void test_without_a_usable_base_a_reference_stays(void **state)
{
	(void)state;
	static const struct pair rows[] = {
		{ "x/../y", "x/../y" }, { "//h/x", "//h/x" }, { "http://h/x", "http://h/x" },
		{ "", "" },
	};
	resolve_all("", rows, sizeof(rows) / sizeof(rows[0]));
	resolve_all("mailto:a@b", rows, sizeof(rows) / sizeof(rows[0]));
	resolve_all("page.html", rows, sizeof(rows) / sizeof(rows[0]));

	struct buf out = { 0 };
	CHECK(!url_resolve(&out, STR(""), STR(" ")));
	url_resolve(&out, STR("http://h/x"), STR("//")); /* slashes and no host */
	url_resolve(&out, STR("http://h/x"), STR("\\\\#"));
	buf_free(&out);
}

static void test_parts_of_an_address_are_views(void **state)
{
	(void)state;
	struct url u;

	CHECK(url_split(STR("https://me:pw@News.Example:8443/a/b?c=d#e"), &u));
	CHECK_STR(u.scheme, "https");
	CHECK_STR(u.user, "me:pw");
	CHECK_STR(u.host, "News.Example");
	CHECK_STR(u.port, "8443");
	CHECK_STR(u.path, "/a/b");
	CHECK_STR(u.query, "c=d");
	CHECK_STR(u.fragment, "e");
	CHECK(url_split(STR("http://[::1]:8/"), &u));
	CHECK_STR(u.host, "[::1]");
	CHECK(url_split(STR("http://h?"), &u) && u.query.ptr && !u.fragment.ptr);
	CHECK(!url_split(STR("http://h:80x/"), &u));
	CHECK(!url_split(STR("http://[::1/"), &u));
}

static void test_only_http_with_a_host_is_web(void **state)
{
	(void)state;
	static const char *const yes[] = {
		"http://a", "https://a.example/x?y#z", "HTTPS://A/", "http://[::1]/",
		"http://u:p@h/", "http://h:80/", "http://b\xc3\xbc" "cher.example/",
	};
	static const char *const no[] = {
		"", "a.example", "//a/", "ftp://a/", "file:///etc/passwd", "javascript:alert(1)",
		"data:text/html,x", "http://", "http:///", "http://@/", "http:/a", "-http://a/",
		"http://a/\x1b[2J", "http://a/ b", "http://a\n/", "http://a/\xc2\x9b",
		"http://a/\xe2\x80\xae", "http://a|b/", "http://a:x/", "http://-a/",
		"exec:ls", "|ls", "http://a b/", "http://a\\b@c/",
	};
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!url_is_web(str_from(yes[i])))
			fail_msg("refused: %s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (url_is_web(str_from(no[i])))
			fail_msg("allowed: %s", no[i]);
	CHECK(!url_is_web((struct str){ "http://a/\0b", 11 }));
}

static void test_the_host_after_userinfo_is_the_host(void **state)
{
	(void)state;
	CHECK_STR(url_host(STR("http://bank.example@evil.example/")), "evil.example");
	CHECK_STR(url_host(STR("http://a@b@evil.example:80/")), "evil.example");
	CHECK_STR(url_host(STR("http://good.example\\@evil.example/")), "good.example");
	CHECK_STR(url_host(STR("no address")), "");
}

static void test_the_site_of_a_host_is_its_registrable_domain(void **state)
{
	(void)state;
	static const struct pair rows[] = {
		{ "www.a.example", "a.example" },	{ "a.example", "a.example" },
		{ "x.y.news.co.id", "news.co.id" },	{ "dinas.kota.go.id", "kota.go.id" },
		{ "b.co.uk", "b.co.uk" },		{ "localhost", "localhost" },
		{ "192.168.0.7", "192.168.0.7" },	{ "[::1]", "[::1]" },
		{ "co.com", "co.com" },			{ "a.b.example.", "b.example" },
		{ "go.id", "go.id" },			{ "", "" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK_STR(url_site(str_from(rows[i].from)), rows[i].to);
}

static void test_addresses_of_one_article_share_an_identity(void **state)
{
	(void)state;
	static const struct pair rows[] = {
		{ "http://a.example/x", "a.example/x" },
		{ "https://www.A.example:443/x/", "a.example/x" },
		{ "http://a.example/x;jsessionid=1F.node2?id=3&PHPSESSID=ab", "a.example/x?id=3" },
		{ "http://a.example/x;JSESSIONID=1F/y;v=2", "a.example/x/y;v=2" },
		{ "http://u:p@a.example/x?utm_source=rss&UTM_medium=feed#top", "a.example/x" },
		{ "https://a.example/x?b=2&fbclid=Z&a=1", "a.example/x?a=1&b=2" },
		{ "https://a.example:8080/", "a.example:8080" },
		{ "https://a.example/%7ej/%c3%a9", "a.example/~j/%C3%A9" },
		{ "https://a.example/~j/\xc3\xa9", "a.example/~j/%C3%A9" },
		{ "https://a.example/b/../x/./", "a.example/x" },
		{ "https://a.example/#!/7", "a.example#!/7" },
		{ "https://a.example/x?", "a.example/x" },
		{ "https://a.example/a%2Fb", "a.example/a%2Fb" },
	};
	struct buf out = { 0 };
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		CHECK(url_add_identity(&out, str_from(rows[i].from)));
		CHECK_STR(buf_str(&out), rows[i].to);
	}
	buf_clear(&out);
	CHECK(!url_add_identity(&out, STR("mailto:a@b")));
	buf_free(&out);
}

static void test_userinfo_is_never_shown(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct buf out = { 0 };

	CHECK(url_add_shown(&out, STR("https://me:secret@h.example/x?a@b")));
	CHECK_STR(buf_str(&out), "https://h.example/x?a@b");
	buf_clear(&out);
	CHECK(url_add_shown(&out, STR("http://me:secret@h:badport/")));
	CHECK_STR(buf_str(&out), "http://h:badport/");
	buf_clear(&out);
	CHECK(url_add_shown(&out, STR("plain text @ night")));
	CHECK_STR(buf_str(&out), "plain text @ night");
	CHECK_STR(url_shown(STR("https://me:secret@h.example/x?a@b"), &arena),
		  "https://h.example/x?a@b");
	CHECK_STR(url_shown(STR("https://h.example/"), &arena), "https://h.example/");
	arena_free(&arena);
	buf_free(&out);
}

static void test_a_foreign_host_is_shown_by_its_true_name(void **state)
{
	(void)state;
	static const struct { const char *url, *shown; } rows[] = {
		{ "https://apple.com/\xd0\xb0", "https://apple.com/\xd0\xb0" },
		{ "https://\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.com/x",
		  "https://xn--80ak6aa92e.com/x" },
		{ "https://%D0%B0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5.com",
		  "https://xn--80ak6aa92e.com" },
		{ "http://me:pw@M\xc3\xbcnchen.example:8080/?q#f",
		  "http://xn--mnchen-3ya.example:8080/?q#f" },
		{ "http://\xe4\xbe\x8b\xe3\x81\x88.\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88/",
		  "http://xn--r8jz45g.xn--zckzah/" },
		/* A full-width dot and a space that is not seen. */
		{ "http://a\xef\xbc\x8e" "b\xe2\x80\x8b.example/", "http://a.b.example/" },
		{ "http://\xc3\x9f\xff/", "http://\xc3\x9f\xff/" },
		{ "plain text", "plain text" },
		/* nothing is left of it, or what would end the host elsewhere */
		{ "http://\xe2\x80\x8c/p", "http://\xe2\x80\x8c/p" },
		{ "http://bank.id%2F\xd0\xb0.net/p", "http://bank.id%2F\xd0\xb0.net/p" },
		{ "http://bank.id%40\xd0\xb0.net/p", "http://bank.id%40\xd0\xb0.net/p" },
	};
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		CHECK(url_add_readable(&out, str_from(rows[i].url)));
		CHECK_STR(buf_str(&out), rows[i].shown);
	}
	/* Labels longer than any that is real stay as they are. */
	buf_clear(&out);
	struct buf wide = { 0 };
	buf_add(&wide, STR("http://"));
	for (int i = 0; i < 300; i++)
		buf_add(&wide, STR("\xd0\xb0"));
	CHECK(url_add_readable(&out, buf_str(&wide)));
	CHECK(str_eq(buf_str(&out), buf_str(&wide)));
	buf_free(&wide);
	buf_free(&out);
}

static void test_decoding_leaves_broken_escapes_alone(void **state)
{
	(void)state;
	struct buf out = { 0 };

	CHECK(url_add_decoded(&out, STR("a%20b%zz%4")));
	CHECK_STR(buf_str(&out), "a b%zz%4");
	buf_free(&out);
}

/* What is read in one look has to be just what the long way would say. */
static void test_plain_addresses_are_told_from_nearly_plain_ones(void **state)
{
	static const struct pair rows[] = {
		{ "http://a", "http://a" },
		{ "https://a.b-c:8080/d/../e?f=%20&g#h", "https://a.b-c:8080/d/../e?f=%20&g#h" },
		{ "http://a?b\\c", "http://a?b\\c" },
		{ "http://a/b\\c", "http://a/b/c" },
		{ "http://a/b c", "http://a/b%20c" },
		{ "http:///a/b", "http://a/b" },
		{ "http://a/b ", "http://a/b" },
		{ "http://a/\x7f" "b", "http://a/%7Fb" },
		{ "http:b", "http://h/b" },
	};
	static const char *const bad[] = { "http://", "http://-a/", "http://a:123456/",
					   "http://a:b/", "http://a%b/", "http://a/b c",
					   "ftp://a/", "http:a" };

	(void)state;
	resolve_all("http://h/x", rows, sizeof(rows) / sizeof(rows[0]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (url_is_web(str_from(bad[i])))
			fail_msg("%s", bad[i]);
	CHECK(url_is_web(STR("http://a:12345/")) && url_is_web(STR("https://a.b:/?c")));
}

static void test_a_long_row_of_dots_is_resolved_in_linear_time(void **state)
{
	(void)state;
	struct buf ref = { 0 }, out = { 0 };

	for (int i = 0; i < 500000; i++)
		buf_add(&ref, i % 2 ? STR("../") : STR("a/"));
	CHECK(url_resolve(&out, STR("http://h/b/c"), buf_str(&ref)));
	CHECK_STR(buf_str(&out), "http://h/b/");
	buf_free(&ref);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_examples_of_rfc_3986_resolve),
		TEST(sloppy_addresses_resolve_as_in_browsers),
		TEST(a_base_without_a_path_gets_a_slash),
		TEST(a_base_with_too_many_slashes_is_mended),
		TEST(without_a_usable_base_a_reference_stays),
		TEST(parts_of_an_address_are_views),
		TEST(only_http_with_a_host_is_web),
		TEST(the_host_after_userinfo_is_the_host),
		TEST(the_site_of_a_host_is_its_registrable_domain),
		TEST(addresses_of_one_article_share_an_identity),
		TEST(userinfo_is_never_shown),
		TEST(a_foreign_host_is_shown_by_its_true_name),
		TEST(decoding_leaves_broken_escapes_alone),
		TEST(plain_addresses_are_told_from_nearly_plain_ones),
		TEST(a_long_row_of_dots_is_resolved_in_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
