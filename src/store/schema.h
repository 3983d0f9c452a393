/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SCHEMA_H
#define WARTA_STORE_SCHEMA_H

#include "store/db.h"

enum { SCHEMA_APPLICATION = 0x77617274 /* "wart" */ };

/* Internal bits of items.hidden. */
enum { SCHEMA_DELETED = 1, SCHEMA_RETIRED = 2 };

/* Bits of feeds.flags. */
enum {
	SCHEMA_CONTENT_IMPORTED = 0, /* content_hash: what another program kept */
	SCHEMA_FEED_HIDDEN = 1,
	SCHEMA_FEED_GONE = 2,
	SCHEMA_FEED_RETIRED = 4,
	SCHEMA_FEED_UNSTABLE = 8, /* its guids change while its links stay */
};

/* The version that this program writes. */
int schema_newest(void);

/* Brings an open database from its version to `to`, in one transaction. */
bool schema_migrate(struct store *store, int to, struct error *err);

#endif
