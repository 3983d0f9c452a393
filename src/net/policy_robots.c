/* SPDX-License-Identifier: MIT */
#include "net/policy.h"

/* One line of a robots.txt without comment and blanks. */
struct robots_line {
	struct str key, value;
};

static bool next_line(struct str *rest, struct robots_line *line)
{
	while (rest->len) {
		size_t end = 0;
		while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
			end++;
		struct str text = str_slice(*rest, 0, end);
		*rest = str_slice(*rest, end + 1, rest->len);
		text = str_slice(text, 0, str_find_char(text, '#'));
		size_t colon = str_find_char(text, ':');
		if (colon == SIZE_MAX)
			continue;
		line->key = str_trim(str_slice(text, 0, colon));
		line->value = str_trim(str_slice(text, colon + 1, text.len));
		return true;
	}
	return false;
}

/* The product token at the front: "Warta/1.0 (x)" is "Warta". */
static struct str token(struct str s)
{
	size_t len = 0;

	while (len < s.len && ((str_lower(s.ptr[len]) >= 'a' && str_lower(s.ptr[len]) <= 'z') ||
			       s.ptr[len] == '-' || s.ptr[len] == '_' || s.ptr[len] == '*'))
		len++;
	return str_slice(s, 0, len);
}

/* Whether path starts with what pattern describes. Each part between stars is
 * taken where it fits first, which never misses and never goes back. */
static bool fits(struct str pattern, struct str path)
{
	bool is_anchored = str_has_suffix(pattern, STR("$"));
	struct str part;
	bool is_first = true;

	if (is_anchored)
		pattern.len--;
	while (str_cut(&pattern, '*', &part)) {
		bool is_last = !pattern.ptr;
		size_t at = is_first ? (str_has_prefix(path, part) ? 0 : SIZE_MAX)
				     : str_find(path, part);
		if (is_last && is_anchored && !is_first)
			at = str_has_suffix(path, part) ? path.len - part.len : SIZE_MAX;
		if (at == SIZE_MAX)
			return false;
		path = str_slice(path, at + part.len, path.len);
		if (is_last)
			return !is_anchored || path.len == 0;
		is_first = false;
	}
	return true;
}

/* The longest rule for path in all groups that name agent. *has_group gets
 * whether there was such a group. */
static bool allows(struct str robots, struct str agent, struct str path, bool *has_group)
{
	struct robots_line line;
	bool is_ours = false, in_rules = true, allowed = true;
	size_t longest = 0;

	*has_group = false;
	while (next_line(&robots, &line)) {
		if (str_eq_nocase(line.key, STR("user-agent"))) {
			if (in_rules)
				is_ours = false;
			in_rules = false;
			is_ours |= str_eq_nocase(token(line.value), agent);
			*has_group |= is_ours;
			continue;
		}
		bool is_allow = str_eq_nocase(line.key, STR("allow"));
		if (!is_allow && !str_eq_nocase(line.key, STR("disallow")))
			continue;
		in_rules = true;
		if (!is_ours || str_is_empty(line.value) || line.value.len < longest ||
		    (line.value.len == longest && !is_allow) || !fits(line.value, path))
			continue;
		longest = line.value.len;
		allowed = is_allow;
	}
	return allowed;
}

bool policy_robots_allow(struct str robots, struct str agent, struct str path)
{
	bool has_group;

	if (str_has_prefix(robots, STR("\xef\xbb\xbf")))
		robots = str_slice(robots, 3, robots.len);
	if (str_is_empty(path))
		path = STR("/");
	if (str_eq(path, STR("/robots.txt")))
		return true;
	bool allowed = allows(robots, token(agent), path, &has_group);
	return has_group ? allowed : allows(robots, STR("*"), path, &has_group);
}
