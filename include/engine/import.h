/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_IMPORT_H
#define WARTA_ENGINE_IMPORT_H

#include "base/buf.h"
#include "base/error.h"
#include "news/opml.h"

/* Taking over lists of subscriptions into the urls file. Only http and https
 * addresses come in, whatever the list says: nothing from a file that somebody
 * sent can ever run a command. */
struct import_result {
	size_t added, known; /* known: subscribed before */
	struct buf refused;  /* what was left out, one a line */
};

/* The file's bytes; *is_opml tells which of the two below reads them. */
bool import_read(const char *path, struct buf *out, bool *is_opml, struct error *err);

bool import_opml(const struct news_opml *list, const char *urls, struct import_result *result,
		 struct error *err);

/* newsboat's urls file, or one of our own. */
bool import_urls(struct str text, const char *urls, struct import_result *result,
		 struct error *err);

void import_result_free(struct import_result *result);

#endif
