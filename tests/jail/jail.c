/* SPDX-License-Identifier: MIT */
#include "jail/jail.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jail/wire.h"
#include "lib/check.h"

#ifdef WARTA_SANITIZED
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

/* What a child does is what its document says. */

static void do_hang(struct buf *out)
{
	(void)out;
	for (volatile int i = 0;; i++)
		i = 0;
}

static void do_sleep(struct buf *out)
{
	(void)out;
	pause(); /* forbidden: stands for any call that is not on the list */
}

static void do_crash(struct buf *out)
{
	(void)out;
	if (IS_SANITIZED)
		signal(SIGSEGV, SIG_DFL); /* whose handlers the zygote leaves */
	volatile uintptr_t nowhere = 16;
	*(volatile int *)nowhere = 1;
}

static void do_leave(struct buf *out)
{
	(void)out;
	_exit(0);
}

/* Volatile: what nobody reads need not be taken, says one compiler. */
static void do_bomb(struct buf *out)
{
	char *volatile taken;

	(void)out;
	for (;;) {
		taken = malloc(1 << 20);
		if (!taken)
			_exit(1);
		memset(taken, 1, 1 << 20);
	}
}

static void do_rubbish(struct buf *out)
{
	for (int i = 0; i < 1000; i++)
		buf_addf(out, "%d rubbish ", i);
}

static void do_long(struct buf *out)
{
	static char block[1 << 20];

	while (buf_add_bytes(out, block, sizeof(block)))
		;
}

/* An answer written over what this child would have said: a claim of 4 GiB. */
static void do_lie(struct buf *out)
{
	struct news_opml list = { 0 };
	struct error err = { 0 };
	struct buf payload = { 0 };

	(void)out;
	news_opml_pack(&list, &payload);
	struct buf lie = { 0 };
	jail_answer_pack(JAIL_OPML, true, &err, buf_str(&payload), &lie);
	memset(lie.ptr + 16, 0xff, 4); /* the payload's length */
	for (int fd = 3; fd < 64; fd++)
		if (pwrite(fd, lie.ptr, lie.len, 0) > 0)
			_exit(0);
	_exit(0);
}

static void do_count_files(struct buf *out)
{
	struct news_opml list = { 0 };
	int open_files = 0;
	char byte;

	for (int fd = 3; fd < 64; fd++)
		open_files += read(fd, &byte, 0) == 0;
	list.title = arena_printf(&list.arena, "%d", open_files);
	news_opml_pack(&list, out);
}

static void do_echo(struct buf *out)
{
	struct news_opml list = { .title = STR("echo") };

	news_opml_pack(&list, out);
}

static const struct { const char *word; void (*act)(struct buf *out); } acts[] = {
	{ "hang", do_hang },	   { "sleep", do_sleep }, { "crash", do_crash },
	{ "leave", do_leave },	   { "bomb", do_bomb },	  { "rubbish", do_rubbish },
	{ "long", do_long },	   { "lie", do_lie },	  { "files", do_count_files },
};

static bool act(const struct jail_task *task, struct buf *out, struct error *err)
{
	if (str_eq(task->bytes, STR("refuse")))
		return error_set(err, "this is no \x1b[31mlist");
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (str_eq(task->bytes, str_from(acts[i].word))) {
			acts[i].act(out);
			return true;
		}
	do_echo(out);
	return true;
}

static const struct jail_work play = { .run = act };

struct house {
	struct jail *jail;
	struct jail_line *line;
};

static struct house house_open(int cpu_seconds)
{
	struct house house;
	struct jail_limits limits = { .cpu_seconds = cpu_seconds, .children = 3,
				      .memory_bytes = (size_t)64 << 20 };
	struct error err;

	if (!jail_start_with(&house.jail, &limits, &play, &err) ||
	    !jail_line_open(house.jail, &house.line, &err))
		fail_msg("%s", err.text);
	return house;
}

static int build(void **state)
{
	static struct house house;

	house = house_open(1);
	*state = &house;
	return 0;
}

static int tear_down(void **state)
{
	struct house *house = *state;

	jail_line_close(house->line);
	jail_stop(house->jail);
	return 0;
}

static bool run(struct house *house, const char *word, struct jail_result *out)
{
	struct jail_task task = { .kind = JAIL_OPML, .bytes = str_from(word) };

	return jail_run(house->line, &task, out);
}

static void expect_death(struct house *house, const char *word, const char *sentence)
{
	struct jail_result result;

	CHECK(!run(house, word, &result));
	if (!strstr(result.error.text, sentence))
		fail_msg("%s: %s", word, result.error.text);
	jail_result_free(&result);
	/* And the next document does not feel it. */
	CHECK(run(house, "well", &result));
	CHECK_STR(result.opml.title, "echo");
	jail_result_free(&result);
}

