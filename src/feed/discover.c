/* SPDX-License-Identifier: MIT */
#include "feed/discover.h"

#include "base/url.h"
#include "base/utf8.h"
#include "feed/draft.h"
#include "feed/text.h"
#include "feed/xml.h"

enum { ALTERNATES_MAX = 32 };

struct search {
	struct xml_reader xml;
	struct news_feed *feed;
	struct str address, base;
};

static struct str attribute(struct search *s, const char *name)
{
	struct buf decoded = { 0 }, line = { 0 };

	xml_add_decoded(NULL, &decoded, utf8_clip(xml_find(&s->xml, name), DRAFT_ADDRESS),
			XML_PLAIN);
	utf8_squeeze(&line, buf_str(&decoded));
	struct str kept = line.len ? arena_str(&s->feed->arena, buf_str(&line))
				   : (struct str){ NULL, 0 };
	buf_free(&decoded);
	buf_free(&line);
	return kept;
}

static bool has_word(struct str words, struct str wanted)
{
	struct str word;

	while (str_next_word(&words, &word))
		if (str_eq_nocase(word, wanted))
			return true;
	return false;
}

static bool is_feed_type(struct str type)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/feed+json", "application/json", "application/xml", "text/xml",
		"application/x.atom+xml", "application/x-atom+xml", "text/rss+xml",
	};

	type = str_trim(str_slice(type, 0, str_find_char(type, ';')));
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq_nocase(type, str_from(types[i])))
			return true;
	return false;
}

/* WordPress names its programming interface as application/json. */
static bool is_other_json(struct str type, struct str url)
{
	return str_eq_nocase(type, STR("application/json")) &&
	       str_find_nocase(url, STR("feed")) == SIZE_MAX;
}

static void read_link(struct search *s)
{
	struct str rel = attribute(s, "rel"), type = attribute(s, "type");
	struct news_feed *feed = s->feed;

	if (feed->alternate_count == ALTERNATES_MAX ||
	    (!has_word(rel, STR("alternate")) && !has_word(rel, STR("feed"))) ||
	    (!is_feed_type(type) && (type.len || !has_word(rel, STR("feed")))))
		return;
	struct str url = draft_web_address(&feed->arena, s->base, attribute(s, "href"));
	if (url.len == 0 || str_eq(url, s->address) || is_other_json(type, url))
		return;
	for (size_t i = 0; i < feed->alternate_count; i++)
		if (str_eq(feed->alternates[i].url, url))
			return;
	if (!feed->alternates)
		feed->alternates = arena_array(&feed->arena, ALTERNATES_MAX,
					       sizeof(*feed->alternates));
	feed->alternates[feed->alternate_count++] =
		(struct news_alternate){ url, attribute(s, "title"), type };
}

void discover(struct str html, struct str address, struct news_feed *feed)
{
	struct search s = { .xml = { .rest = html }, .feed = feed, .address = address,
			    .base = address };
	enum xml_kind kind;

	while ((kind = xml_next(&s.xml)) != XML_EOF) {
		if (kind != XML_START)
			continue;
		struct str name = s.xml.name;
		if (str_eq_nocase(name, STR("link")))
			read_link(&s);
		else if (str_eq_nocase(name, STR("base")) && str_eq(s.base, address))
			s.base = draft_web_address(&feed->arena, address, attribute(&s, "href"));
		else if ((str_eq_nocase(name, STR("script")) ||
			  str_eq_nocase(name, STR("style"))) && !s.xml.is_empty)
			xml_skip_raw(&s.xml, name);
		if (s.base.len == 0)
			s.base = address;
	}
}
