/* SPDX-License-Identifier: MIT */
#include "html/build.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"

enum {
	ICON = 48,           /* CSS pixels: what is smaller is no picture */
	WIDTH_WANTED = 1280, /* of a srcset: the next larger one */
};

/* Attributes in which lazy loaders keep the address, best first. */
static const char *const lazy_attrs[] = {
	"data-src", "data-original", "data-lazy-src", "data-lazy", "data-url",
	"data-image", "data-img-src", "data-full-src", "data-hi-res-src", "data-echo",
	"data-li-src", "data-pin-media", "data-actualsrc", "data-original-src",
};
static const char *const lazy_sets[] = { "data-srcset", "data-lazy-srcset", "srcset" };

/* Parts of addresses that stand for a picture still to come. */
static const char *const stand_ins[] = {
	"placeholder", "spacer", "blank.", "pixel.", "1x1", "transparent", "lazyload",
	"loading.", "grey.gif", "gray.gif", "empty.", "dummy",
};

static bool is_stand_in(struct str url)
{
	if (!url.len || str_has_prefix_nocase(url, STR("data:")) || url.ptr[0] == '#')
		return true;
	size_t slash = url.len;
	while (slash && url.ptr[slash - 1] != '/')
		slash--;
	struct str file = str_slice(url, slash, url.len);

	for (size_t i = 0; i < sizeof(stand_ins) / sizeof(*stand_ins); i++)
		if (str_find_nocase(file, str_from(stand_ins[i])) != SIZE_MAX)
			return true;
	return false;
}

/* "640w", "2x" -> how wide; 0 for none. */
static int64_t descriptor_width(struct str s)
{
	struct str word;
	int64_t n = 0;

	if (!str_next_word(&s, &word) || word.len < 2)
		return 0;
	if (!str_to_int64(str_slice(word, 0, word.len - 1), &n) || n < 0 || n > 100000)
		return 0;
	return word.ptr[word.len - 1] == 'x' ? n * 600 : n;
}

/* The candidate of a srcset that is just wide enough. */
static struct str best_of_set(struct str set)
{
	struct str best = { 0 };
	int64_t best_width = -1;

	while (set.len) {
		size_t i = 0;
		while (i < set.len && (str_is_space(set.ptr[i]) || set.ptr[i] == ','))
			i++;
		size_t end = i;
		while (end < set.len && !str_is_space(set.ptr[end]))
			end++;
		struct str url = str_slice(set, i, end);
		struct str rest = str_slice(set, end, set.len), descriptor = { 0 };
		bool is_bare = url.len && url.ptr[url.len - 1] == ',';

		if (is_bare)
			url = str_slice(url, 0, url.len - 1);
		else
			str_cut(&rest, ',', &descriptor);
		set = rest;
		int64_t width = descriptor_width(descriptor);
		bool is_better = best_width < 0 ||
			(best_width < WIDTH_WANTED ? width > best_width
						   : width >= WIDTH_WANTED && width < best_width);
		if (url.len && !is_stand_in(url) && is_better) {
			best = url;
			best_width = width;
		}
	}
	return best;
}

static struct str from_sets(struct dom *dom, const struct dom_node *node)
{
	for (size_t i = 0; i < sizeof(lazy_sets) / sizeof(*lazy_sets); i++) {
		struct str url = best_of_set(dom_attr(node, lazy_sets[i]));
		if (url.len && (url = dom_url(dom, url)).len)
			return url;
	}
	return (struct str){ 0 };
}

static struct str from_attrs(struct dom *dom, const struct dom_node *node)
{
	struct str src = dom_attr(node, "src");

	for (size_t i = 0; i < sizeof(lazy_attrs) / sizeof(*lazy_attrs); i++) {
		struct str url = dom_attr(node, lazy_attrs[i]);
		if (url.len && !is_stand_in(url) && url.ptr[0] != '{' &&
		    (url = dom_url(dom, url)).len)
			return url;
	}
	if (!is_stand_in(src) && node->tag != DOM_SOURCE)
		return dom_url(dom, src);
	return (struct str){ 0 };
}

/* Whether nearly everything can show it: sources of a picture are made for
 * browsers that know their format. */
static bool is_common(const struct dom_node *source)
{
	struct str type = dom_attr(source, "type");

	return !type.len || str_eq_nocase(type, STR("image/jpeg")) ||
		str_eq_nocase(type, STR("image/jpg")) || str_eq_nocase(type, STR("image/png"));
}

static struct str from_picture(struct dom *dom, const struct dom_node *picture, bool is_any)
{
	for (const struct dom_node *n = picture->first; n; n = n->next) {
		struct str url = { 0 };

		if (n->tag != DOM_SOURCE || (!is_any && !is_common(n)))
			continue;
		if ((url = from_sets(dom, n)).len || (url = from_attrs(dom, n)).len)
			return url;
	}
	return (struct str){ 0 };
}

/* The picture in a <noscript> that stands behind a lazy one. */
static const struct dom_node *noscript_image(const struct dom_node *node)
{
	for (int up = 0; node && up < 3; up++, node = node->parent) {
		const struct dom_node *next = node->next;

		while (next && next->tag == DOM_TEXT)
			next = next->next;
		if (dom_is(next, DOM_NOSCRIPT))
			return dom_find(next, DOM_IMG);
		if (next)
			return NULL;
	}
	return NULL;
}

