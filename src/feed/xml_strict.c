/* SPDX-License-Identifier: MIT */
#include "feed/xml_strict.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "feed/text.h"
#include "feed/xml_api.h"

/* A whole document is read before its first piece is handed out, because
 * only its end says whether it is well-formed. No tree is built: the pieces
 * are recorded as places in one buffer. */

/* Bounds that feeds do not come near to. Namespaces that are in force and names
 * are looked for one by one in versions of libxml2. */
enum { BYTES_MAX = 48 << 20, EVENTS_MAX = 1 << 20, DEPTH_MAX = 200, SPACES_MAX = 256,
       NAMES_MAX = 4096, REASON_MAX = 160 };

#define PLACEHOLDER STR("0")

struct piece {
	uint32_t at, len; /* in the bytes of the record */
};

struct pair {
	struct piece name, value;
};

struct event {
	enum xml_kind kind;
	bool is_empty, is_cut; /* is_cut: bytes.at is the index of a cut */
	struct piece bytes;                  /* the name, or the text */
	uint32_t attributes, attribute_count; /* of the pairs */
};

struct xml_record {
	struct buf bytes;
	struct event *events; /* on the heap, as the pairs */
	size_t event_count, event_cap, next;
	struct pair *pairs;
	size_t pair_count, pair_cap;
	struct str rest; /* that the parser has not asked for */
	struct xml_cuts cuts;
	size_t cuts_given, cuts_met; /* behind rest; by the parser */
	xmlParserCtxt *parser;
	int spaces[DEPTH_MAX]; /* namespaces that each open element declares */
	int space_count, depth;
	struct buf fault;
	bool is_refused; /* not a document for libxml2 */
	bool is_broken;
};

/* Whether the document is still one that libxml2 is to read. */
static bool goes_on(struct xml_record *record)
{
	record->is_refused |= record->bytes.is_full || record->event_count > EVENTS_MAX ||
			      record->pair_count > EVENTS_MAX ||
			      xmlDictSize(record->parser->dict) > NAMES_MAX;
	return !record->is_refused && !record->is_broken;
}

static struct piece add_bytes(struct xml_record *record, struct str bytes)
{
	struct piece piece = { (uint32_t)record->bytes.len, (uint32_t)bytes.len };

	buf_add(&record->bytes, bytes);
	return piece;
}

static struct piece add_name(struct xml_record *record, struct str prefix, struct str local)
{
	struct piece name = { (uint32_t)record->bytes.len, 0 };

	buf_add(&record->bytes, prefix);
	if (prefix.len && local.len)
		buf_add_char(&record->bytes, ':');
	buf_add(&record->bytes, local);
	name.len = (uint32_t)record->bytes.len - name.at;
	return name;
}

static struct str from_xml(const xmlChar *text)
{
	return str_from((const char *)text);
}

static struct event *add_event(struct xml_record *record, enum xml_kind kind)
{
	record->events = mem_grow(record->events, record->event_count, &record->event_cap,
				  sizeof(*record->events));
	struct event *event = &record->events[record->event_count++];
	*event = (struct event){ .kind = kind };
	return event;
}

static void add_pair(struct xml_record *record, struct piece name, struct str value)
{
	record->pairs = mem_grow(record->pairs, record->pair_count, &record->pair_cap,
				 sizeof(*record->pairs));
	record->pairs[record->pair_count++] = (struct pair){ name, add_bytes(record, value) };
}

/* Namespaces stand behind the attributes, so that none is found in place of
 * an attribute of that name. */
static void add_pairs(struct xml_record *record, const xmlChar **attributes, int count,
		      const xmlChar **spaces, int space_count)
{
	enum { FIELDS = 5 };

	for (int i = 0; i < count; i++, attributes += FIELDS) {
		struct piece name =
			add_name(record, from_xml(attributes[1]), from_xml(attributes[0]));
		add_pair(record, name,
			 (struct str){ (const char *)attributes[3],
				       (size_t)(attributes[4] - attributes[3]) });
	}
	for (int i = 0; i < space_count; i++, spaces += 2)
		add_pair(record, add_name(record, STR("xmlns"), from_xml(spaces[0])),
			 from_xml(spaces[1]));
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int space_count, const xmlChar **spaces, int attribute_count,
		     int defaulted_count, const xmlChar **attributes)
{
	struct xml_record *record = data;

	(void)uri;
	record->is_refused |= record->depth == DEPTH_MAX || defaulted_count ||
			      record->space_count + space_count > SPACES_MAX ||
			      attribute_count + space_count > XML_ATTRIBUTES;
	if (!goes_on(record))
		return;
	record->spaces[record->depth++] = space_count;
	record->space_count += space_count;
	struct event *event = add_event(record, XML_START);
	event->bytes = add_name(record, from_xml(prefix), from_xml(local));
	event->attributes = (uint32_t)record->pair_count;
	event->attribute_count = (uint32_t)(attribute_count + space_count);
	add_pairs(record, attributes, attribute_count, spaces, space_count);
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml_record *record = data;

	(void)uri;
	if (!goes_on(record) || record->depth == 0)
		return;
	record->space_count -= record->spaces[--record->depth];
	struct event *last = &record->events[record->event_count - 1];
	if (last->kind == XML_START && !last->is_empty) {
		last->is_empty = true;
		return;
	}
	struct event *event = add_event(record, XML_CLOSE);
	event->bytes = add_name(record, from_xml(prefix), from_xml(local));
}

