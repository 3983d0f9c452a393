/* SPDX-License-Identifier: MIT */
#include "net/command_line.h"
#include "net/fetch.h"

/* file:, exec: and filter: sources. */

static int build(void **state)
{
	static struct fetch fetch;

	fetch_net(&fetch, &(struct net_options){ .loopback_is_public = true });
	*state = &fetch;
	return 0;
}

static int tear_down(void **state)
{
	fetch_end(*state);
	return 0;
}

static struct net_request *asked(const char *url)
{
	struct net_request *request = calloc(1, sizeof(*request));

	request->url = strdup(url);
	request->is_trusted = true;
	return request;
}

static void expect(struct fetch *f, const char *url, enum net_failure failure, const char *body)
{
	struct net_response *r = fetch_send(f, asked(url));

	if (r->failure != failure)
		fail_msg("%s: %d %s", url, (int)r->failure, r->error.text);
	CHECK_STR(buf_str(&r->body), body);
	CHECK(failure == NET_OK ? r->status == 200 : r->error.text[0] != '\0');
	net_response_free(r);
}

static void test_a_command_is_its_words_and_no_shell(void **state)
{
	expect(*state, "exec:printf %s|%s 'a b' c;id", NET_OK, "a b|c;id");
	expect(*state, "exec:printf %s \"$HOME `id` $(id) > x\"", NET_OK, "$HOME `id` $(id) > x");
	expect(*state, "exec:printf %s a\\ b", NET_OK, "a b");
}

static void test_a_command_that_fails_is_told(void **state)
{
	struct fetch *f = *state;

	expect(f, "exec:false", NET_COMMAND, "");
	expect(f, "exec:/nonexistent/command", NET_COMMAND, "");
	expect(f, "exec:", NET_COMMAND, "");
	expect(f, "exec:sh -c 'echo half; exit 3'", NET_COMMAND, "");
	expect(f, "exec:sh -c 'kill -9 $$'", NET_COMMAND, "");
	expect(f, "filter:cat", NET_BAD_ADDRESS, "");
}

static void test_a_command_has_limits(void **state)
{
	struct fetch *f = *state;
	struct net_request *request = asked("exec:sleep 30");

	request->timeout_ms = 200;
	struct net_response *r = fetch_send(f, request);
	CHECK(r->failure == NET_TIMEOUT && r->elapsed_ms < 20000);
	CHECK(strstr(r->error.text, "The command was not done") != NULL);
	net_response_free(r);
	request = asked("exec:yes");
	request->max_bytes = 100000;
	r = fetch_send(f, request);
	CHECK(r->failure == NET_TOO_LARGE && r->body.len == 0);
	net_response_free(r);
}

/* Whether it runs; who is dead and not buried does not. */
static bool is_alive(int pid)
{
	char path[64], state = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	FILE *in = fopen(path, "r");
	if (!in)
		return kill(pid, 0) == 0;
	if (fscanf(in, "%*d (%*[^)]) %c", &state) != 1)
		state = 'Z';
	fclose(in);
	return state != 'Z' && state != 'X';
}

static void test_a_command_leaves_nobody_behind(void **state)
{
	struct fetch *f = *state;

	struct net_request *request = asked("exec:sh -c 'sleep 100 >/dev/null & echo $!'");
	struct net_response *r = fetch_send(f, request);
	int pid = atoi(buf_cstr(&r->body));
	CHECK(r->failure == NET_OK && pid > 1);
	for (int i = 0; i < 1000 && is_alive(pid); i++)
		usleep(10000);
	CHECK(!is_alive(pid));
	net_response_free(r);
}

static void test_only_the_user_can_run_commands(void **state)
{
	struct net_request *request = asked("exec:true");

	request->is_trusted = false;
	struct net_response *r = fetch_send(*state, request);
	CHECK(r->failure == NET_BAD_ADDRESS);
	net_response_free(r);
}

