/* SPDX-License-Identifier: MIT */
#include "feed/names.h"

enum { LONGEST = 24 };

static const struct element_kind kinds[] = {
	[ELEMENT_UNKNOWN] = { READ_NONE, 0 },
#define ELEMENT(id, how, flags) [ELEMENT_##id] = { READ_##how, flags },
#include "feed/elements.def"
#undef ELEMENT
};

static const struct { struct str name; enum space space; enum element id; } names[] = {
#define NAME(name, space, id) { { name, sizeof(name) - 1 }, SPACE_##space, ELEMENT_##id },
#include "feed/names.def"
#undef NAME
};

static const struct { const char *name; bool is_void; } tags[] = {
#define TAG(name, is_void) { name, is_void },
#include "feed/tags.def"
#undef TAG
};

/* What the addresses of namespaces begin with; writers vary the rest. */
static const struct { const char *start; enum space space; } spaces[] = {
	{ "http://www.w3.org/2005/atom", SPACE_ATOM },
	{ "http://purl.org/atom/", SPACE_ATOM },
	{ "http://purl.org/rss/1.0/modules/content", SPACE_CONTENT },
	{ "http://purl.org/rss/1.0/modules/syndication", SPACE_SY },
	{ "http://purl.org/rss/1.0/modules/", SPACE_OTHER },
	{ "http://purl.org/rss/", SPACE_CORE },
	{ "http://purl.org/net/rss1.1", SPACE_CORE },
	{ "http://my.netscape.com/", SPACE_CORE },
	{ "http://channel.netscape.com/rdf/simple", SPACE_CORE },
	{ "http://backend.userland.com/rss", SPACE_CORE },
	{ "http://blogs.law.harvard.edu/tech/rss", SPACE_CORE },
	{ "http://cyber.law.harvard.edu/rss", SPACE_CORE },
	{ "http://www.rssboard.org/rss", SPACE_CORE },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
	{ "http://purl.org/dc/elements/", SPACE_DC },
	{ "http://purl.org/metadata/dublin_core", SPACE_DC },
	{ "http://purl.org/dc/terms", SPACE_TERMS },
	{ "http://search.yahoo.com/mrss", SPACE_MEDIA },
	{ "http://tools.search.yahoo.com/mrss", SPACE_MEDIA },
	{ "http://video.search.yahoo.com/mrss", SPACE_MEDIA },
	{ "http://www.itunes.com/dtds/podcast", SPACE_ITUNES },
	{ "http://itunes.apple.com/dtds/podcast", SPACE_ITUNES },
	{ "http://www.google.com/schemas/play-podcasts", SPACE_ITUNES },
	{ "http://www.w3.org/1999/xhtml", SPACE_XHTML },
	{ "http://www.w3.org/xml/1998/namespace", SPACE_XML },
	{ "http://rssnamespace.org/feedburner/ext", SPACE_BURNER },
};

static const struct { const char *prefix; enum space space; } prefixes[] = {
	{ "atom", SPACE_ATOM }, { "atom10", SPACE_ATOM }, { "a10", SPACE_ATOM },
	{ "atom03", SPACE_ATOM }, { "rss", SPACE_CORE }, { "rdf", SPACE_RDF },
	{ "dc", SPACE_DC }, { "dcterms", SPACE_TERMS }, { "dct", SPACE_TERMS },
	{ "content", SPACE_CONTENT }, { "media", SPACE_MEDIA }, { "mrss", SPACE_MEDIA },
	{ "itunes", SPACE_ITUNES }, { "googleplay", SPACE_ITUNES }, { "sy", SPACE_SY },
	{ "syn", SPACE_SY }, { "xhtml", SPACE_XHTML }, { "feedburner", SPACE_BURNER },
	{ "xml", SPACE_XML },
};

struct element_kind element_kind(enum element id)
{
	return kinds[id];
}

enum space space_of_uri(struct str uri)
{
	uri = str_trim(uri);
	if (str_has_prefix_nocase(uri, STR("https://")))
		uri = str_slice(uri, 8, uri.len);
	else if (str_has_prefix_nocase(uri, STR("http://")))
		uri = str_slice(uri, 7, uri.len);
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		if (str_has_prefix_nocase(uri, str_from(spaces[i].start + 7)))
			return spaces[i].space;
	return SPACE_OTHER;
}

enum space space_of_prefix(struct str prefix)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (str_eq_nocase(prefix, str_from(prefixes[i].prefix)))
			return prefixes[i].space;
	return SPACE_OTHER;
}

static bool lower(struct str from, char to[LONGEST], struct str *low)
{
	if (from.len == 0 || from.len > LONGEST)
		return false;
	for (size_t i = 0; i < from.len; i++)
		to[i] = str_lower(from.ptr[i]);
	*low = (struct str){ to, from.len };
	return true;
}

enum element element_find(enum space space, struct str local)
{
	size_t from = 0, count = sizeof(names) / sizeof(names[0]), to = count;
	char room[LONGEST];
	struct str name;

	if (space == SPACE_OTHER || !lower(local, room, &name))
		return ELEMENT_UNKNOWN;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = (unsigned char)names[middle].name.ptr[0] - (unsigned char)name.ptr[0];
		if (order == 0)
			order = str_cmp(names[middle].name, name);
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < count && str_eq(names[from].name, name); from++)
		if (names[from].space == space)
			return names[from].id;
	return ELEMENT_UNKNOWN;
}

static int tag_find(struct str local)
{
	size_t from = 0, to = sizeof(tags) / sizeof(tags[0]);
	char room[LONGEST];
	struct str name;

	if (!lower(local, room, &name))
		return -1;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(str_from(tags[middle].name), name);
		if (order == 0)
			return (int)middle;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return -1;
}

bool name_is_tag(struct str local)
{
	return tag_find(local) >= 0;
}

bool name_is_void(struct str local)
{
	int at = tag_find(local);

	return at >= 0 && tags[at].is_void;
}