static void on_text(void *data, const xmlChar *text, int len)
{
	struct xml_record *record = data;

	if (!goes_on(record) || record->depth == 0)
		return;
	struct piece piece =
		add_bytes(record, (struct str){ (const char *)text, (size_t)len });
	struct event *last = &record->events[record->event_count - 1];
	if (last->kind == XML_TEXT)
		last->bytes.len += piece.len;
	else
		add_event(record, XML_TEXT)->bytes = piece;
}

/* What stood where the parser met the placeholder. */
static struct str met_cut(struct xml_record *record, struct str text)
{
	if (!str_eq(text, PLACEHOLDER) || record->cuts_met == record->cuts.count) {
		record->is_refused = true;
		return (struct str){ NULL, 0 };
	}
	return record->cuts.items[record->cuts_met++];
}

/* A section right behind another one: both are one text. */
static void join_cdata(struct xml_record *record, struct event *last, struct str text)
{
	if (last->is_cut)
		last->bytes = add_bytes(record, record->cuts.items[last->bytes.at]);
	last->is_cut = false;
	last->bytes.len += add_bytes(record, text).len;
}

static void on_cdata(void *data, const xmlChar *bytes, int len)
{
	struct xml_record *record = data;
	struct str text = { (const char *)bytes, (size_t)len };
	bool is_cut = record->cuts.count > 0;

	if (!goes_on(record))
		return;
	if (is_cut)
		text = met_cut(record, text);
	if (record->depth == 0)
		return;
	struct event *last = &record->events[record->event_count - 1];
	if (last->kind == XML_CDATA) {
		join_cdata(record, last, text);
		return;
	}
	struct event *event = add_event(record, XML_CDATA);
	event->is_cut = is_cut;
	if (is_cut)
		event->bytes.at = (uint32_t)(record->cuts_met - 1);
	else
		event->bytes = add_bytes(record, text);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	struct xml_record *record = data;
	struct piece text = add_bytes(record, STR("<!DOCTYPE "));

	(void)public_id;
	(void)system_id;
	text.len += add_bytes(record, from_xml(name)).len;
	add_event(record, XML_DOCTYPE)->bytes = text;
}

static void on_comment(void *data, const xmlChar *text)
{
	(void)text;
	goes_on(data);
}

static void on_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
	(void)target;
	(void)text;
	goes_on(data);
}

/* Asked for every reference but XML's own five: they are declared nowhere,
 * which is an error that is reported next, or in a file that is not loaded. */
static xmlEntity *on_entity(void *data, const xmlChar *name)
{
	struct xml_record *record = data;

	(void)name;
	record->is_refused = true;
	return NULL;
}

/* Lines in the cuts so far, which the parser did not count. */
static size_t lines_cut(const struct xml_record *record)
{
	size_t lines = 0;

	for (size_t i = 0; i < record->cuts_met; i++)
		for (size_t at = 0; at < record->cuts.items[i].len; at++)
			lines += record->cuts.items[i].ptr[at] == '\n';
	return lines;
}

/* Bounds of libxml2 that a well-formed document may reach. */
static bool is_limit(int code)
{
	return code == XML_ERR_INTERNAL_ERROR || code == XML_ERR_NO_MEMORY ||
	       code == XML_ERR_NAME_TOO_LONG;
}

#if LIBXML_VERSION >= 21200
static void on_error(void *data, const xmlError *error)
#else
static void on_error(void *data, xmlError *error)
#endif
{
	struct xml_record *record = data;

	if (error->level != XML_ERR_FATAL || error->domain == XML_FROM_NAMESPACE ||
	    record->is_broken ||
	    (record->is_refused && error->code != XML_ERR_UNDECLARED_ENTITY))
		return;
	record->is_broken = true;
	record->is_refused = is_limit(error->code);
	/* It quotes the document, at times with half a character at the end. */
	struct str words = utf8_clip(str_from(error->message), REASON_MAX);
	buf_addf(&record->fault, "%zu", (size_t)error->line + lines_cut(record));
	if (words.len && utf8_is_valid(words)) {
		buf_add(&record->fault, STR(": "));
		utf8_squeeze(&record->fault, words);
	}
}

