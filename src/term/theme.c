/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "term/colour.h"

enum { THEME_BYTES_MAX = 65536, COLOUR_AS_TEXT = -2 };

static const char *const role_names[ROLE_COUNT] = {
#define ROLE(id, name, help) [ROLE_##id] = name,
#include "term/roles.def"
#undef ROLE
};

static const char *const attribute_names[] = { "bold", "dim", "italic", "underline", "reverse",
					       "strike", "capitals" };

const char *theme_role_name(enum term_role role)
{
	return role < ROLE_COUNT ? role_names[role] : "?";
}

static bool colour_parse(struct str word, int32_t *out)
{
	int64_t number;

	if (str_eq(word, STR("-"))) {
		*out = COLOUR_AS_TEXT;
		return true;
	}
	if (str_eq(word, STR("default"))) {
		*out = -1;
		return true;
	}
	if (word.len == 7 && word.ptr[0] == '#')
		return colour_from_hex(str_slice(word, 1, 7), out);
	if (str_to_int64(word, &number) && number >= 0 && number <= 255) {
		*out = TERM_INDEXED + (int32_t)number;
		return true;
	}
	int index = colour_from_name(word);
	if (index < 0)
		return false;
	*out = TERM_INDEXED + index;
	return true;
}

static bool attribute_parse(struct str word, uint16_t *out)
{
	for (size_t i = 0; i < sizeof(attribute_names) / sizeof(*attribute_names); i++) {
		if (str_eq(word, str_from(attribute_names[i]))) {
			*out |= (uint16_t)(1u << i);
			return true;
		}
	}
	return false;
}

static int role_find(struct str name)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (str_eq(name, str_from(role_names[i])))
			return i;
	}
	return -1;
}

static bool style_parse(struct str words, int line, struct term_style *out, struct error *err)
{
	struct str word;
	struct term_style style = { COLOUR_AS_TEXT, COLOUR_AS_TEXT, 0 };

	for (int i = 0; str_next_word(&words, &word); i++) {
		if (i == 0 ? colour_parse(word, &style.fg) :
			     i == 1 && colour_parse(word, &style.bg))
			continue;
		if (i == 0 || !attribute_parse(word, &style.attributes))
			return error_set(err, _("line %d: \"%.*s\" is no colour and no attribute"),
					 line, STR_ARG(word));
	}
	*out = style;
	return true;
}

static bool line_parse(struct str text, int line, struct theme *out, bool *is_set,
		       struct error *err)
{
	struct str name;

	text = str_trim(text);
	if (str_is_empty(text) || text.ptr[0] == '#' || text.ptr[0] == ';' || text.ptr[0] == '[')
		return true;
	size_t equals = str_find_char(text, '=');
	if (equals == SIZE_MAX)
		return error_set(
			err, _("line %d: expected role = foreground background attributes"), line);
	name = str_trim(str_slice(text, 0, equals));
	int role = role_find(name);
	if (role < 0)
		return error_set(err, _("line %d: there is no role \"%.*s\""), line, STR_ARG(name));
	is_set[role] = true;
	return style_parse(str_slice(text, equals + 1, text.len), line, &out->styles[role], err);
}

/* Puts what "-" stands for in its place. */
static void theme_resolve(struct theme *theme)
{
	struct term_style *text = &theme->styles[ROLE_TEXT];

	for (int i = 0; i < ROLE_COUNT; i++) {
		struct term_style *style = &theme->styles[i];

		if (style->fg == COLOUR_AS_TEXT)
			style->fg = i == ROLE_TEXT ? -1 : text->fg;
		if (style->bg == COLOUR_AS_TEXT)
			style->bg = i == ROLE_TEXT ? -1 : text->bg;
	}
}

bool theme_parse(struct str text, struct theme *out, struct error *err)
{
	bool is_set[ROLE_COUNT] = { false };
	struct str line;

	*out = (struct theme){ 0 };
	for (int number = 1; str_cut(&text, '\n', &line); number++) {
		if (!line_parse(line, number, out, is_set, err))
			return false;
	}
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (!is_set[i])
			return error_set(err, _("the role \"%s\" is missing"), role_names[i]);
	}
	theme_resolve(out);
	return true;
}

static void name_from_path(const char *path, struct theme *out)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_from(slash ? slash + 1 : path);

	if (str_has_suffix(name, STR(".theme")))
		name.len -= 6;
	snprintf(out->name, sizeof(out->name), "%.*s", STR_ARG(name));
}

bool theme_load(const char *path, struct theme *out, struct error *err)
{
	struct buf text = { .max = THEME_BYTES_MAX };
	struct error why = { 0 };
	char part[4096];
	size_t got;
	FILE *in = fopen(path, "re");

	*out = (struct theme){ 0 };
	if (!in)
		return error_set_errno(err, _("cannot read the theme %s"), path);
	while ((got = fread(part, 1, sizeof(part), in)) > 0)
		buf_add_bytes(&text, part, got);
	bool is_read = !ferror(in) && !text.is_full;
	fclose(in);
	bool is_ok = is_read && theme_parse(buf_str(&text), out, &why);
	buf_free(&text);
	if (!is_read)
		return error_set(err, _("cannot read the theme %s"), path);
	if (!is_ok)
		return error_set(err, "%s: %s", path, why.text);
	name_from_path(path, out);
	return true;
}
