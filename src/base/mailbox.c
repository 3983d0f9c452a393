/* SPDX-License-Identifier: MIT */
#include "base/mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

struct letter {
	struct letter *next;
	void *message;
};

/* Nobody ever waits for a lock: a thread that steps back would be kept from the
 * processor while it holds one, and the person's with it. What is sent is put
 * on a pile; whoever takes turns the whole pile over. */
struct lane {
	_Atomic(struct letter *) pile; /* the newest on top */
	struct letter *first;          /* the taker's own: the oldest first */
};

struct mailbox {
	struct lane lanes[MAILBOX_LANE_COUNT];
	atomic_size_t count;
	int bell[2]; /* a pipe that holds bytes while messages wait */
	void (*dispose)(void *message);
};

static bool pipe_open(int ends[2])
{
	if (pipe(ends) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

struct mailbox *mailbox_new(void (*dispose)(void *message))
{
	struct mailbox *box = mem_new(1, sizeof(*box));

	if (!pipe_open(box->bell)) {
		free(box);
		return NULL;
	}
	box->dispose = dispose;
	return box;
}

void mailbox_free(struct mailbox *box)
{
	if (!box)
		return;
	void *message;
	while ((message = mailbox_take(box)))
		if (box->dispose)
			box->dispose(message);
	close(box->bell[0]);
	close(box->bell[1]);
	free(box);
}

/* A full pipe rings already. */
static void bell_ring(struct mailbox *box)
{
	while (write(box->bell[1], "", 1) < 0 && errno == EINTR)
		;
}

static void bell_hush(struct mailbox *box)
{
	char bytes[256];
	ssize_t got;

	do
		got = read(box->bell[0], bytes, sizeof(bytes));
	while (got == (ssize_t)sizeof(bytes) || (got < 0 && errno == EINTR));
}

void mailbox_send(struct mailbox *box, enum mailbox_lane lane, void *message)
{
	struct letter *letter = mem_new(1, sizeof(*letter));
	_Atomic(struct letter *) *pile = &box->lanes[lane].pile;

	letter->message = message;
	letter->next = atomic_load(pile);
	atomic_fetch_add(&box->count, 1);
	while (!atomic_compare_exchange_weak(pile, &letter->next, letter))
		;
	bell_ring(box);
}

static struct letter *turn_over(struct letter *pile)
{
	struct letter *turned = NULL;

	while (pile) {
		struct letter *next = pile->next;

		pile->next = turned;
		turned = pile;
		pile = next;
	}
	return turned;
}

static struct letter *letter_take(struct mailbox *box)
{
	for (int i = 0; i < MAILBOX_LANE_COUNT; i++) {
		struct lane *lane = &box->lanes[i];
		struct letter *letter;

		if (!lane->first)
			lane->first = turn_over(atomic_exchange(&lane->pile, NULL));
		letter = lane->first;
		if (!letter)
			continue;
		lane->first = letter->next;
		return letter;
	}
	return NULL;
}

static bool is_empty(struct mailbox *box)
{
	for (int i = 0; i < MAILBOX_LANE_COUNT; i++)
		if (box->lanes[i].first || atomic_load(&box->lanes[i].pile))
			return false;
	return true;
}

void *mailbox_take(struct mailbox *box)
{
	struct letter *letter = letter_take(box);
	void *message = letter ? letter->message : NULL;

	free(letter);
	if (letter)
		atomic_fetch_sub(&box->count, 1);
	if (is_empty(box)) {
		bell_hush(box);
		/* What came between the two looks may have rung in vain. */
		if (!is_empty(box))
			bell_ring(box);
	}
	return message;
}

size_t mailbox_count(struct mailbox *box)
{
	return atomic_load(&box->count);
}

int mailbox_fd(struct mailbox *box)
{
	return box->bell[0];
}
