/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "html/phrases_fold.h"
#include "html/related_mark.h"

enum { KICKER_WORDS = 4, NUMBER_MAX = 3 };

/* Parts of a path that lead to lists of articles, not to one. */
static const char *const list_parts[] = {
	"tag", "tags", "topic", "topics", "topik", "tagar", "keyword", "author", "authors",
	"penulis", "penulis-berita", "search", "cari", "thema", "themen", "temas", "etiqueta",
	"hashtag", "login", "subscribe", "langganan", "berlangganan", "newsletter",
	"newsletters", "subscription", "subscriptions", "abonnement", "abonnements",
	"abonnieren", "suscripcion", "assinatura", "epaper", "e-paper", "register", "signup",
	"sign-up", "account", "comments",
};

/* These do, too, unless the name of an article stands behind them. */
static const char *const drawer_parts[] = {
	"archive", "archives", "arsip", "category", "download", "editor", "indeks", "index",
	"kategori", "label", "profil", "profile", "reporter", "sujet", "tema", "user", "users",
};

/* Names of hosts at which something is sold or sent. */
static const char *const shop_hosts[] = {
	"epaper.", "e-paper.", "shop.", "abo.", "langganan.", "subscribe.", "newsletter.",
	"account.", "accounts.", "login.",
};

/* Places where pages are shared and channels are advertised. */
static const char *const share_hosts[] = {
	"facebook.com", "twitter.com", "x.com", "wa.me", "whatsapp.com", "t.me",
	"telegram.me", "news.google.com", "instagram.com", "youtube.com", "tiktok.com",
	"linkedin.com", "pinterest.com", "line.me", "play.google.com", "apps.apple.com",
	"itunes.apple.com", "threads.net", "bsky.app", "reddit.com", "flipboard.com",
	"google.com",
};

static const char *const fillers[] = {
	"dan", "and", "und", "et", "y", "e", "en", "och", "og", "ja", "ve", "i", "a", "o",
	"serta", "atau", "or", "и", "та", "و", "oder", "ou",
};

static bool is_among(struct str part, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(part, str_from(parts[i])))
			return true;
	return false;
}
#define IS_AMONG(part, parts) is_among(part, parts, sizeof(parts) / sizeof((parts)[0]))

/* A headline made into a part of a path: "harga-beras-naik-lagi". */
static bool is_slug(struct str part)
{
	int words = 1;

	for (size_t i = 1; i + 1 < part.len; i++)
		words += part.ptr[i] == '-' || part.ptr[i] == '_';
	return words >= 4;
}

/* Whether the path leads to a list of articles. */
static bool is_list_path(struct str path)
{
	bool is_drawer = false;
	struct str part;

	while (str_cut(&path, '/', &part)) {
		if (IS_AMONG(part, list_parts))
			return true;
		if (IS_AMONG(part, drawer_parts))
			is_drawer = true;
		else if (is_slug(part))
			is_drawer = false;
	}
	return is_drawer;
}

static bool is_host(struct str host, struct str wanted)
{
	if (!str_has_suffix(host, wanted))
		return false;
	return host.len == wanted.len || host.ptr[host.len - wanted.len - 1] == '.';
}

static bool is_share_host(struct str host)
{
	for (size_t i = 0; i < sizeof(shop_hosts) / sizeof(shop_hosts[0]); i++)
		if (str_has_prefix_nocase(host, str_from(shop_hosts[i])))
			return true;
	for (size_t i = 0; i < sizeof(share_hosts) / sizeof(share_hosts[0]); i++)
		if (is_host(host, str_from(share_hosts[i])))
			return true;
	return false;
}

/* "?page=2" and the like, alone or after other parameters. */
static bool has_pager(struct str query)
{
	static const char *const names[] = {
		"page=", "showpage=", "halaman=", "hal=", "s=", "q=",
	};
	struct str one;

	while (str_cut(&query, '&', &one))
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (str_has_prefix_nocase(one, str_from(names[i])))
				return true;
	return false;
}

bool related_is_article(struct str url, struct str page_url)
{
	struct url parts, page;

	if (!url_is_web(url) || !url_split(url, &parts))
		return false;
	if (is_share_host(url_host(url)) || has_pager(parts.query))
		return false;
	if (is_list_path(parts.path))
		return false;
	if (parts.path.len <= 1 && str_is_empty(parts.query))
		return false;
	if (!str_is_empty(page_url) && url_split(page_url, &page) &&
	    str_eq(parts.path, page.path) && str_eq(parts.query, page.query) &&
	    str_eq_nocase(parts.host, page.host))
		return false;
	return true;
}

