/* SPDX-License-Identifier: MIT */
#include "term/tty.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "term/guard.h"

enum {
	COPY_MAX = 65536, NOTICE_MAX = 512, /* bytes */
	LAST_WORDS_MS = 200,
};

bool tty_write(int fd, struct str bytes)
{
	while (bytes.len) {
		struct pollfd room = { .fd = fd, .events = POLLOUT };

		/* On the way out a terminal that takes nothing is not waited for. */
		if (guard_wants_end() && poll(&room, 1, LAST_WORDS_MS) <= 0)
			return false;
		ssize_t done = write(fd, bytes.ptr, bytes.len);

		if (done < 0 && errno == EAGAIN) {
			struct pollfd slot = { .fd = fd, .events = POLLOUT };

			if (poll(&slot, 1, -1) > 0 && !(slot.revents & (POLLHUP | POLLERR)))
				continue;
			if (errno != EINTR)
				return false;
			done = 0;
		}
		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0)
			bytes = str_slice(bytes, (size_t)done, bytes.len);
	}
	return true;
}

void tty_size(int fd, int *rows, int *columns)
{
	struct winsize size;

	*rows = 24;
	*columns = 80;
	if (ioctl(fd, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return;
	*rows = size.ws_row;
	*columns = size.ws_col;
}

void tty_set_raw(int fd, const struct termios *from)
{
	struct termios raw = *from;

	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INPCK | ISTRIP | IXON | INLCR | IGNCR);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	raw.c_cflag |= CS8;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(fd, TCSADRAIN, &raw);
}

static void add_base64(struct buf *out, struct str s)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		uint32_t three = 0;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < s.len ? (unsigned char)s.ptr[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buf_add_char(out, i + k > s.len ? '=' : digits[three >> (18 - 6 * k) & 63]);
	}
}

void tty_add_copy(struct buf *out, struct str text)
{
	buf_add(out, STR("\033]52;c;"));
	add_base64(out, str_slice(text, 0, COPY_MAX));
	buf_add(out, STR("\033\\"));
}

/* Semicolons separate the fields of OSC 777. */
static void add_field(struct buf *out, struct str text)
{
	struct buf clean = { 0 };

	utf8_clean_line(&clean, str_slice(text, 0, NOTICE_MAX));
	for (size_t i = 0; i < clean.len; i++)
		buf_add_char(out, clean.ptr[i] == ';' ? ',' : clean.ptr[i]);
	buf_free(&clean);
}

void tty_add_notice(struct buf *out, bool use_osc777, struct str title, struct str body)
{
	buf_add(out, use_osc777 ? STR("\033]777;notify;") : STR("\033]9;"));
	add_field(out, title);
	buf_add(out, use_osc777 ? STR(";") : STR(": "));
	add_field(out, body);
	buf_add(out, STR("\033\\"));
}
