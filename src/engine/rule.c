/* SPDX-License-Identifier: MIT */
#include "engine/rules.h"

#include "base/i18n.h"

enum act { ACT_MARK, ACT_HIDE, ACT_TAG, ACT_NOTIFY };

static const struct row {
	const char *name;
	enum act act;
	enum store_mark mark;
} rows[] = {
	{ "mute", ACT_MARK, STORE_MARK_MUTE }, { "hide", ACT_HIDE, STORE_MARK_DELETE },
	{ "read", ACT_MARK, STORE_MARK_READ }, { "star", ACT_MARK, STORE_MARK_STAR },
	{ "tag", ACT_TAG, STORE_MARK_TAG },    { "notify", ACT_NOTIFY, STORE_MARK_READ },
};

static void add(struct rule *rule, enum store_mark mark, struct str tag)
{
	rule->actions[rule->action_count++] = (struct rule_action){ mark, tag };
}

static bool ends_name(char c)
{
	return c == ':' || c == '.';
}

/* One action: a name, behind tag a word; false: it is none. */
static bool add_action(struct rule *rule, struct str word)
{
	struct str name = word, tag = { NULL, 0 };
	size_t i = 0, end = 0;

	while (end < word.len && !ends_name(word.ptr[end]))
		end++;
	if (end < word.len) {
		name = str_slice(word, 0, end);
		tag = str_slice(word, end + 1, word.len);
	}
	while (i < sizeof(rows) / sizeof(*rows) && !str_eq_nocase(name, str_from(rows[i].name)))
		i++;
	if (i == sizeof(rows) / sizeof(*rows) || (rows[i].act == ACT_TAG) != (tag.len > 0) ||
	    (end < word.len && !tag.len) || rule->action_count + 2 > RULE_ACTIONS)
		return false;
	if (rows[i].act == ACT_NOTIFY)
		rule->is_notified = true;
	if (rows[i].act == ACT_HIDE) /* nobody will be told of it either */
		add(rule, STORE_MARK_READ, tag);
	if (rows[i].act != ACT_NOTIFY)
		add(rule, rows[i].mark, tag);
	return true;
}

static bool read_list(struct rule *rule, struct str words, const struct conf_pair *pair,
		      struct error *err)
{
	struct str word;

	while (str_cut(&words, ',', &word))
		if (word.len && !add_action(rule, word))
			return error_set(err, _("the rule \"%.*s\" cannot do \"%.*s\"; rules can "
						"mute, hide, read, star, notify and tag:WORD"),
					 STR_ARG(pair->key), STR_ARG(word));
	return true;
}

/* "star,notify SEARCH"; there may be a blank behind a comma. */
static bool read_actions(struct rule *rule, const struct conf_pair *pair, struct error *err)
{
	struct str words;

	do {
		if (!str_next_word(&rule->text, &words))
			return error_set(err, _("the rule \"%.*s\" says nothing to do"),
					 STR_ARG(pair->key));
		if (!read_list(rule, words, pair, err))
			return false;
	} while (str_has_suffix(words, STR(",")));
	return true;
}

/* "mute = SEARCH" is short for a rule without a name; "mute = mute SEARCH" is
 * one with it. */
static bool is_short(struct rule *rule, const struct conf_pair *pair)
{
	struct str rest = pair->value, first, head;

	if (!str_next_word(&rest, &first) || !str_cut(&first, ',', &head))
		return add_action(rule, pair->key);
	return !str_eq_nocase(head, pair->key) && add_action(rule, pair->key);
}

bool rule_read(const struct conf_pair *pair, int64_t now, struct rule *out, struct error *err)
{
	*out = (struct rule){ .text = pair->value };
	if (!is_short(out, pair) && !read_actions(out, pair, err))
		return false;
	out->text = str_trim(out->text);
	if (str_is_empty(out->text))
		return error_set(err, _("the rule \"%.*s\" says nothing to look for"),
				 STR_ARG(pair->key));
	query_parse_folder(out->text, now, &out->query);
	if (!out->query.mistake.text[0])
		return true;
	if (err)
		*err = out->query.mistake;
	query_free(&out->query);
	return false;
}

const struct conf_pair *rule_next(const struct conf *conf, size_t *at)
{
	while (*at < conf->pair_count) {
		const struct conf_pair *pair = &conf->pairs[(*at)++];

		if (str_eq_nocase(pair->section, STR("rules")))
			return pair;
	}
	return NULL;
}

size_t rules_check(const struct conf *conf, int64_t now, struct arena *arena,
		   struct conf_complaint **out)
{
	const struct conf_pair *pair;
	size_t count = 0, at = 0;

	*out = arena_array(arena, conf->pair_count + 1, sizeof(**out));
	while ((pair = rule_next(conf, &at))) {
		struct error err = { 0 };
		struct rule rule;

		if (rule_read(pair, now, &rule, &err))
			query_free(&rule.query);
		else
			(*out)[count++] = (struct conf_complaint){
				.line = pair->line, .text = arena_str(arena, str_from(err.text)),
			};
	}
	return count;
}
