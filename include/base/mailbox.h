/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_MAILBOX_H
#define WARTA_BASE_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

/* The only thing that two threads share: a queue of messages with two lanes.
 * A message owns what it points to; sending gives it away. Any number of threads
 * send, one takes; none ever waits for another. */
struct mailbox;

enum mailbox_lane {
	MAILBOX_PERSON,     /* somebody waits for it; taken first */
	MAILBOX_BACKGROUND,
	MAILBOX_LANE_COUNT,
};

/* dispose frees a message that nobody took; may be NULL. NULL when the process
 * has no descriptor left. */
struct mailbox *mailbox_new(void (*dispose)(void *message));
/* Once nobody sends any more: a sender still rings after its message is taken. */
void mailbox_free(struct mailbox *box);

void mailbox_send(struct mailbox *box, enum mailbox_lane lane, void *message);

/* The next message, or NULL. Never blocks. */
void *mailbox_take(struct mailbox *box);

/* Messages waiting. */
size_t mailbox_count(struct mailbox *box);

/* A descriptor for poll(): readable while messages wait, and now and then for
 * one that was taken already. Owned by the box. */
int mailbox_fd(struct mailbox *box);

#endif
