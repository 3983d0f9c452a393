/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <unistd.h>

#include "cli/command.h"

enum { MARK_COLUMNS = 4, SOURCE_COLUMNS = 20, LEAST_TITLE = 20, INDEX_SLICE = 12000 };

struct flag_name {
	uint32_t flag;
	const char *name;
};

static const struct flag_name flag_names[] = {
	{ STORE_UNREAD, "unread" },   { STORE_STARRED_FLAG, "starred" },
	{ STORE_CACHED, "cached" },   { STORE_UPDATED, "updated" },
	{ STORE_RELATED, "related" }, { STORE_MEDIA, "media" },
	{ STORE_PLAYED, "played" },   { STORE_PARTIAL, "partial" },
};

/* Without the marks of hits. */
static void add_snippet(struct buf *out, struct str snippet)
{
	for (size_t i = 0; i < snippet.len; i++)
		if (snippet.ptr[i] != '\x02' && snippet.ptr[i] != '\x03')
			buf_add_char(out, snippet.ptr[i]);
}

void cli_json_flags(struct json *json, uint32_t flags)
{
	for (size_t i = 0; i < sizeof(flag_names) / sizeof(*flag_names); i++) {
		json_pair_bool(json, flag_names[i].name, flags & flag_names[i].flag);
	}
}

void cli_json_row(struct json *json, const struct store_row *row)
{
	struct buf snippet = { 0 };

	json_open(json, '{');
	json_pair_int(json, "id", row->id);
	json_pair_int(json, "feed", row->feed);
	json_pair(json, "title", row->title);
	json_pair(json, "source", row->source);
	json_pair(json, "author", row->author);
	json_pair_or_null(json, "url", row->url);
	cli_json_date(json, "date", row->date);
	cli_json_flags(json, row->flags);
	json_pair_int(json, "story_size", row->story_size);
	if (row->snippet.len) {
		add_snippet(&snippet, row->snippet);
		json_pair(json, "snippet", buf_str(&snippet));
	}
	json_close(json, '}');
	buf_free(&snippet);
}

static void add_marks(struct buf *out, uint32_t flags)
{
	bool is_wide = i18n_is_utf8();

	buf_add_char(out, flags & STORE_UNREAD ? 'N' : ' ');
	buf_add(out, flags & STORE_STARRED_FLAG ? is_wide ? STR("★") : STR("*") : STR(" "));
	buf_add(out, flags & STORE_CACHED ? is_wide ? STR("●") : STR("c") : STR(" "));
	buf_add_char(out, ' ');
}

/* On a terminal in columns; for programs with tabs between. */
void cli_add_row(struct buf *out, const struct store_row *row, int columns)
{
	struct buf date = { 0 };

	cli_add_date(&date, row->date);
	if (columns) {
		int left = columns - 8 - 17 - MARK_COLUMNS - SOURCE_COLUMNS - 2;
		buf_addf(out, "%7" PRId64 " ", row->id);
		cli_add_cell(out, buf_str(&date), 17);
		add_marks(out, row->flags);
		cli_add_cell(out, row->source, SOURCE_COLUMNS);
		buf_add(out, STR("  "));
		cli_add_cell(out, row->title, left > LEAST_TITLE ? left : LEAST_TITLE);
	} else {
		buf_addf(out, "%" PRId64 "\t%s\t%s\t", row->id, buf_cstr(&date),
			 row->flags & STORE_UNREAD ? "N" : "");
		cli_add_line(out, row->source);
		buf_add_char(out, '\t');
		cli_add_line(out, row->title);
	}
	buf_add_char(out, '\n');
	buf_free(&date);
}

bool cli_open_store(const struct cli_setup *setup, enum store_mode mode, struct store **out,
		    struct error *err)
{
	struct error notice = { 0 };

	if (mode == STORE_READ && access(setup->paths->database, F_OK) != 0) {
		if (!store_open(setup->paths->database, STORE_WRITE, out, &notice, err))
			return false;
		store_close(*out);
	}
	*out = NULL;
	if (!store_open(setup->paths->database, mode, out, &notice, err))
		return false;
	if (notice.text[0])
		cli_fail(0, notice.text);
	return true;
}

bool cli_open_indexed(const struct cli_setup *setup, struct store **out, struct error *err)
{
	int64_t left = 1;

	if (!cli_open_store(setup, STORE_WRITE, out, NULL))
		return cli_open_store(setup, STORE_READ, out, err);
	while (left > 0 && store_index_some(*out, INDEX_SLICE, &left, err))
		;
	return left == 0;
}
