/* SPDX-License-Identifier: MIT */
#include "engine/rules.h"

#include "base/i18n.h"

bool rule_read(const struct conf_pair *pair, int64_t now, struct rule *out, struct error *err)
{
	static const struct {
		const char *name;
		enum store_mark mark;
	} rows[] = {
		{ "mute", STORE_MARK_DELETE }, { "read", STORE_MARK_READ },
		{ "star", STORE_MARK_STAR }, { "tag", STORE_MARK_TAG },
	};
	struct str tag = pair->key, name;
	size_t i = 0;

	*out = (struct rule){ 0 };
	str_cut(&tag, '.', &name);
	while (i < sizeof(rows) / sizeof(*rows) && !str_eq_nocase(name, str_from(rows[i].name)))
		i++;
	if (i == sizeof(rows) / sizeof(*rows) ||
	    (rows[i].mark == STORE_MARK_TAG) != (tag.len > 0))
		return error_set(err, _("\"%.*s\" is no rule; rules are mute, read, star and "
					"tag.NAME"), STR_ARG(pair->key));
	if (str_is_empty(str_trim(pair->value)))
		return error_set(err, _("the rule \"%.*s\" says nothing to look for"),
				 STR_ARG(pair->key));
	out->mark = rows[i].mark;
	out->tag = tag;
	query_parse(pair->value, now, false, &out->query);
	if (!out->query.mistake.text[0])
		return true;
	*err = out->query.mistake;
	query_free(&out->query);
	return false;
}
