/* SPDX-License-Identifier: MIT */
#include "feed/feed.h"

#include "base/i18n.h"
#include "feed/decode.h"
#include "feed/discover.h"
#include "feed/draft.h"
#include "feed/json.h"
#include "feed/parse.h"

/* Without what may stand before a document: white space and stray marks. */
static struct str skip_blank(struct str text)
{
	for (;;) {
		text = str_trim(text);
		if (!str_has_prefix(text, STR("\xef\xbb\xbf")))
			return text;
		text = str_slice(text, 3, text.len);
	}
}

static bool is_json(struct str text)
{
	return text.len && text.ptr[0] == '{';
}

/* Tags that nobody knows, and a server that calls them a web page: one without
 * <html>, which is no fault. */
static bool is_called_html(struct str text, struct str content_type)
{
	return text.len && text.ptr[0] == '<' &&
	       str_find_nocase(content_type, STR("html")) != SIZE_MAX;
}

static bool has_zeros_only(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i])
			return false;
	return true;
}

/* Why there is no feed in text. */
static bool explain(struct str text, struct str bytes, bool is_html, struct news_feed *feed,
		    struct error *err)
{
	if (is_html && feed->alternate_count)
		return error_say(err, N_("The server sent a web page, not a feed; feeds that it "
					 "names: %zu"), feed->alternate_count);
	if (is_html)
		return error_say(err, N_("The server sent a web page, not a feed"));
	if (has_zeros_only(text))
		return error_say(err, N_("The document is empty"));
	if (str_has_prefix(bytes, STR("\x1f\x8b")))
		return error_say(err, N_("The server sent packed bytes without saying so"));
	return error_say(err, N_("This is no feed"));
}

bool feed_parse(const struct feed_source *source, struct news_feed *feed, struct error *err)
{
	struct decoded decoded = decode(source);
	struct str text = skip_blank(decoded.text);
	struct error why = { .exit_code = 0 };
	bool is_html = false, is_good;

	*feed = (struct news_feed){ .format = NEWS_UNKNOWN };
	feed->encoding = arena_str(&feed->arena, str_from(decoded.name));
	if (decoded.is_mended)
		draft_complain(feed, N_("some bytes are not in the encoding that is declared"));
	is_good = is_json(text) ? json_feed_parse(text, source->base, feed, &why)
				: parse_xml(text, source->base, feed, &is_html, &why);
	if (!is_good && !why.text[0])
		is_html = is_html || is_called_html(text, source->content_type);
	if (!is_good && is_html)
		discover(text, source->base, feed);
	if (!is_good && why.text[0] && err)
		*err = why;
	else if (!is_good && !why.text[0])
		explain(text, source->bytes, is_html, feed, err);
	buf_free(&decoded.room);
	return is_good;
}
