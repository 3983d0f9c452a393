/* SPDX-License-Identifier: MIT */
#include "base/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "lib/check.h"

#define WORDS(...) ((char *const *)(const char *const[]){ __VA_ARGS__, NULL })

/* Feeds and hears until it has ended; its status. */
static int finish(struct child *child, struct str input, struct buf *said)
{
	int status = 0;

	for (;;) {
		struct pollfd fds[2] = { { .fd = child->in, .events = POLLOUT },
					 { .fd = child->out, .events = POLLIN } };

		poll(fds, 2, 10);
		child_feed(child, input);
		if (!child_hear(child, said))
			child_stop(child, &status);
		if (child->out < 0 && child_has_ended(child, &status))
			return status;
	}
}

static int run(char *const *words, unsigned flags, struct str input, struct buf *said)
{
	struct child child;

	CHECK(child_start(&child, words, flags) == 0);
	return finish(&child, input, said);
}

static void test_what_goes_in_comes_out(void **state)
{
	(void)state;
	struct buf said = { 0 }, input = { 0 };

	/* more than a pipe holds, both ways at once */
	for (int i = 0; i < 50000; i++)
		buf_addf(&input, "line %d\n", i);
	int status = run(WORDS("cat"), CHILD_IS_FED, buf_str(&input), &said);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(str_eq(buf_str(&said), buf_str(&input)));
	buf_free(&said);
	buf_free(&input);
}

static void test_words_are_no_shell_line(void **state)
{
	(void)state;
	struct buf said = { 0 };

	run(WORDS("printf", "%s", "a; echo b $HOME `id`"), 0, STR(""), &said);
	CHECK_STR(buf_str(&said), "a; echo b $HOME `id`");
	buf_free(&said);
}

static void test_errors_are_heard_when_asked(void **state)
{
	(void)state;
	struct buf said = { 0 };
	char *const *words = WORDS("sh", "-c", "echo out; echo err >&2; exit 3");
	int status = run(words, 0, STR(""), &said);

	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	CHECK_STR(buf_str(&said), "out\n");
	buf_clear(&said);
	run(words, CHILD_HEARS_ERRORS, STR(""), &said);
	CHECK_STR(buf_str(&said), "out\nerr\n");
	buf_free(&said);
}

static void test_what_is_not_there_says_so(void **state)
{
	(void)state;
	struct child child;

	CHECK(child_start(&child, WORDS("no-such-program-here"), 0) == ENOENT);
	CHECK(child.pid == 0 && child.in == -1 && child.out == -1);
	CHECK(child_start(&child, WORDS(NULL), 0) == ENOENT);
}

static void test_one_that_wants_nothing_does_not_hold_us(void **state)
{
	(void)state;
	struct buf said = { 0 }, input = { 0 };

	for (int i = 0; i < 100000; i++)
		buf_add(&input, STR("nobody reads this\n"));
	signal(SIGPIPE, SIG_IGN);
	int status = run(WORDS("true"), CHILD_IS_FED, buf_str(&input), &said);
	CHECK(WIFEXITED(status) && said.len == 0);
	buf_free(&said);
	buf_free(&input);
}

/* Gone, or ended and not yet fetched by whoever is its parent now. */
static bool is_dead(pid_t pid)
{
	char path[64], state = 'Z';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	if (!file)
		return kill(pid, 0) != 0;
	if (fscanf(file, "%*d %*s %c", &state) != 1)
		state = 'Z';
	fclose(file);
	return state == 'Z';
}

static void test_stopping_ends_all_of_its_group(void **state)
{
	(void)state;
	struct child child;
	struct buf said = { 0 };
	int status;

	CHECK(child_start(&child, WORDS("sh", "-c", "sleep 600 & echo $!; wait"),
			  0) == 0);
	while (!said.len) {
		poll(&(struct pollfd){ .fd = child.out, .events = POLLIN }, 1, 1000);
		CHECK(child_hear(&child, &said));
	}
	pid_t grandchild = (pid_t)atoi(buf_cstr(&said));
	child_stop(&child, &status);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	CHECK(child.pid == 0);
	for (int i = 0; i < 500 && !is_dead(grandchild); i++)
		poll(NULL, 0, 10);
	CHECK(is_dead(grandchild));
	buf_free(&said);
}

static void test_more_than_there_is_room_for_is_told(void **state)
{
	(void)state;
	struct child child;
	struct buf said = { .max = 100000 };
	bool has_room = true;

	CHECK(child_start(&child, WORDS("yes"), 0) == 0);
	while (has_room) {
		poll(&(struct pollfd){ .fd = child.out, .events = POLLIN }, 1, 1000);
		has_room = child_hear(&child, &said);
	}
	CHECK(said.len <= 100000);
	child_stop(&child, NULL);
	buf_free(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_goes_in_comes_out),
		TEST(words_are_no_shell_line),
		TEST(errors_are_heard_when_asked),
		TEST(what_is_not_there_says_so),
		TEST(one_that_wants_nothing_does_not_hold_us),
		TEST(stopping_ends_all_of_its_group),
		TEST(more_than_there_is_room_for_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
