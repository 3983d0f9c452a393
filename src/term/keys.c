/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include "base/utf8.h"

static const struct {
	const char *name;
	enum term_key key;
	uint32_t code_point;
} names[] = {
	{ "Enter", KEY_ENTER, 0 }, { "Tab", KEY_TAB, 0 }, { "S-Tab", KEY_BACKTAB, 0 },
	{ "Backspace", KEY_BACKSPACE, 0 }, { "Esc", KEY_ESCAPE, 0 }, { "Up", KEY_UP_, 0 },
	{ "Down", KEY_DOWN_, 0 }, { "Left", KEY_LEFT_, 0 }, { "Right", KEY_RIGHT_, 0 },
	{ "Home", KEY_HOME_, 0 }, { "End", KEY_END_, 0 }, { "PgUp", KEY_PAGE_UP, 0 },
	{ "PgDn", KEY_PAGE_DOWN, 0 }, { "Insert", KEY_INSERT_, 0 }, { "Delete", KEY_DELETE_, 0 },
	{ "Space", KEY_CHAR, ' ' },
};

/* Understood, but not what the key is called: a settings file has no other way
 * to write it. */
static const struct {
	const char *name;
	uint32_t code_point;
} written[] = {
	{ "Semicolon", ';' },
};

static const struct {
	struct str prefix;
	unsigned bit;
} prefixes[] = {
	{ { "C-", 2 }, TERM_CTRL },
	{ { "M-", 2 }, TERM_ALT },
	{ { "S-", 2 }, TERM_SHIFT },
};

static const char *name_of(const struct term_event *event)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (names[i].key == event->key &&
		    (event->key != KEY_CHAR || names[i].code_point == event->code_point))
			return names[i].name;
	}
	return NULL;
}

void term_key_name(const struct term_event *event, struct buf *out)
{
	const char *name = name_of(event);

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		if (event->modifiers & prefixes[i].bit)
			buf_add(out, prefixes[i].prefix);
	}
	if (name)
		buf_add(out, str_from(name));
	else if (event->key == KEY_FUNCTION)
		buf_addf(out, "F%u", (unsigned)event->code_point);
	else if (event->key == KEY_CHAR)
		utf8_put(out, event->code_point);
}

static bool is_function(struct str name, struct term_event *out)
{
	int64_t number;

	if (name.len < 2 || name.ptr[0] != 'F' ||
	    !str_to_int64(str_slice(name, 1, name.len), &number) || number < 1 || number > 24)
		return false;
	out->key = KEY_FUNCTION;
	out->code_point = (uint32_t)number;
	return true;
}

bool term_key_parse(struct str name, struct term_event *out)
{
	*out = (struct term_event){ 0 };
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
			if (name.len <= 2 || !str_has_prefix(name, prefixes[i].prefix) ||
			    str_eq_nocase(name, STR("S-Tab")))
				continue;
			out->modifiers |= prefixes[i].bit;
			name = str_slice(name, 2, name.len);
		}
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!str_eq_nocase(name, str_from(names[i].name)))
			continue;
		out->key = names[i].key;
		out->code_point = names[i].code_point;
		return true;
	}
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++) {
		if (!str_eq_nocase(name, str_from(written[i].name)))
			continue;
		out->key = KEY_CHAR;
		out->code_point = written[i].code_point;
		return true;
	}
	if (is_function(name, out))
		return true;
	if (str_is_empty(name) || !utf8_is_valid(name))
		return false;
	out->key = KEY_CHAR;
	out->code_point = utf8_next(&name);
	return str_is_empty(name) && out->code_point >= ' ' && out->code_point != 0x7f;
}