static void test_a_child_that_dies_costs_one_sentence(void **state)
{
	expect_death(*state, "crash", "crashed");
	expect_death(*state, "leave", "rubbish");
}

static void test_a_forbidden_call_ends_the_child(void **state)
{
	if (IS_SANITIZED)
		skip();
	expect_death(*state, "sleep", "forbidden");
}

static void test_a_child_that_hangs_is_stopped(void **state)
{
	expect_death(*state, "hang", "too long");
}

static void test_a_child_cannot_take_all_memory(void **state)
{
	if (IS_SANITIZED)
		skip();
	expect_death(*state, "bomb", "memory");
	expect_death(*state, "long", "memory");
}

static void test_rubbish_and_lies_are_recognised(void **state)
{
	expect_death(*state, "rubbish", "rubbish");
	expect_death(*state, "lie", "rubbish");
}

static void test_a_refusal_is_told_cleanly(void **state)
{
	struct jail_result result;

	CHECK(!run(*state, "refuse", &result));
	CHECK(strstr(result.error.text, "this is no ") && !strchr(result.error.text, 0x1b));
	jail_result_free(&result);
}

static void test_a_child_sees_one_file_only(void **state)
{
	struct jail_result result;

	CHECK(run(*state, "files", &result));
	CHECK_STR(result.opml.title, "1");
	jail_result_free(&result);
}

static void test_the_walls_stop_exec_socket_open_and_fork(void **state)
{
	struct house *house = *state;

	if (IS_SANITIZED)
		skip();
	CHECK(jail_self_test(house->line) == 0);
	CHECK(jail_layers(house->jail) ==
	      (JAIL_PROCESS | JAIL_RLIMITS | JAIL_SECCOMP | JAIL_NO_NEW_PRIVS));
}

static void test_every_layer_but_the_filter_is_live_under_sanitizers(void **state)
{
	struct house *house = *state;

	CHECK((jail_layers(house->jail) | JAIL_SECCOMP) ==
	      (JAIL_PROCESS | JAIL_RLIMITS | JAIL_SECCOMP | JAIL_NO_NEW_PRIVS));
}

static void test_several_children_work_at_once_and_each_answer_finds_its_ticket(void **state)
{
	(void)state;
	struct house house = house_open(60); /* the slow one outlives all others */
	struct jail_task quick = { .kind = JAIL_OPML, .bytes = STR("well") };
	struct jail_task slow = { .kind = JAIL_OPML, .bytes = STR("hang") };
	struct jail_result result;
	int fd;

	size_t most = jail_capacity(house.line);

	CHECK(most == 3 + JAIL_SLOTS_MORE);
	CHECK(jail_submit(house.line, &slow, 100));
	for (uint64_t ticket = 1; ticket <= 20; ticket++) {
		CHECK(jail_submit(house.line, &quick, ticket));
		CHECK(jail_line_fds(house.line, &fd, 1) == 1);
		CHECK(poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, 30000) == 1);
		CHECK(jail_take(house.line, &result, 0));
		CHECK(result.is_ok && result.ticket == ticket);
		jail_result_free(&result);
	}
	for (uint64_t ticket = 1; ticket < most; ticket++)
		CHECK(jail_submit(house.line, &quick, ticket));
	CHECK(!jail_submit(house.line, &quick, most));
	CHECK(jail_pending(house.line) == most);
	for (size_t i = 1; i < most; i++) {
		CHECK(jail_take(house.line, &result, -1));
		CHECK(result.is_ok && result.ticket < most);
		jail_result_free(&result);
	}
	CHECK(jail_pending(house.line) == 1 && !jail_take(house.line, &result, 0));
	jail_line_close(house.line);
	jail_stop(house.jail);
}

static void test_few_large_documents_wait(void **state)
{
	struct house *house = *state;
	struct buf large = { 0 };
	struct jail_task task = { .kind = JAIL_OPML };
	struct jail_result result;
	uint64_t count = 0;

	buf_add(&large, STR("well"));
	while (large.len <= JAIL_WAITING_BYTES / 4)
		buf_add(&large, STR("                                "));
	task.bytes = buf_str(&large);
	while (jail_submit(house->line, &task, count))
		count++;
	CHECK(count == 6); /* twice the children, in any case */
	while (jail_take(house->line, &result, -1)) {
		CHECK(result.ticket < count);
		jail_result_free(&result);
	}
	CHECK(jail_submit(house->line, &task, 0));
	CHECK(jail_take(house->line, &result, -1));
	jail_result_free(&result);
	buf_free(&large);
}

