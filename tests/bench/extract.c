/* SPDX-License-Identifier: MIT */
/* Times the extraction of web pages beside libxml2's parse of the same bytes,
 * and tells how much more memory the process held than for a page of a line,
 * for each file given:
 *
 *   extract PAGE...
 *
 * Time is that of this thread, the best of a few rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>

#include "base/buf.h"
#include "html/html.h"

enum { ROUNDS = 5, RUNS = 10, PAGE_MAX = 64 << 20 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool load(const char *path, struct buf *out)
{
	FILE *in = fopen(path, "rb");
	char part[1 << 16];
	size_t len;

	if (!in)
		return false;
	while ((len = fread(part, 1, sizeof(part), in)) > 0)
		buf_add(out, (struct str){ part, len });
	fclose(in);
	return true;
}

static void extract(struct str bytes)
{
	struct html_source source = {
		.bytes = bytes, .base = STR("https://news.example/2026/07/24/story"),
	};
	struct page page;

	html_extract(&source, &page, NULL);
	page_free(&page);
}

static void parse(struct str bytes)
{
	htmlDocPtr doc = htmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL,
					HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
					HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

	xmlFreeDoc(doc);
}

/* Milliseconds of one run. */
static double measure(void (*work)(struct str), struct str bytes)
{
	double best = 1e9;

	for (int round = 0; round < ROUNDS; round++) {
		double start = now();

		for (int i = 0; i < RUNS; i++)
			work(bytes);
		double took = (now() - start) / RUNS;
		best = took < best ? took : best;
	}
	return best;
}

/* KB that a child held at most after doing the work once. */
static long peak(void (*work)(struct str), struct str bytes)
{
	struct rusage usage;
	pid_t child = fork();

	if (child == 0) {
		work(bytes);
		_exit(0);
	}
	return child > 0 && wait4(child, NULL, 0, &usage) > 0 ? usage.ru_maxrss : 0;
}

int main(int argc, char **argv)
{
	printf("%9s %9s %9s %7s %9s %7s  %s\n", "bytes", "extract", "libxml2", "times", "peak KB",
	       "times", "page");
	for (int i = 1; i < argc; i++) {
		struct buf page = { .max = PAGE_MAX };

		if (!load(argv[i], &page)) {
			perror(argv[i]);
			return EXIT_FAILURE;
		}
		long held = peak(extract, buf_str(&page)) - peak(extract, STR("<p>A line.</p>"));
		double own = measure(extract, buf_str(&page));
		double other = measure(parse, buf_str(&page));

		printf("%9zu %6.2f ms %6.2f ms %7.2f %9ld %7.2f  %s\n", page.len, own, other,
		       own / other, held, (double)held * 1024 / (double)page.len, argv[i]);
		buf_free(&page);
	}
	return EXIT_SUCCESS;
}
