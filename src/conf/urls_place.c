/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "conf/edit.h"

/* What is moved, and where the lines beside which it goes begin and end. */
struct place {
	struct buf moved;
	size_t first, last; /* of the anchor, bytes in the text; first SIZE_MAX: none */
};

static void find_place(struct str text, struct edit_urls *urls, struct str anchor,
		       struct place *place)
{
	struct arena arena = { 0 };
	struct urls_word word;
	struct str rest = text, line;

	while (edit_next_line(&rest, &line)) {
		size_t at = (size_t)(line.ptr - text.ptr);

		if (edit_urls_has(urls, line)) {
			buf_add(&place->moved, line);
			edit_end_line(&place->moved);
		} else if (edit_is_of(line, anchor, &arena, &word)) {
			place->first = place->first == SIZE_MAX ? at : place->first;
			place->last = at;
		}
	}
	arena_free(&arena);
}

static void put_lines(struct str text, struct edit_urls *urls, const struct place *place,
		      bool is_before, struct buf *out)
{
	struct str rest = text, line;

	while (edit_next_line(&rest, &line)) {
		size_t at = (size_t)(line.ptr - text.ptr);

		if (edit_urls_has(urls, line))
			continue;
		if (is_before && at == place->first)
			buf_add(out, buf_str(&place->moved));
		buf_add(out, line);
		if (!is_before && at == place->last) {
			edit_end_line(out);
			buf_add(out, buf_str(&place->moved));
		}
	}
}

bool conf_urls_place(const char *path, const struct str *urls, size_t count, struct str anchor,
		     bool is_before, struct error *err)
{
	struct place place = { .first = SIZE_MAX };
	struct edit_urls set;
	struct edit edit;
	bool is_ok;

	if (!edit_open(&edit, path, err))
		return false;
	edit_urls_open(&set, urls, count);
	find_place(buf_str(&edit.before), &set, anchor, &place);
	if (place.first == SIZE_MAX || !place.moved.len) {
		struct str missing = place.moved.len || !count ? anchor : urls[0];

		edit_drop(&edit);
		is_ok = error_set(err, _("%.*s is not in %s"), STR_ARG(missing), path);
	} else {
		put_lines(buf_str(&edit.before), &set, &place, is_before, &edit.after);
		is_ok = edit_save(&edit, err);
	}
	edit_urls_close(&set);
	buf_free(&place.moved);
	return is_ok;
}
