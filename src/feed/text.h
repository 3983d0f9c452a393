/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_TEXT_SRC_H
#define WARTA_FEED_TEXT_SRC_H

#include "base/buf.h"

/* Adds what a title's HTML says as plain text: tags of HTML dropped, what only
 * looks like a tag kept, references resolved once, white space folded. */
void text_add_plain(struct buf *out, struct str html);

/* Adds plain text as HTML. */
void text_add_escaped(struct buf *out, struct str plain);

/* Adds HTML that has no tags: where blank lines show that its lines were meant,
 * each stays a line. */
void text_add_lines(struct buf *out, struct str html);

/* Adds what base64 stands for. False, and nothing added, when s is not all
 * base64 or does not hold text. */
bool text_add_base64(struct buf *out, struct str s);

/* Whether s is base64 that holds no text: a picture, a sound. */
bool text_is_base64(struct str s);

/* Adds HTML in which "<!" that begins no comment is text; browsers would take
 * all up to the next ">" for a comment. */
void text_add_declared(struct buf *out, struct str html);

/* Adds HTML with the relative addresses in href and src made absolute. */
void text_add_based(struct buf *out, struct str html, struct str base);

/* Whether text that claims nothing is HTML: it has tags or references, and
 * only such as HTML knows. */
bool text_is_html(struct str s);

/* Whether text that claims to be plain is a piece of a page all the same: from
 * the tag of a block at the very beginning to an end tag at the very end, with
 * sentences between. What somebody writes about HTML is not. */
bool text_is_page(struct str s);

#endif
