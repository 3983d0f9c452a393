/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NEWS_PIECES_H
#define WARTA_NEWS_PIECES_H

#include "base/arena.h"
#include "base/buf.h"

/* The text of a document told as pieces of the document itself: what to copy,
 * what to leave out, and what stands in the text alone (a character that was
 * an entity, a line's end that was a tag). Text and HTML of an article say the
 * same, and half of them need neither be sent nor squeezed nor stored. */

/* Appends the pieces of html that make text. False, with nothing added, where
 * they would save little. Takes time linear in both. */
bool news_pieces_add(struct buf *out, struct str html, struct str text);

/* The text that pieces make of html. They may come from anybody: nothing
 * outside html is read, and the text is at most as long as html and pieces
 * together. False when they do not fit html; whether the text is valid UTF-8
 * is for the caller to see. */
bool news_pieces_text(struct str html, struct str pieces, struct arena *arena, struct str *text);

#endif
