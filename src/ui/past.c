/* SPDX-License-Identifier: MIT */
#include "ui/past.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "conf/paths.h"

enum {
	PAST_MAX = 200,       /* lines of a kind */
	PAST_ALL_MAX = 2000,  /* of all together */
	LINE_MOST = 500,      /* bytes; longer ones are for this session */
	FILE_MAX = 1 << 20,   /* bytes that are read */
	KIND_MAX = 32,
};

struct past_line {
	struct buf kind, text;
	bool is_kept, is_new; /* goes to the file; is not from there */
};

struct past {
	struct past_line *lines; /* oldest first */
	size_t count, cap;
};

static void line_free(struct past_line *line)
{
	buf_free(&line->kind);
	buf_free(&line->text);
}

static void forget(struct past *past, size_t at)
{
	line_free(&past->lines[at]);
	past->count--;
	memmove(past->lines + at, past->lines + at + 1,
		(past->count - at) * sizeof(*past->lines));
}

/* Makes room for a line of the kind; one that is told twice counts once, at
 * its later time. */
static void make_room(struct past *past, struct str kind, struct str text)
{
	size_t oldest = SIZE_MAX, count = 0;

	for (size_t at = past->count; at > 0; at--) {
		const struct past_line *line = &past->lines[at - 1];

		if (!str_eq(buf_str(&line->kind), kind))
			continue;
		if (str_eq(buf_str(&line->text), text)) {
			forget(past, at - 1);
			return; /* there is no third */
		}
		oldest = at - 1;
		count++;
	}
	if (count >= PAST_MAX)
		forget(past, oldest);
	else if (past->count >= PAST_ALL_MAX)
		forget(past, 0);
}

static void line_add(struct past **kept, struct str kind, struct str text, bool is_kept,
		     bool is_new)
{
	struct buf clean = { 0 };

	utf8_clean_line(&clean, text);
	struct str shown = str_trim(buf_str(&clean));
	if (str_is_empty(shown)) {
		buf_free(&clean);
		return;
	}
	if (!*kept)
		*kept = mem_new(1, sizeof(**kept));
	struct past *past = *kept;
	make_room(past, kind, shown);
	past->lines = mem_grow(past->lines, past->count, &past->cap, sizeof(*past->lines));
	struct past_line *line = &past->lines[past->count++];
	*line = (struct past_line){ .is_kept = is_kept, .is_new = is_new };
	buf_add(&line->kind, kind);
	buf_add(&line->text, shown);
	buf_free(&clean);
}

void past_add(struct past **past, struct str kind, struct str text, bool is_kept)
{
	line_add(past, kind, text, is_kept, true);
}

bool past_find(const struct past *past, struct str kind, int nth, struct str *text)
{
	for (size_t at = past ? past->count : 0; at > 0; at--) {
		if (str_eq(buf_str(&past->lines[at - 1].kind), kind) && nth-- == 0) {
			*text = buf_str(&past->lines[at - 1].text);
			return true;
		}
	}
	return false;
}

void past_free(struct past *past)
{
	if (!past)
		return;
	while (past->count)
		line_free(&past->lines[--past->count]);
	free(past->lines);
	free(past);
}

/* ---- the file --------------------------------------------------------------------- */

static void file_read(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		io_read_all(fd, FILE_MAX, out); /* what is more is not ours */
	close(fd);
}

void past_load(struct past **past, const char *path)
{
	struct buf bytes = { 0 };
	struct str rest, line, kind;

	file_read(path, &bytes);
	rest = buf_str(&bytes);
	while (str_cut(&rest, '\n', &line)) {
		if (line.len > LINE_MOST || !utf8_is_valid(line) || !str_cut(&line, '\t', &kind) ||
		    str_is_empty(kind) || kind.len > KIND_MAX)
			continue;
		line_add(past, kind, line, true, false);
	}
	buf_free(&bytes);
}

static bool is_worth_keeping(const struct past_line *line)
{
	return line->is_kept && line->kind.len <= KIND_MAX &&
	       line->kind.len + 1 + line->text.len <= LINE_MOST;
}

bool past_save(const struct past *past, const char *path, struct error *err)
{
	struct past *merged = NULL;
	struct buf bytes = { 0 };
	bool has_new = false;

	for (size_t i = 0; past && i < past->count && !has_new; i++)
		has_new = past->lines[i].is_new && is_worth_keeping(&past->lines[i]);
	if (!has_new)
		return true;
	past_load(&merged, path);
	for (size_t i = 0; i < past->count; i++) {
		const struct past_line *line = &past->lines[i];

		if (line->is_new && is_worth_keeping(line))
			line_add(&merged, buf_str(&line->kind), buf_str(&line->text), true, true);
	}
	for (size_t i = 0; merged && i < merged->count; i++) {
		buf_add(&bytes, buf_str(&merged->lines[i].kind));
		buf_add_char(&bytes, '\t');
		buf_add(&bytes, buf_str(&merged->lines[i].text));
		buf_add_char(&bytes, '\n');
	}
	bool is_done = conf_write_file(path, buf_str(&bytes), err);
	buf_free(&bytes);
	past_free(merged);
	return is_done;
}
