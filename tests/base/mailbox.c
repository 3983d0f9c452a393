/* SPDX-License-Identifier: MIT */
#include "base/mailbox.h"

#include <poll.h>
#include <pthread.h>

#include "lib/check.h"
#include "lib/mailbox_wait.h"

static bool is_readable(struct mailbox *box)
{
	struct pollfd fd = { .fd = mailbox_fd(box), .events = POLLIN };

	return poll(&fd, 1, 0) == 1;
}

static void test_a_person_overtakes_the_background(void **state)
{
	(void)state;
	struct mailbox *box = mailbox_new(NULL);
	char a, b, c;

	mailbox_send(box, MAILBOX_BACKGROUND, &a);
	mailbox_send(box, MAILBOX_BACKGROUND, &b);
	mailbox_send(box, MAILBOX_PERSON, &c);
	CHECK(mailbox_count(box) == 3);
	CHECK(mailbox_take(box) == &c);
	CHECK(mailbox_take(box) == &a);
	CHECK(mailbox_take(box) == &b);
	CHECK(mailbox_take(box) == NULL);
	mailbox_free(box);
}

static void test_the_descriptor_is_readable_exactly_while_messages_wait(void **state)
{
	(void)state;
	struct mailbox *box = mailbox_new(NULL);
	char a;

	CHECK(!is_readable(box));
	for (int round = 0; round < 3; round++) {
		mailbox_send(box, MAILBOX_PERSON, &a);
		mailbox_send(box, MAILBOX_PERSON, &a);
		CHECK(is_readable(box));
		mailbox_take(box);
		CHECK(is_readable(box));
		mailbox_take(box);
		CHECK(!is_readable(box));
	}
	mailbox_free(box);
}

static void count_up(void *ctx)
{
	++*(int *)ctx;
}

static void test_what_nobody_took_is_disposed_of(void **state)
{
	(void)state;
	int disposed = 0;
	struct mailbox *box = mailbox_new(count_up);

	mailbox_send(box, MAILBOX_PERSON, &disposed);
	mailbox_send(box, MAILBOX_BACKGROUND, &disposed);
	mailbox_free(box);
	CHECK(disposed == 2);
}

enum { LETTERS = 20000 };

struct post {
	struct mailbox *box;
	int *numbers;
	enum mailbox_lane lane;
};

static void *post_all(void *ctx)
{
	struct post *post = ctx;

	for (int i = 0; i < LETTERS; i++)
		mailbox_send(post->box, post->lane, &post->numbers[i]);
	return NULL;
}

static void test_two_senders_lose_nothing_and_keep_their_order(void **state)
{
	(void)state;
	int *numbers = calloc(2 * LETTERS, sizeof(*numbers));
	struct mailbox *box = mailbox_new(NULL);
	struct post posts[2];
	pthread_t threads[2];
	int last[2] = { -1, -1 };

	for (int i = 0; i < 2 * LETTERS; i++)
		numbers[i] = i;
	for (int i = 0; i < 2; i++) {
		posts[i] = (struct post){ box, numbers + i * LETTERS, (enum mailbox_lane)i };
		CHECK(pthread_create(&threads[i], NULL, post_all, &posts[i]) == 0);
	}
	for (int i = 0; i < 2 * LETTERS; i++) {
		int *number = mailbox_wait(box, 10000);
		CHECK(number != NULL);
		int sender = *number / LETTERS;
		CHECK(*number > last[sender]);
		last[sender] = *number;
	}
	CHECK(mailbox_wait(box, 0) == NULL && mailbox_count(box) == 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	mailbox_free(box);
	free(numbers);
}

/* Takes one at a time and only when the bell rings, as the reader does. */
static void test_the_bell_rings_for_every_message_of_two_senders(void **state)
{
	(void)state;
	int *numbers = calloc(2 * LETTERS, sizeof(*numbers));
	struct mailbox *box = mailbox_new(NULL);
	struct pollfd bell = { .fd = mailbox_fd(box), .events = POLLIN };
	struct post posts[2];
	pthread_t threads[2];
	int taken = 0;

	for (int i = 0; i < 2; i++) {
		posts[i] = (struct post){ box, numbers + i * LETTERS, MAILBOX_PERSON };
		CHECK(pthread_create(&threads[i], NULL, post_all, &posts[i]) == 0);
	}
	while (taken < 2 * LETTERS) {
		CHECK(poll(&bell, 1, 10000) == 1);
		taken += mailbox_take(box) != NULL;
	}
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	CHECK(mailbox_take(box) == NULL);
	CHECK(!is_readable(box));
	mailbox_free(box);
	free(numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_person_overtakes_the_background),
		TEST(the_descriptor_is_readable_exactly_while_messages_wait),
		TEST(what_nobody_took_is_disposed_of),
		TEST(two_senders_lose_nothing_and_keep_their_order),
		TEST(the_bell_rings_for_every_message_of_two_senders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
