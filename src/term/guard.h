/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_GUARD_H
#define WARTA_SRC_TERM_GUARD_H

#include <termios.h>

#include "base/str.h"

/* Signals, and the promise that the terminal is given back whatever ends the
 * process. There is one controlling terminal, so there is one guard. */

/* Installs the handlers. Those that ask for something (HUP, INT, TERM, QUIT,
 * TSTP, CONT, WINCH) send their number down the pipe whose reading end is
 * returned (-1 on failure); those that end the process (SEGV, ABRT, BUS, FPE,
 * ILL) write `restore` to fd, put the saved modes back and strike again. */
int guard_start(int fd, const struct termios *saved, struct str restore);

/* Puts the former handlers back; the pipe is closed. */
void guard_stop(void);

/* While false the terminal is somebody else's: a crash leaves it as it is, INT
 * and QUIT are ignored, TSTP stops. */
void guard_arm(bool is_armed);

/* Whether HUP, INT, TERM or QUIT has arrived; for loops that write. */
bool guard_wants_end(void);

/* Gives the terminal back at once; for last words. Safe in a handler. */
void guard_restore(void);

#endif
