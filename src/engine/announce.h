/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_ANNOUNCE_H
#define WARTA_ENGINE_ANNOUNCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct work;

/* Keeps articles that a rule wants announced, until somebody announces them. */
void announce_keep(struct work *work, const int64_t *ids, size_t count);

/* Whether anything is kept. */
bool announce_is_due(struct work *work);

/* In the reader: sends what came and what is kept as ENGINE_NEWS, once it is
 * in the index. */
void announce_news(struct work *work);

/* At the end of a refresh without a reader: with a command to run, sends what
 * is to be announced, else keeps it for a reader. */
void announce_once(struct work *work);

#endif