static void test_files_are_read_and_known_again(void **state)
{
	struct fetch *f = *state;
	char path[] = "/tmp/warta file-XXXXXX";
	struct buf url = { 0 };

	int fd = mkstemp(path);
	CHECK(fd >= 0 && write(fd, "hello", 5) == 5);
	close(fd);
	buf_addf(&url, "file:///tmp/warta%%20file-%s", path + strlen("/tmp/warta file-"));
	struct net_response *r = fetch_send(f, asked(buf_cstr(&url)));
	CHECK(r->failure == NET_OK && r->status == 200 && r->etag);
	CHECK_STR(buf_str(&r->body), "hello");
	struct net_request *again = asked(buf_cstr(&url));
	again->etag = strdup(r->etag);
	net_response_free(r);
	r = fetch_send(f, again);
	CHECK(r->is_not_modified && r->body.len == 0);
	net_response_free(r);
	unlink(path);
	expect(f, buf_cstr(&url), NET_NO_HOST, "");
	expect(f, "file:///dev/zero", NET_BROKEN, "");
	expect(f, "file:///tmp", NET_BROKEN, "");
	expect(f, "file:relative", NET_BAD_ADDRESS, "");
	expect(f, "file:///tmp/%00", NET_BAD_ADDRESS, "");
	buf_free(&url);
}

static void test_a_filter_gets_what_was_fetched(void **state)
{
	struct fetch *f = *state;
	char path[] = "/tmp/warta-filter-XXXXXX";
	struct buf url = { 0 };

	int fd = mkstemp(path);
	CHECK(fd >= 0 && write(fd, "hello", 5) == 5);
	close(fd);
	buf_addf(&url, "filter:tr a-z A-Z:file://%s", path);
	expect(f, buf_cstr(&url), NET_OK, "HELLO");
	unlink(path);
	buf_free(&url);
	if (!server_start(&f->server, NULL))
		return;
	char *ok = fetch_url(f, "/ok?bytes=300000");
	buf_addf(&url, "filter:wc -c:%s", ok);
	expect(f, buf_cstr(&url), NET_OK, "300000\n");
	buf_clear(&url);
	buf_addf(&url, "filter:true:%s", ok);
	expect(f, buf_cstr(&url), NET_OK, "");
	free(ok);
	ok = fetch_url(f, "/status/404");
	buf_clear(&url);
	buf_addf(&url, "filter:wc -c:%s", ok);
	struct net_response *r = fetch_send(f, asked(buf_cstr(&url)));
	CHECK(r->status == 404 && r->body.len == 0);
	net_response_free(r);
	free(ok);
	buf_free(&url);
	server_stop(&f->server);
}

static void test_words_are_split_as_written(void **state)
{
	(void)state;
	static const struct { const char *line; const char *words[5]; } rows[] = {
		{ "a", { "a" } },
		{ "  a   b\tc ", { "a", "b", "c" } },
		{ "'a b' \"c d\"e", { "a b", "c de" } },
		{ "a\\ b '\\' \"\\\"\"", { "a b", "\\", "\"" } },
		{ "'' x", { "", "x" } },
		{ "'unclosed x", { "unclosed x" } },
		{ "a\\", { "a\\" } },
	};
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char **argv = command_line_split(str_from(rows[i].line), &arena);
		size_t k = 0;
		for (; rows[i].words[k]; k++)
			CHECK(argv[k] && strcmp(argv[k], rows[i].words[k]) == 0);
		CHECK(argv[k] == NULL);
	}
	CHECK(command_line_split(STR("  "), &arena) == NULL);
	setenv("HOME", "/home/me", 1);
	CHECK(strcmp(command_line_split(STR("~/bin/x ~ a~/"), &arena)[0], "/home/me/bin/x") == 0);
	CHECK(strcmp(command_line_split(STR("x ~ a~/"), &arena)[1], "~") == 0);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_command_is_its_words_and_no_shell),
		TEST(a_command_that_fails_is_told),
		TEST(a_command_has_limits),
		TEST(a_command_leaves_nobody_behind),
		TEST(only_the_user_can_run_commands),
		TEST(files_are_read_and_known_again),
		TEST(a_filter_gets_what_was_fetched),
		TEST(words_are_split_as_written),
	};

	signal(SIGPIPE, SIG_IGN); /* as main does */
	return cmocka_run_group_tests(tests, build, tear_down);
}
