/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/io.h"
#include "base/utf8.h"
#include "cli/command.h"

int cli_fail(int exit_code, const char *sentence)
{
	struct buf line = { 0 };

	buf_add(&line, STR("warta: "));
	utf8_clean_line(&line, str_from(sentence));
	buf_add_char(&line, '\n');
	io_write_all(STDERR_FILENO, buf_str(&line));
	buf_free(&line);
	return exit_code;
}

int cli_fail_error(const struct error *err, int exit_code)
{
	return cli_fail(err->exit_code ? err->exit_code : exit_code, err->text);
}

int cli_write(struct str text)
{
	struct buf clean = { 0 };
	int exit_code = EX_OK;

	if (isatty(STDOUT_FILENO)) {
		utf8_clean_text(&clean, text);
		text = buf_str(&clean);
	}
	if (!io_write_all(STDOUT_FILENO, text) && errno != EPIPE) {
		struct error err;
		error_set_errno(&err, _("the output cannot be written"));
		exit_code = cli_fail_error(&err, EX_IOERR);
	}
	buf_free(&clean);
	return exit_code;
}

int cli_write_free(struct buf *text)
{
	int exit_code = cli_write(buf_str(text));

	buf_free(text);
	return exit_code;
}

int cli_columns(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col < 40 ? 40 : size.ws_col > 400 ? 400 : size.ws_col;
}

/* Bytes of blanks and marks in front of a line: "> ", "  - ", "10. ". */
static size_t hang_of(struct str line)
{
	size_t at = 0, digits;

	while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '>'))
		at++;
	for (digits = at; digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9';)
		digits++;
	if (digits > at && digits + 1 < line.len && line.ptr[digits] == '.' &&
	    line.ptr[digits + 1] == ' ')
		return digits + 2;
	if (at + 1 < line.len && line.ptr[at] == '-' && line.ptr[at + 1] == ' ')
		return at + 2;
	return at;
}

static void wrap_line(struct buf *out, struct str line, int columns)
{
	size_t hang = hang_of(line);
	struct str front = str_slice(line, 0, hang < 24 ? hang : 24), word;

	buf_add(out, front);
	line = str_slice(line, front.len, line.len);
	for (int at = (int)front.len, begin = at; str_next_word(&line, &word);) {
		int width = utf8_width(word);

		if (at > begin && at + 1 + width > columns) {
			buf_add_char(out, '\n');
			for (size_t i = 0; i < front.len; i++)
				buf_add_char(out, front.ptr[i] == '>' ? '>' : ' ');
			at = begin;
		} else if (at > begin) {
			buf_add_char(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += width;
	}
	buf_add_char(out, '\n');
}

void cli_wrap(struct buf *text, int columns)
{
	struct str rest = buf_str(text), line;
	struct buf out = { 0 };

	while (rest.len && str_cut(&rest, '\n', &line)) {
		if (utf8_width(line) > columns && line.ptr[0] != '\t') {
			wrap_line(&out, line, columns);
		} else {
			buf_add(&out, line);
			buf_add_char(&out, '\n');
		}
	}
	buf_free(text);
	*text = out;
}

bool cli_read_file(const char *path, size_t max, struct buf *out, struct error *err)
{
	bool is_input = strcmp(path, "-") == 0;
	int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		error_set_errno(err, _("%s cannot be opened"), path);
		err->exit_code = EX_NOINPUT;
		return false;
	}
	bool is_ok = io_read_all(fd, max, out);
	if (!is_ok && errno == EFBIG) {
		error_set_code(err, EX_DATAERR, _("%s is larger than %zu bytes"), path, max);
	} else if (!is_ok) {
		error_set_errno(err, _("%s cannot be read"), path);
		err->exit_code = EX_NOINPUT;
	}
	if (!is_input)
		close(fd);
	return is_ok;
}

char *cli_join_words(const struct cli_args *args, int from)
{
	struct buf text = { 0 };

	for (int i = from; i < args->word_count; i++)
		buf_addf(&text, "%s%s", i > from ? " " : "", args->words[i]);
	return buf_take(&text);
}

bool cli_read_id(const char *word, int64_t *id)
{
	return str_to_int64(str_from(word), id) && *id > 0;
}

void cli_add_date(struct buf *out, int64_t utc)
{
	time_t when = (time_t)utc;
	struct tm local;
	char text[32];

	if (!utc || !localtime_r(&when, &local) ||
	    !strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &local)) {
		buf_add_char(out, '-');
		return;
	}
	buf_add(out, str_from(text));
}

void cli_add_line(struct buf *out, struct str s)
{
	utf8_clean_line(out, s);
}

void cli_add_cell(struct buf *out, struct str s, int columns)
{
	struct buf clean = { 0 };
	int width = 0;

	utf8_clean_line(&clean, s);
	struct str text = buf_str(&clean);
	bool is_cut = utf8_width(text) > columns;
	buf_add(out, utf8_fit(text, is_cut ? columns - 1 : columns, &width));
	if (is_cut) {
		buf_add(out, i18n_is_utf8() ? STR("\u2026") : STR("~"));
		width++;
	}
	buf_addf(out, "%*s", columns - width, "");
	buf_free(&clean);
}

void cli_json_date(struct json *json, const char *name, int64_t utc)
{
	struct buf text = { 0 };

	json_key(json, name);
	if (utc) {
		date_add_iso_utc(&text, utc);
		json_str(json, buf_str(&text));
	} else {
		json_null(json);
	}
	buf_free(&text);
}
