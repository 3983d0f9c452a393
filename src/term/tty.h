/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_TTY_H
#define WARTA_SRC_TERM_TTY_H

#include <termios.h>

#include "base/buf.h"

/* All of it, waiting as long as the terminal takes; false when it is gone, or
 * when a signal asks to end meanwhile. */
bool tty_write(int fd, struct str bytes);

/* Rows and columns, 24 x 80 when the terminal does not say. */
void tty_size(int fd, int *rows, int *columns);

/* Every key as it is pressed, none of them a signal. */
void tty_set_raw(int fd, const struct termios *from);

/* OSC 52, OSC 9 or 777: text is cleaned, cut and encoded. */
void tty_add_copy(struct buf *out, struct str text);
void tty_add_notice(struct buf *out, bool use_osc777, struct str title, struct str body);

#endif
