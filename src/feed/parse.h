/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_PARSE_SRC_H
#define WARTA_FEED_PARSE_SRC_H

#include "feed/draft.h"
#include "feed/names.h"
#include "feed/xml.h"

/* A feed in XML while it is read: elements open and close, the text of a
 * field is gathered, and the field goes into the draft of the feed or of the
 * item that is open. */

enum { PARSE_DEPTH = 256, PARSE_BINDINGS = 256 };

/* How the text of a field becomes what is kept of it. */
enum gather {
	GATHER_PLAIN,  /* as it is; tags are dropped */
	GATHER_HTML,   /* as it is, which is HTML; tags are kept */
	GATHER_GUESS,  /* HTML if it looks so and has no tags in it, else plain text */
	GATHER_TEXT,   /* plain text, or a piece of a page by mistake */
	GATHER_MARKUP, /* text is escaped, tags are kept */
	GATHER_BASE64, /* what is no text is dropped */
};

struct open_element {
	struct str name; /* with prefix */
	struct str base; /* xml:base in force; empty when none was given */
	enum element id;
	enum space space;
	size_t bindings; /* in force outside of it */
};

struct binding {
	struct str prefix;
	enum space space;
};

struct parse {
	struct xml_reader xml;
	struct news_feed *feed;
	struct str address;
	struct open_element stack[PARSE_DEPTH];
	int depth;
	struct binding bindings[PARSE_BINDINGS];
	size_t binding_count;
	struct draft channel;
	struct draft *items; /* on the heap */
	size_t item_count, item_cap;
	struct draft *item;  /* the one that is open, or NULL */
	struct buf text;
	int gathering; /* depth of the element whose text is gathered; 0 none */
	enum gather gather;
	struct str person_name, person_email;
	struct news_enclosure *media; /* that facts about belong to */
	int period_minutes, frequency;
	int base_count, stray_count; /* xml:base given, closing tags of nothing */
	bool is_html, is_deep, is_over, is_atom, is_netscape, has_channel;
};

/* Reads bytes (valid UTF-8) into feed. False when there is no feed in them;
 * *is_html says whether a web page is. */
bool parse_xml(struct str bytes, struct str address, struct news_feed *feed, bool *is_html,
	       struct error *err);

static inline struct open_element *parse_top(struct parse *p)
{
	return &p->stack[p->depth - 1];
}

static inline struct draft *parse_draft(struct parse *p)
{
	return p->item ? p->item : &p->channel;
}

/* An attribute with its references resolved, in the arena; empty when there
 * is none. */
struct str parse_attribute(struct parse *p, const char *name);

/* gather.c: the text of fields. */
void gather_start(struct parse *p);
void gather_text(struct parse *p, struct str text, bool is_raw);
void gather_tag(struct parse *p);
void gather_end_tag(struct parse *p, struct str name);
struct str gather_take(struct parse *p);

/* field_open.c and field_text.c: what elements mean. */
void field_open(struct parse *p);                   /* an element with its attributes */
void field_text(struct parse *p, struct str text);  /* what was gathered in it */
void field_close(struct parse *p);                  /* it ended */

#endif