static bool is_filler_word(struct str word)
{
	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++)
		if (str_eq_nocase(word, str_from(fillers[i])))
			return true;
	return false;
}

static bool has_letters(struct str word)
{
	uint32_t folded[FOLD_MAX];

	while (!str_is_empty(word)) {
		int count = fold_code_point(utf8_next(&word), folded);
		bool is_digit = count > 0 && folded[0] >= '0' && folded[0] <= '9';

		if (count > 0 && fold_is_word(folded[0]) && !is_digit)
			return true;
	}
	return false;
}

/* Bytes of words that are no punctuation, no conjunction, no number in front
 * of a link. */
static size_t foreign_len(struct str text)
{
	struct str word;
	size_t len = 0;

	while (str_next_word(&text, &word)) {
		bool is_word = has_letters(word) || word.len > NUMBER_MAX;

		if (is_word && !is_filler_word(word))
			len += word.len;
	}
	return len;
}

static bool is_title_junk(uint32_t folded)
{
	if (folded == '"' || folded == '\'' || folded == '(' || folded == '[' || folded == '#')
		return false;
	if (folded == 0xab || folded == 0x201e || folded == 0xbf || folded == 0xa1)
		return false;
	if (folded >= 0x3008 && folded <= 0x3011)
		return false;
	return !fold_is_word(folded) && folded != '$' && folded != '@' && folded != 0x20ac &&
	       folded != 0xa3 && folded != '+' && folded != 0x2026;
}

/* A bracket at the end whose other half stands before the title. */
static bool ends_bracket(struct str title)
{
	static const char pairs[] = "])";
	char last = title.len ? title.ptr[title.len - 1] : 0;

	if (!last || !strchr(pairs, last))
		return false;
	return str_find_char(title, last == ']' ? '[' : '(') == SIZE_MAX;
}

/* Signs in front: bullets, arrows, colons. Behind: arrows and blanks. */
struct str related_title_trim(struct str title)
{
	uint32_t folded[FOLD_MAX];

	title = str_trim(title);
	while (!str_is_empty(title)) {
		struct str rest = title;
		int count = fold_code_point(utf8_next(&rest), folded);

		if (count && !is_title_junk(folded[0]))
			break;
		title = rest;
	}
	for (;;) {
		static const char *const tails[] = { "›", ">", "→", "\xc2\xa0", "|", ",", ";" };
		size_t before = title.len;

		title = str_trim(title);
		for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
			if (str_has_suffix(title, str_from(tails[i])))
				title.len -= strlen(tails[i]);
		title.len -= ends_bracket(title);
		if (str_has_suffix(title, STR("»")) && str_find(title, STR("«")) == SIZE_MAX)
			title.len -= sizeof("»") - 1;
		if (title.len == before)
			break;
	}
	return title;
}

size_t related_word_count(struct str text)
{
	uint32_t folded[FOLD_MAX];
	size_t words = 0, signs = 0;
	bool was_word = false;

	while (!str_is_empty(text) && words < 100) {
		int count = fold_code_point(utf8_next(&text), folded);

		for (int i = 0; i < count; i++) {
			bool is_word = fold_is_word(folded[i]);

			if (is_word && (fold_is_unspaced(folded[i])))
				signs++;
			else if (is_word && !was_word)
				words++;
			was_word = is_word;
		}
	}
	return words + signs / 2;
}

bool related_title_is_telling(const struct phrases *phrases, struct str title, size_t least_words)
{
	struct phrase_match match;

	if (related_word_count(title) < least_words || title.ptr[0] == '#')
		return false;
	return !phrases_match(phrases, title, &match) || match.rest < title.len ||
	       match.class != PHRASE_NEVER;
}

/* A title that the page cut short may be whole in an attribute. */
static struct str fuller_title(const struct dom_node *link, struct str title)
{
	struct str whole = str_trim(dom_attr(link, "title"));
	struct str stem = title;

	if (str_has_suffix(title, STR("...")))
		stem.len -= 3;
	else if (str_has_suffix(title, STR("…")))
		stem.len -= sizeof("…") - 1;
	else
		return title;
	return whole.len > title.len && str_has_prefix(whole, str_trim(stem)) ? whole : title;
}

