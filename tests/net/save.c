/* SPDX-License-Identifier: MIT */
#include "net/fetch.h"

#include <fcntl.h>
#include <sys/stat.h>

/* Bodies that go to a file. */

enum { SIZE = 300000 };

static const char path[] = "/tmp/warta-net-save-XXXXXX";

/* A file with the first `there` bytes that the server has. */
static int start_file(char *name, int there)
{
	int fd;

	strcpy(name, path);
	fd = mkstemp(name);
	for (int i = 0; i < there; i++) {
		char byte = (char)(i * 7 % 251);

		if (write(fd, &byte, 1) != 1)
			fail();
	}
	return fd;
}

/* Whether the file has exactly this many bytes of the server's. */
static bool holds(const char *name, int64_t size)
{
	struct stat st;
	FILE *in = fopen(name, "r");
	bool is_same = in && fstat(fileno(in), &st) == 0 && st.st_size == size;

	for (int i = 0; is_same && i < size; i++)
		is_same = fgetc(in) == i * 7 % 251;
	if (in)
		fclose(in);
	return is_same;
}

/* Sends it and takes the answer; reports before it are counted. */
static struct net_response *download(struct fetch *f, const char *where, int fd, int64_t from,
				     const char *validator, int *reports)
{
	struct net_request *request = fetch_request(f, where);
	struct net_response *response;

	request->to_fd = dup(fd);
	request->from = from;
	request->if_range = validator ? strdup(validator) : NULL;
	request->max_bytes = 1000; /* has no say */
	request->max_file = 10 << 20;
	net_send(f->net, request);
	*reports = 0;
	while ((response = mailbox_wait(f->box, 40000)) && response->is_progress) {
		++*reports;
		CHECK(response->etag && response->done <= SIZE);
		net_response_free(response);
	}
	CHECK(response != NULL);
	CHECK(response->body.len == 0);
	return response;
}

struct row {
	const char *where;
	int there;             /* bytes in the file before */
	const char *validator;
	enum net_failure failure;
	int status;
	int64_t size;          /* of the file afterwards, as the server has it */
	int64_t total;
	const char *sentence;
};

static const struct row rows[] = {
	{ "/file?bytes=300000", 0, NULL, NET_OK, 200, SIZE, SIZE, "" },
	{ "/file?bytes=300000", 1000, "\"one\"", NET_OK, 206, SIZE, SIZE, "" },
	/* Without a validator nobody knows whether the parts fit. */
	{ "/file?bytes=300000", 1000, NULL, NET_OK, 200, SIZE, SIZE, "" },
	{ "/file?bytes=300000&tag=two", 1000, "\"one\"", NET_OK, 200, SIZE, SIZE, "" },
	{ "/file?bytes=300000&ranges=0", 1000, "\"one\"", NET_OK, 200, SIZE, SIZE, "" },
	{ "/file?bytes=300000&ranges=wrong", 1000, "\"one\"", NET_BROKEN, 0, 1000, -1,
	  "another part" },
	{ "/file?bytes=1000", 1000, "\"one\"", NET_OK, 416, 1000, 1000, "" },
	{ "/file?bytes=300000&cut=5000", 0, NULL, NET_BROKEN, 0, 5000, SIZE, "" },
	{ "/file?bytes=300000&cut=5000", 1000, "\"one\"", NET_BROKEN, 0, 6000, SIZE, "" },
	{ "/status/404", 1000, "\"one\"", NET_OK, 404, 1000, -1, "404" },
	{ "/status/204", 1000, "\"one\"", NET_BROKEN, 0, 1000, -1, "without a file" },
	{ "/file?length=20000000", 0, NULL, NET_TOO_LARGE, 0, 0, 20000000, "10 MB" },
	{ "/endless", 0, NULL, NET_TOO_LARGE, 0, -1, -1, "10 MB" },
};

static void test_a_file_is_what_the_server_has_or_a_beginning_of_it(void **state)
{
	struct fetch *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		char name[sizeof(path)];
		int fd = start_file(name, row->there), reports;
		struct net_response *r;

		/* /endless has no ETag to report. */
		if (row->size < 0) {
			struct net_request *request = fetch_request(f, row->where);

			request->to_fd = dup(fd);
			request->max_file = 10 << 20;
			net_send(f->net, request);
			while ((r = mailbox_wait(f->box, 40000)) && r->is_progress)
				net_response_free(r);
		} else {
			r = download(f, row->where, fd, row->there, row->validator, &reports);
		}
		if (r->failure != row->failure || (row->status && r->status != row->status) ||
		    (row->size >= 0 && !holds(name, row->size)) || r->total != row->total ||
		    (row->sentence[0] && !strstr(r->error.text, row->sentence))) {
			print_error("%s: %d %d total %lld: %s\n", row->where, r->failure,
				    r->status, (long long)r->total, r->error.text);
			fail();
		}
		if (row->failure)
			CHECK(r->error.text[0]);
		net_response_free(r);
		close(fd);
		unlink(name);
	}
}

static void test_a_cancelled_download_lets_go_of_the_file(void **state)
{
	struct fetch *f = *state;
	char name[sizeof(path)];
	int fd = start_file(name, 0);
	struct net_request *request = fetch_request(f, "/stall-mid");
	struct net_response *r;
	uint64_t ticket = request->ticket;

	request->to_fd = dup(fd);
	net_send(f->net, request);
	r = mailbox_wait(f->box, 10000);
	CHECK(r && r->is_progress);
	net_response_free(r);
	net_cancel(f->net, ticket);
	while ((r = mailbox_wait(f->box, 10000)) && r->is_progress)
		net_response_free(r);
	CHECK(r && r->failure == NET_CANCELLED);
	net_response_free(r);
	close(fd);
	unlink(name);
}

static int build(void **state)
{
	return fetch_build(state, &(struct net_options){ .loopback_is_public = true });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_what_the_server_has_or_a_beginning_of_it),
		TEST(a_cancelled_download_lets_go_of_the_file),
	};

	void *state = NULL;

	if (build(&state) != 0)
		return 77; /* no Python: skipped */
	fetch_tear_down(&state);
	return cmocka_run_group_tests(tests, build, fetch_tear_down);
}
