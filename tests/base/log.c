/* SPDX-License-Identifier: MIT */
#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/check.h"

struct seen {
	int count;
	char first[256], last[256];
};

static void see(void *ctx, const char *line)
{
	struct seen *seen = ctx;

	snprintf(seen->count++ ? seen->last : seen->first, sizeof(seen->first), "%s", line);
}

static void test_the_last_512_lines_stay_in_memory(void **state)
{
	(void)state;
	struct seen seen = { 0 };

	log_close();
	for (int i = 0; i < 600; i++)
		log_write(LOG_INFO, "line %d", i);
	log_each(see, &seen);
	CHECK(seen.count == 512);
	CHECK(strstr(seen.first, " info line 88"));
	CHECK(strstr(seen.last, " info line 599"));
	log_close();
}

static void test_remote_text_cannot_start_a_line_or_an_escape(void **state)
{
	(void)state;
	struct seen seen = { 0 };

	log_write(LOG_ERROR, "bad\x1b[2J\nfake error line\xc2\x9b");
	log_each(see, &seen);
	CHECK(seen.count == 1);
	CHECK(!strchr(seen.first, '\n') && !strchr(seen.first, '\x1b'));
	CHECK(!strchr(seen.first, '\x9b'));
	log_close();
}

static void test_the_file_is_private_and_keeps_to_its_level(void **state)
{
	(void)state;
	char path[] = "/tmp/warta-log-XXXXXX";
	char text[512] = "";
	struct stat st;

	CHECK(mkdtemp(path) != NULL);
	char file[64];
	snprintf(file, sizeof(file), "%s/log", path);
	CHECK(log_open(file, LOG_WARNING, NULL));
	log_write(LOG_INFO, "not this");
	log_write(LOG_WARNING, "but this");
	log_close();
	CHECK(stat(file, &st) == 0 && (st.st_mode & 0777) == 0600);
	FILE *in = fopen(file, "r");
	CHECK(in != NULL);
	CHECK(fread(text, 1, sizeof(text) - 1, in) > 0);
	fclose(in);
	CHECK(strstr(text, " warning but this\n") && !strstr(text, "not this"));
	unlink(file);
	rmdir(path);
}

static void test_a_log_that_cannot_be_opened_is_a_sentence(void **state)
{
	(void)state;
	struct error err = { 0 };

	CHECK(!log_open("/nonexistent/log", LOG_INFO, &err));
	CHECK(strstr(err.text, "/nonexistent/log"));
	log_write(LOG_INFO, "memory only");
	struct seen seen = { 0 };
	log_each(see, &seen);
	CHECK(seen.count == 1);
	log_close();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_last_512_lines_stay_in_memory),
		TEST(remote_text_cannot_start_a_line_or_an_escape),
		TEST(the_file_is_private_and_keeps_to_its_level),
		TEST(a_log_that_cannot_be_opened_is_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