static bool is_in_heading(const struct dom_node *node)
{
	while (node && node->tag != DOM_A && !dom_is_block(node))
		node = node->parent;
	if (dom_is(node, DOM_A))
		node = node->parent;
	return node && dom_heading_level(node) > 0;
}

/* Of a card's lines a heading is the title, else the first that is no mere
 * kicker. */
static bool is_better_title(const struct related_item *old, const struct related_item *item)
{
	if (item->is_heading != old->is_heading)
		return item->is_heading;
	return related_word_count(old->title) < KICKER_WORDS &&
	       related_word_count(item->title) > related_word_count(old->title);
}

/* The same link again (a picture, a card of several lines) is one item. */
static void item_add(struct related_find *find, struct related_item item)
{
	for (size_t i = 0; i < find->item_count; i++) {
		if (str_is_empty(item.url) || !str_eq(find->items[i].url, item.url))
			continue;
		if (is_better_title(&find->items[i], &item))
			find->items[i] = item;
		return;
	}
	if (find->item_count < RELATED_LIST_MAX)
		find->items[find->item_count++] = item;
}

/* "" for an address that leads nowhere: "#", "javascript:". */
static bool is_nowhere(struct str href)
{
	href = str_trim(href);
	return href.len == 0 || (href.ptr[0] == '#' && href.len <= 2) ||
	       str_has_prefix_nocase(href, STR("javascript:"));
}

/* "#comments": a place in this page. */
static bool is_in_page(struct str href)
{
	href = str_trim(href);
	return href.len > 2 && href.ptr[0] == '#';
}

/* "/sport" under the word "Sport": a section, not an article. */
static bool is_section_link(struct str url, struct str title)
{
	struct url parts;

	if (related_word_count(title) > 2 || !url_split(url, &parts) || parts.query.len)
		return false;
	for (size_t i = 0; i < parts.path.len; i++)
		if (strchr("0123456789-_.", parts.path.ptr[i]))
			return false;
	return true;
}

/* False when the link is one that must not be followed as an article. */
static bool link_add(struct dom *dom, const struct line_span *span, struct str title,
		     struct related_find *find)
{
	const struct dom_node *link = span->link;
	struct str href = dom_attr(link, "href"), url = { 0 };

	title = fuller_title(link, related_title_trim(title));
	if (str_is_empty(title))
		return true;
	title = utf8_clip(title, RELATED_TITLE_MAX);
	if (is_in_page(href))
		return false;
	if (!is_nowhere(href)) {
		url = dom_url(dom, href);
		if (!related_is_article(url, dom->base))
			return false;
		if (is_section_link(url, title))
			return true;
	}
	/* Only the explicit labels keep a title that leads nowhere. */
	if (!url.len && find->class != PHRASE_ALSO)
		return true;
	title = arena_str(&dom->arena, title);
	item_add(find, (struct related_item){ url, title, is_in_heading(span->node) });
	return true;
}

/* "A title Baca juga: another title": a label again is no foreign text. */
static size_t strange_len(const struct marker *m, struct str text)
{
	struct phrase_match match;

	if (m->phrases && phrases_match(m->phrases, text, &match) && match.rest >= text.len &&
	    match.class == PHRASE_ALSO)
		return 0;
	return foreign_len(text);
}

/* Whether the next span goes on with the link: the same element, or the same
 * address again right behind it. */
static bool is_same_link(const struct line_span *a, const struct line_span *b)
{
	if (a->link == b->link)
		return true;
	return b->link && a->to == b->from &&
	       str_eq(dom_attr(a->link, "href"), dom_attr(b->link, "href"));
}

bool related_items_read(const struct marker *m, const struct line *line, size_t from,
			size_t percent, struct related_find *find)
{
	size_t foreign = 0, i = 0;

	while (i < line->span_count) {
		const struct line_span *span = &line->spans[i];
		size_t begin = span->from > from ? span->from : from, end = span->to;

		i++;
		if (end <= from)
			continue;
		if (!span->link) {
			foreign += strange_len(m, str_slice(line->text, begin, end));
			continue;
		}
		while (i < line->span_count && is_same_link(&line->spans[i - 1], &line->spans[i]))
			end = line->spans[i++].to;
		if (!link_add(m->dom, span, str_slice(line->text, begin, end), find))
			return false;
	}
	return foreign * 100 <= line->text.len * percent;
}