static void test_tasks_beyond_the_children_wait_for_a_place(void **state)
{
	struct house *house = *state;
	struct jail_task slow = { .kind = JAIL_OPML, .bytes = STR("hang") };
	struct jail_task quick = { .kind = JAIL_OPML, .bytes = STR("well") };
	struct jail_result result;

	for (uint64_t ticket = 101; ticket <= 103; ticket++)
		CHECK(jail_submit(house->line, &slow, ticket));
	for (uint64_t ticket = 1; ticket <= 3; ticket++)
		CHECK(jail_submit(house->line, &quick, ticket));
	/* Nobody has a place while three children hang. */
	CHECK(!jail_take(house->line, &result, 100));
	for (int i = 0; i < 6; i++) {
		CHECK(jail_take(house->line, &result, -1));
		CHECK(result.is_ok == (result.ticket < 100));
		jail_result_free(&result);
	}
	CHECK(!jail_take(house->line, &result, 0));
}

static void test_a_line_closed_amid_work_leaves_the_others_alone(void **state)
{
	struct house *house = *state;
	struct jail_task slow = { .kind = JAIL_OPML, .bytes = STR("hang") };
	struct jail_result result;
	struct jail_line *other;

	CHECK(jail_line_open(house->jail, &other, NULL));
	CHECK(jail_submit(other, &slow, 1));
	jail_line_close(other);
	CHECK(run(house, "well", &result));
	jail_result_free(&result);
}

static void test_when_the_zygote_dies_every_task_fails_with_a_sentence(void **state)
{
	(void)state;
	struct house house;
	struct house *h = &house;
	struct jail_task slow = { .kind = JAIL_OPML, .bytes = STR("hang") };
	struct jail_result result;

	CHECK(jail_start_with(&house.jail, NULL, &play, NULL));
	CHECK(jail_line_open(house.jail, &house.line, NULL));
	CHECK(jail_submit(house.line, &slow, 7));
	CHECK(shutdown(jail_control(house.jail), SHUT_RDWR) == 0);
	CHECK(jail_take(house.line, &result, 5000));
	CHECK(!result.is_ok && result.ticket == 7 && strstr(result.error.text, "ended"));
	CHECK(!run(h, "well", &result) && strstr(result.error.text, "ended"));
	CHECK(jail_self_test(house.line) > 0);
	struct jail_line *other;
	struct error err;
	CHECK(!jail_line_open(house.jail, &other, &err) && strstr(err.text, "ended"));
	jail_line_close(house.line);
	jail_stop(house.jail);
}

static void test_every_cut_and_flip_of_an_answer_is_survived(void **state)
{
	(void)state;
	struct news_opml list = { .title = STR("title") };
	struct error err = { 0 };
	struct buf payload = { 0 }, answer = { 0 };
	struct jail_result result;

	CHECK(news_opml_pack(&list, &payload));
	jail_answer_pack(JAIL_OPML, true, &err, buf_str(&payload), &answer);
	for (size_t len = 0; len < answer.len; len++) {
		result = (struct jail_result){ .kind = JAIL_OPML };
		CHECK(!jail_answer_unpack((struct str){ answer.ptr, len }, &result));
		CHECK(result.error.text[0]);
		jail_result_free(&result);
	}
	for (size_t i = 0; i < answer.len; i++) {
		answer.ptr[i] ^= 0x80;
		result = (struct jail_result){ .kind = JAIL_OPML };
		jail_answer_unpack(buf_str(&answer), &result);
		jail_result_free(&result);
		answer.ptr[i] ^= 0x80;
	}
	result = (struct jail_result){ .kind = JAIL_PAGE };
	CHECK(!jail_answer_unpack(buf_str(&answer), &result));
	buf_free(&payload);
	buf_free(&answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_child_that_dies_costs_one_sentence),
		TEST(a_forbidden_call_ends_the_child),
		TEST(a_child_that_hangs_is_stopped),
		TEST(a_child_cannot_take_all_memory),
		TEST(rubbish_and_lies_are_recognised),
		TEST(a_refusal_is_told_cleanly),
		TEST(a_child_sees_one_file_only),
		TEST(the_walls_stop_exec_socket_open_and_fork),
		TEST(every_layer_but_the_filter_is_live_under_sanitizers),
		TEST(several_children_work_at_once_and_each_answer_finds_its_ticket),
		TEST(few_large_documents_wait),
		TEST(tasks_beyond_the_children_wait_for_a_place),
		TEST(a_line_closed_amid_work_leaves_the_others_alone),
		TEST(when_the_zygote_dies_every_task_fails_with_a_sentence),
		TEST(every_cut_and_flip_of_an_answer_is_survived),
	};

	return cmocka_run_group_tests(tests, build, tear_down);
}