static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start,
	.endElementNs = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_cdata,
	.internalSubset = on_doctype,
	.comment = on_comment,
	.processingInstruction = on_instruction,
	.getEntity = on_entity,
	.serror = on_error,
};

/* Takes bytes off rest into out, as many as there are in front of the next cut
 * or fit. Returns how many. */
static size_t give_some(struct xml_record *record, char *out, size_t size)
{
	bool is_last = record->cuts_given == record->cuts.count;
	const struct str *cut = is_last ? NULL : &record->cuts.items[record->cuts_given];
	size_t len = is_last ? record->rest.len : (size_t)(cut->ptr - record->rest.ptr);

	if (len == 0 && !is_last) {
		out[0] = PLACEHOLDER.ptr[0];
		record->rest = str_slice(record->rest, cut->len, record->rest.len);
		record->cuts_given++;
		return 1;
	}
	len = len < size ? len : size;
	memcpy(out, record->rest.ptr, len);
	record->rest = str_slice(record->rest, len, record->rest.len);
	return len;
}

/* The next bytes for libxml2; none behind an error, so that it soon ends. */
static int give(void *data, char *out, int size)
{
	struct xml_record *record = data;
	size_t given = 0;

	while (goes_on(record) && record->rest.len && given < (size_t)size)
		given += give_some(record, out + given, (size_t)size - given);
	return (int)given;
}

static bool run(struct xml_record *record, struct str text)
{
	/* NOENT makes & of &amp; in attributes; there is no other entity. */
	const int options = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOWARNING |
			    XML_PARSE_IGNORE_ENC;
	xmlParserCtxt *parser = xmlNewParserCtxt();

	if (!parser)
		return false;
	*parser->sax = handler;
	parser->userData = record;
	record->parser = parser;
	record->rest = text;
	for (size_t i = 0; i < record->cuts.count; i++)
		text.len -= record->cuts.items[i].len;
	buf_reserve(&record->bytes, text.len);
	xmlDoc *none = xmlCtxtReadIO(parser, give, NULL, record, NULL, NULL, options);
	record->is_broken |= !parser->wellFormed;
	xmlFreeDoc(none);
	xmlFreeParserCtxt(parser);
	return !record->is_broken && !record->is_refused && record->depth == 0 &&
	       record->cuts_met == record->cuts.count && !record->bytes.is_full &&
	       !xml_has_high_controls(buf_str(&record->bytes));
}

static void record_free(struct xml_record *record)
{
	buf_free(&record->bytes);
	buf_free(&record->fault);
	free(record->events);
	free(record->pairs);
	free(record->cuts.items);
	free(record);
}

static struct xml_record *read_all(struct str text, struct buf *fault)
{
	if (text.len == 0 || text.ptr[0] != '<' || text.len > BYTES_MAX || !xml_api_load())
		return NULL;
	struct xml_record *record = mem_new(1, sizeof(*record));
	record->is_refused = !xml_is_tame(text, &record->cuts);
	if (!record->is_refused && run(record, text))
		return record;
	if (record->is_broken && !record->is_refused)
		buf_add(fault, buf_str(&record->fault));
	record_free(record);
	return NULL;
}

static struct str bytes_of(const struct xml_record *record, struct piece piece)
{
	return str_slice(buf_str(&record->bytes), piece.at, (size_t)piece.at + piece.len);
}

enum xml_kind xml_strict_next(struct xml_reader *xml)
{
	struct xml_record *record = xml->record;

	if (record->next == record->event_count)
		return XML_EOF;
	const struct event *event = &record->events[record->next++];
	if (event->kind == XML_START || event->kind == XML_CLOSE)
		xml->name = bytes_of(record, event->bytes);
	else if (event->is_cut)
		xml->text = record->cuts.items[event->bytes.at];
	else
		xml->text = bytes_of(record, event->bytes);
	if (event->kind != XML_START)
		return event->kind;
	xml->is_empty = event->is_empty;
	xml->attribute_count = event->attribute_count;
	for (size_t i = 0; i < event->attribute_count; i++) {
		const struct pair *pair = &record->pairs[event->attributes + i];
		xml->attributes[i] = (struct xml_attribute){ bytes_of(record, pair->name),
							     bytes_of(record, pair->value) };
	}
	return XML_START;
}

void xml_open(struct xml_reader *xml, struct str text)
{
	*xml = (struct xml_reader){ .rest = text };
	xml->record = read_all(text, &xml->fault);
}

void xml_close(struct xml_reader *xml)
{
	if (xml->record)
		record_free(xml->record);
	xml->record = NULL;
	buf_free(&xml->fault);
}