/* Sets of sizes come first: the plain address is often that of the smallest. */
struct str build_image_url(struct dom *dom, const struct dom_node *node)
{
	struct str url = from_sets(dom, node);
	const struct dom_node *picture = dom_above(node, DOM_PICTURE);

	if (!url.len && picture)
		url = from_picture(dom, picture, false);
	if (!url.len)
		url = from_attrs(dom, node);
	if (!url.len && picture)
		url = from_picture(dom, picture, true);
	if (!url.len && !dom_above(node, DOM_NOSCRIPT)) {
		const struct dom_node *other = noscript_image(node);
		if (other)
			url = from_attrs(dom, other);
	}
	return url;
}

static bool is_small(const struct dom_node *node, const char *attr)
{
	int64_t size;
	struct str value = str_trim(dom_attr(node, attr));

	if (str_has_suffix(value, STR("px")))
		value = str_slice(value, 0, value.len - 2);
	return str_to_int64(value, &size) && size > 0 && size < ICON;
}

/* A small picture whose words are signs: ":-)". */
static bool is_sign(const struct dom_node *node, struct str alt)
{
	for (size_t i = 0; i < alt.len; i++)
		if (((alt.ptr[i] | 32) >= 'a' && (alt.ptr[i] | 32) <= 'z') || alt.len > 16)
			return false;
	return is_small(node, "width") && is_small(node, "height");
}

/* Smileys are letters, and a formula is what it was drawn from. */
static bool add_letters(struct builder *b, const struct dom_node *node)
{
	struct str alt = str_trim(dom_attr(node, "alt")), wrap = STR("{\\displaystyle ");
	bool is_emoji = dom_has_hint(node, "emoji") || dom_has_hint(node, "smiley");
	bool is_formula = dom_has_hint(node, "mwe-math") || dom_has_hint(node, "latex");

	if (is_formula && str_has_prefix(alt, wrap) && alt.ptr[alt.len - 1] == '}')
		alt = str_trim(str_slice(alt, wrap.len, alt.len - 1));
	if (!alt.len || (!(is_emoji && alt.len <= 32) && !(is_formula && alt.len <= 1000) &&
			 !is_sign(node, alt)))
		return false;
	build_add_text(b, alt);
	return true;
}

static bool is_image_again(const struct builder *b, uint32_t link)
{
	return b->media_block && b->page->blocks[b->media_block - 1].link == link;
}

static void add_image(struct builder *b, const struct dom_node *node)
{
	if (add_letters(b, node) || is_small(node, "width") || is_small(node, "height"))
		return;
	struct str url = build_image_url(b->dom, node);
	struct buf alt = { .max = 1024 };

	if (!url.len || b->is_into_caption)
		return;
	utf8_squeeze(&alt, dom_attr(node, "alt"));
	uint32_t link = page_add_link(b->page, PAGE_LINK_IMAGE, url, buf_str(&alt),
				      (struct str){ 0 });

	buf_free(&alt);
	if (is_image_again(b, link))
		return;
	build_end(b);
	struct page_block *block = page_add_block(b->page, PAGE_IMAGE);
	block->link = link;
	block->quote = build_place(b)->quote;
	block->depth = build_place(b)->depth;
	block->inset = build_place(b)->inset;
	b->media_block = b->page->block_count;
	build_add_waiting_caption(b);
}

static void add_embed(struct builder *b, const struct dom_node *node, struct str ref)
{
	struct str url = dom_url(b->dom, ref);

	if (!url.len || b->is_into_caption || is_small(node, "width") || is_small(node, "height"))
		return;
	build_end(b);
	uint32_t link = page_add_link(b->page, PAGE_LINK_EMBED, url,
				      str_trim(dom_attr(node, "title")), (struct str){ 0 });
	page_add_block(b->page, PAGE_EMBED)->link = link;
	b->media_block = b->page->block_count;
	build_add_waiting_caption(b);
}

static void add_frame(struct builder *b, const struct dom_node *node)
{
	static const char *const attrs[] = { "src", "data-src", "data-lazy-src", "data-url" };

	for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); i++) {
		struct str url = dom_url(b->dom, dom_attr(node, attrs[i]));
		if (!url.len)
			continue;
		add_embed(b, node, url);
		return;
	}
}

static void add_film(struct builder *b, const struct dom_node *node)
{
	struct str src = dom_attr(node, "src");

	for (const struct dom_node *n = node->first; n && !src.len; n = n->next)
		if (n->tag == DOM_SOURCE)
			src = dom_attr(n, "src");
	add_embed(b, node, src);
}

/* Pictures in a <noscript> that its lazy double before it already gave. */
static void add_noscript(struct builder *b, struct dom_node *node)
{
	for (struct dom_node *n = dom_next(node, node); n; n = dom_next(n, node)) {
		if (n->tag == DOM_IMG)
			add_image(b, n);
		if (n->tag == DOM_IFRAME)
			add_frame(b, n);
	}
}

bool build_add_media(struct builder *b, struct dom_node *node)
{
	switch (node->tag) {
	case DOM_IMG: case DOM_AMP_IMG:
		add_image(b, node);
		return true;
	case DOM_NOSCRIPT:
		add_noscript(b, node);
		return true;
	case DOM_IFRAME: case DOM_AMP_IFRAME: case DOM_EMBED:
		add_frame(b, node);
		return true;
	case DOM_VIDEO: case DOM_AUDIO: case DOM_AMP_VIDEO:
		add_film(b, node);
		return true;
	default:
		return false;
	}
}
