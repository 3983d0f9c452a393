/* SPDX-License-Identifier: MIT */
#include "html/jsonld.h"

#include "html/entity.h"
#include "html/meta.h"

enum { SCRIPT_MAX = 4 << 20, OBJECTS_MAX = 20000 };

static bool type_fits(struct str type, struct str wanted)
{
	size_t slash = type.len;

	while (slash > 0 && type.ptr[slash - 1] != '/' && type.ptr[slash - 1] != ':')
		slash--;
	type = str_slice(type, slash, type.len);
	if (wanted.len && wanted.ptr[0] == '*')
		return str_has_suffix(type, str_slice(wanted, 1, wanted.len));
	return str_eq_nocase(type, wanted);
}

/* Whether an object has this @type, alone or in a list; type may begin with
 * '*' ("*Article": any type that ends so). */
static bool is_a(const struct value *object, const char *type)
{
	const struct value *types = value_find(object, "@type");

	if (!types)
		types = value_find(object, "type");
	if (!types)
		return false;
	if (types->kind == VALUE_STRING)
		return type_fits(types->raw, str_from(type));
	for (const struct value *one = types->first; one; one = one->next)
		if (type_fits(one->raw, str_from(type)))
			return true;
	return false;
}

static bool is_article(const struct value *object)
{
	static const char *const types[] = {
		"*Article", "*Posting", "Report", "Recipe", "Review", "*NewsArticle",
		"Claim*",
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (is_a(object, types[i]))
			return true;
	return false;
}

/* Objects below these are other articles than the page's own. */
static bool is_foreign(const struct value *object, const struct value *root)
{
	static const char *const keys[] = {
		"itemListElement", "hasPart", "relatedLink", "citation", "mentions",
		"isBasedOn", "comment", "liveBlogUpdate", "blogPost", "review", "video",
		"isPartOf", "about",
	};

	for (; object && object != root; object = object->parent)
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			if (str_eq(object->key, str_from(keys[i])))
				return true;
	return false;
}

static bool is_same_page(struct dom *dom, const struct value *object)
{
	static const char *const keys[] = { "url", "mainEntityOfPage", "@id" };

	if (str_is_empty(dom->base))
		return false;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct str url = value_name(&dom->arena, value_find(object, keys[i]), "@id");
		size_t hash = str_find_char(url, '#');

		if (url.len && str_eq(str_slice(url, 0, hash), dom->base))
			return true;
	}
	return false;
}

/* How likely an object is the article of this page; 0: not at all. */
static int article_score(struct dom *dom, const struct value *object, const struct value *root)
{
	static const char *const keys[] = {
		"headline", "datePublished", "articleBody", "author", "image",
	};
	int score = 1;

	if (!is_article(object) || is_foreign(object, root))
		return 0;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		score += value_find(object, keys[i]) != NULL;
	return score + (is_same_page(dom, object) ? 6 : 0);
}

static void roots_classify(struct dom *dom, struct jsonld *ld)
{
	int best = 0, objects = 0;

	for (size_t i = 0; i < ld->root_count; i++) {
		const struct value *root = ld->roots[i];

		for (const struct value *v = root; v && objects < OBJECTS_MAX;
		     v = value_next(v, root)) {
			if (v->kind != VALUE_OBJECT)
				continue;
			objects++;
			int score = article_score(dom, v, root);
			if (score > best) {
				best = score;
				ld->article = v;
			}
			if (!ld->page && is_a(v, "*Page") && !is_foreign(v, root))
				ld->page = v;
			if (!ld->crumbs && is_a(v, "BreadcrumbList"))
				ld->crumbs = v;
			if (!ld->site && (is_a(v, "WebSite") || is_a(v, "*Organization")))
				ld->site = v;
		}
	}
}

/* Some sites escape the whole script as if it were text. */
static struct str script_text(struct dom *dom, const struct dom_node *script)
{
	struct str text = str_slice(dom_raw(script), 0, SCRIPT_MAX);
	struct buf out = { .max = SCRIPT_MAX };

	if (str_find_char(text, '"') != SIZE_MAX || str_find(text, STR("&quot;")) == SIZE_MAX)
		return text;
	entity_add_decoded(&out, text, false);
	text = arena_str(&dom->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

/* Reads every ld+json script of the page. */
static void read_scripts(struct dom *dom, struct jsonld *ld)
{
	for (struct dom_node *n = dom->root; n; n = dom_next(n, dom->root)) {
		if (n->tag != DOM_SCRIPT ||
		    str_find_nocase(dom_attr(n, "type"), STR("ld+json")) == SIZE_MAX)
			continue;
		struct str text = script_text(dom, n);
		size_t used = 0;

		while (text.len && ld->root_count < JSONLD_ROOTS) {
			const struct value *root = value_parse_some(&dom->arena, text, &used);

			if (!root)
				break;
			ld->roots[ld->root_count++] = root;
			text = str_slice(text, used, text.len);
		}
	}
	roots_classify(dom, ld);
}

struct str jsonld_text(struct dom *dom, const struct jsonld *ld, const char *key)
{
	struct str text = value_name(&dom->arena, value_find(ld->article, key), "name");

	if (str_is_empty(str_trim(text)))
		text = value_name(&dom->arena, value_find(ld->page, key), "name");
	return meta_clean(dom, text);
}

const struct value *jsonld_resolve(struct dom *dom, const struct jsonld *ld,
				   const struct value *value)
{
	const struct value *ref = value_find(value, "@id");
	int objects = 0;

	(void)dom;
	if (!ref || value_find(value, "name") || value_find(value, "url"))
		return value;
	for (size_t i = 0; i < ld->root_count; i++) {
		const struct value *root = ld->roots[i];

		for (const struct value *v = root; v && objects < OBJECTS_MAX;
		     v = value_next(v, root), objects++) {
			const struct value *id = v == value ? NULL : value_find(v, "@id");

			if (id && str_eq(id->raw, ref->raw) && v->first && v->first->next)
				return v;
		}
	}
	return value;
}

void facts_read(struct dom *dom, const struct html_source *source, struct facts *facts)
{
	struct jsonld *ld = arena_alloc(&dom->arena, sizeof(*ld));

	(void)source;
	read_scripts(dom, ld);
	*facts = (struct facts){
		.headline = jsonld_text(dom, ld, "headline"),
		.description = jsonld_text(dom, ld, "description"),
		.is_free = !value_is_false(value_find(ld->article, "isAccessibleForFree")),
		.jsonld = ld,
	};
	facts->body = str_trim(value_member_text(&dom->arena, ld->article, "articleBody"));
	facts->body_is_html = str_find(facts->body, STR("</p>")) != SIZE_MAX ||
			      str_find(facts->body, STR("<p>")) != SIZE_MAX ||
			      str_find(facts->body, STR("<br")) != SIZE_MAX;
}

void facts_free(struct facts *facts)
{
	*facts = (struct facts){ 0 };
}
