/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_LIB_MAILBOX_WAIT_H
#define WARTA_TESTS_LIB_MAILBOX_WAIT_H

#include <poll.h>

#include "base/clock.h"
#include "base/mailbox.h"

/* Waits for a message, as no thread of the program does; NULL after that time. */
static inline void *mailbox_wait(struct mailbox *box, int timeout_ms)
{
	int64_t deadline = clock_ms() + timeout_ms, left = timeout_ms;
	struct pollfd bell = { .fd = mailbox_fd(box), .events = POLLIN };
	void *message;

	while (!(message = mailbox_take(box)) && left > 0) {
		poll(&bell, 1, (int)left);
		left = deadline - clock_ms();
	}
	return message;
}

#endif
