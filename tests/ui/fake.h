/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_UI_FAKE_H
#define WARTA_TESTS_UI_FAKE_H

#include "engine/engine.h"

/* A newsroom in memory in place of store and engine: what the reader asks is
 * answered at once, what it orders is written down. */
enum { FAKE_NOW = 1793602800 }; /* 2 November 2026, 14.00 in Jakarta */

/* Orders since the last call, one a line; cleared by reading. */
const char *fake_orders(void);

/* The next events the engine has; the caller hands them to the reader. */
void fake_send(struct engine_event *event);

/* Adds count unread articles at the top of the first feed. */
void fake_add_news(int count);

/* What another process, or a poll, may do to the store: turns the marks of some
 * row, takes a row away, makes a feed fail or work. */
void fake_mark_row(unsigned which);
void fake_remove_row(unsigned which);
void fake_set_error(unsigned feed, const char *sentence);
/* Only so many of the feeds are subscribed. */
void fake_set_feeds(unsigned count);
/* What comes from now on has names and titles that no terminal should see. */
void fake_set_hostile(bool is_hostile);

/* How a refresh stands. */
void fake_set_progress(const struct engine_progress *progress);

/* Nothing is subscribed, as on the first day. */
void fake_set_empty(bool is_empty);

/* How many articles the first feed has; the rest is made up as it is read. */
void fake_set_size(int count);

/* The feeds have only teasers, and no page of theirs is stored yet. */
void fake_set_teasers(void);

/* Whether addresses on the network can be had. */
void fake_set_online(bool is_online);

void fake_reset(void);

#endif
