/* SPDX-License-Identifier: MIT */
#include "page/facts.h"

#include "base/i18n.h"

static void add_names(struct buf *out, const struct page_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		if (i)
			buf_add(out, STR(", "));
		buf_add(out, names->items[i]);
	}
}

static void add_editors(struct buf *out, const struct page_names *names)
{
	struct buf list = { 0 };

	add_names(&list, names);
	if (list.len)
		buf_addf(out, _("Editor %s"), buf_cstr(&list));
	buf_free(&list);
}

static void add_sources(struct buf *out, const struct page_names *names)
{
	struct buf list = { 0 };

	add_names(&list, names);
	if (list.len)
		buf_addf(out, _("Source %s"), buf_cstr(&list));
	buf_free(&list);
}

static void add_plain_date(struct buf *out, const struct date *date)
{
	struct date_parts at = date_split(date->utc, date->offset);

	buf_addf(out, "%04d-%02d-%02d", at.year, at.month, at.day);
	if (date->precision == DATE_DAY)
		return;
	int offset = date->offset < 0 ? -date->offset : date->offset;
	buf_addf(out, " %02d:%02d %c%02d:%02d", at.hour, at.minute,
		 date->offset < 0 ? '-' : '+', offset / 60, offset % 60);
}

int facts_add(const struct page_meta *meta,
	      void (*add_date)(void *ctx, const struct date *date, struct buf *out),
	      void *ctx, struct buf *out, size_t ends[FACTS_MAX])
{
	size_t from = out->len;
	int count = 0;

	for (int part = 0; part < FACTS_MAX; part++) {
		if (part == 0)
			buf_add(out, meta->section);
		else if (part == 1 && meta->published.precision && add_date)
			add_date(ctx, &meta->published, out);
		else if (part == 1 && meta->published.precision)
			add_plain_date(out, &meta->published);
		else if (part == 2)
			add_names(out, &meta->authors);
		else if (part == 3)
			add_editors(out, &meta->editors);
		else if (part == 4)
			add_sources(out, &meta->sources);
		if (out->len > from)
			ends[count++] = from = out->len;
	}
	return count;
}

void facts_add_line(const struct page_meta *meta, struct buf *out)
{
	struct buf text = { 0 };
	size_t ends[FACTS_MAX], from = 0;
	int count = facts_add(meta, NULL, NULL, &text, ends);

	for (int i = 0; i < count; i++) {
		if (i)
			buf_add(out, STR(" \u00b7 "));
		buf_add(out, str_slice(buf_str(&text), from, ends[i]));
		from = ends[i];
	}
	buf_free(&text);
}

struct str facts_label(const struct page_link *link, const char *fallback)
{
	struct str label = str_trim(link->label);

	if (str_has_suffix(label, STR("\uff1a")))
		label = str_trim(str_slice(label, 0, label.len - 3));
	else if (str_has_suffix(label, STR(":")))
		label = str_trim(str_slice(label, 0, label.len - 1));
	if (label.len)
		return label;
	return str_from(fallback ? fallback : _("Read also"));
}
