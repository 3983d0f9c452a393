/* SPDX-License-Identifier: MIT */
#include "base/mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

struct letter {
	struct letter *next;
	void *message;
};

struct lane {
	struct letter *first, **end;
};

struct mailbox {
	pthread_mutex_t lock;
	struct lane lanes[MAILBOX_LANE_COUNT];
	size_t count;
	int bell[2]; /* a pipe that holds one byte while messages wait */
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
	pthread_mutex_init(&box->lock, NULL);
	for (int i = 0; i < MAILBOX_LANE_COUNT; i++)
		box->lanes[i].end = &box->lanes[i].first;
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
	pthread_mutex_destroy(&box->lock);
	free(box);
}

/* Both are called under the lock, so that the byte and the count agree. */
static void bell_ring(struct mailbox *box)
{
	while (write(box->bell[1], "", 1) < 0 && errno == EINTR)
		;
}

static void bell_hush(struct mailbox *box)
{
	char byte;

	while (read(box->bell[0], &byte, 1) < 0 && errno == EINTR)
		;
}

void mailbox_send(struct mailbox *box, enum mailbox_lane lane, void *message)
{
	struct letter *letter = mem_new(1, sizeof(*letter));

	letter->message = message;
	pthread_mutex_lock(&box->lock);
	*box->lanes[lane].end = letter;
	box->lanes[lane].end = &letter->next;
	if (box->count++ == 0)
		bell_ring(box);
	pthread_mutex_unlock(&box->lock);
}

void *mailbox_take(struct mailbox *box)
{
	struct letter *letter = NULL;

	pthread_mutex_lock(&box->lock);
	for (int i = 0; i < MAILBOX_LANE_COUNT && !letter; i++) {
		struct lane *lane = &box->lanes[i];
		letter = lane->first;
		if (!letter)
			continue;
		lane->first = letter->next;
		if (!lane->first)
			lane->end = &lane->first;
		if (--box->count == 0)
			bell_hush(box);
	}
	pthread_mutex_unlock(&box->lock);
	void *message = letter ? letter->message : NULL;
	free(letter);
	return message;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void *mailbox_wait(struct mailbox *box, int timeout_ms)
{
	int64_t deadline = now_ms() + timeout_ms;
	struct pollfd bell = { .fd = box->bell[0], .events = POLLIN };

	for (;;) {
		void *message = mailbox_take(box);
		if (message)
			return message;
		int64_t left = timeout_ms < 0 ? -1 : deadline - now_ms();
		if (timeout_ms >= 0 && left <= 0)
			return NULL;
		poll(&bell, 1, (int)left);
	}
}

size_t mailbox_count(struct mailbox *box)
{
	pthread_mutex_lock(&box->lock);
	size_t count = box->count;
	pthread_mutex_unlock(&box->lock);
	return count;
}

int mailbox_fd(struct mailbox *box)
{
	return box->bell[0];
}
