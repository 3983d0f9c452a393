/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "conf/value.h"
#include "ui/boxes.h"
#include "ui/feed_menu.h"

/* What can be set for one feed. The menu shows the words of the urls file;
 * each change goes there by way of the engine. */

enum field { FIELD_TITLE, FIELD_TAGS, FIELD_EVERY, FIELD_KEEP, FIELD_FULLTEXT, FIELD_RELATED,
	FIELD_PICTURES, FIELD_HIDDEN, FIELD_COUNT };

static const char *const labels[FIELD_COUNT] = {
	N_("name"), N_("folder and tags, separated by commas"),
	N_("time between visits, such as 90m or 2h"),
	N_("how long articles are kept, such as 30d"), N_("the whole page ahead of time"),
	N_("levels of related pages ahead of time"), N_("pictures ahead of time"),
	N_("hidden from the list"),
};

static const char *const fulltext_words[] = { N_("as in the settings"), N_("auto"), N_("always"),
					      N_("never") };

static void tags_add(struct buf *out, const struct conf_source *source)
{
	for (size_t i = 0; i < source->tag_count; i++)
		buf_addf(out, "%s%.*s", i ? ", " : "", STR_ARG(source->tags[i]));
}

static void time_add(struct buf *out, int64_t seconds)
{
	if (seconds > 0)
		value_add_duration(out, seconds);
	else if (!seconds)
		buf_add(out, STR("auto"));
}

/* The value as it is typed. */
static void value_add(struct buf *out, const struct conf_source *source, enum field field)
{
	switch (field) {
	case FIELD_TITLE: buf_add(out, source->title); break;
	case FIELD_TAGS: tags_add(out, source); break;
	case FIELD_EVERY: time_add(out, source->every); break;
	case FIELD_KEEP:
		if (source->keep >= 0)
			value_add_duration(out, source->keep);
		break;
	case FIELD_RELATED:
		if (source->related >= 0)
			buf_addf(out, "%d", source->related);
		break;
	default: break;
	}
}

static void note_add(struct buf *out, const struct conf_source *source, enum field field)
{
	value_add(out, source, field);
	if (field == FIELD_FULLTEXT)
		buf_add(out, str_from(_(fulltext_words[source->fulltext & 3])));
	if (field == FIELD_PICTURES && source->pictures >= 0)
		buf_add(out, str_from(source->pictures ? _("yes") : _("no")));
	if (field == FIELD_HIDDEN)
		buf_add(out, str_from(source->is_hidden ? _("yes") : _("no")));
	if (!out->len && field != FIELD_TAGS && field != FIELD_TITLE)
		buf_add(out, str_from(_(fulltext_words[0])));
}

/* ---- changing ------------------------------------------------------------------------ */

/* The words of the source as the file has them now. */
static bool source_load(struct ui *ui, struct conf_urls *urls, struct str url,
			struct conf_source *out)
{
	struct error err = { 0 };

	if (!conf_urls_load(ui->options->paths->urls, urls, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return false;
	}
	*out = conf_source_new(url);
	for (size_t i = 0; i < urls->count; i++) {
		if (str_eq(urls->sources[i].url, url))
			*out = urls->sources[i];
	}
	return true;
}

/* A bare number counts units. Nothing typed: as in the settings. */
static bool time_read(struct str text, int64_t unit, int64_t *out)
{
	int64_t number;

	if (str_is_empty(text))
		*out = -1;
	else if (unit == 60 && str_eq_nocase(text, STR("auto")))
		*out = 0;
	else if (str_to_int64(text, &number) && number >= 0 && number < 1000000)
		*out = number * unit;
	else
		return value_duration(text, out);
	return true;
}

static bool levels_read(struct str text, int *out)
{
	int64_t number = -1;

	if (!str_is_empty(text) && (!str_to_int64(text, &number) || number < 0 || number > 3))
		return false;
	*out = (int)number;
	return true;
}

/* False: the text is no such value. */
static bool value_set(struct conf_source *source, enum field field, struct str text,
		      struct str tags[16])
{
	struct str part;

	switch (field) {
	case FIELD_TITLE: source->title = text; break;
	case FIELD_EVERY: return time_read(text, 60, &source->every);
	case FIELD_KEEP: return time_read(text, 86400, &source->keep);
	case FIELD_RELATED: return levels_read(text, &source->related);
	case FIELD_TAGS:
		source->tags = tags;
		source->tag_count = 0;
		while (source->tag_count < 16 && str_cut(&text, ',', &part)) {
			part = str_trim(part);
			if (!str_is_empty(part))
				tags[source->tag_count++] = part;
		}
		break;
	case FIELD_FULLTEXT:
		source->fulltext = (enum conf_choice)((source->fulltext + 1) % 4);
		break;
	case FIELD_PICTURES: /* as in the settings, yes, no */
		source->pictures = source->pictures < 0 ? 1 : source->pictures - 1;
		break;
	default: source->is_hidden = !source->is_hidden; break;
	}
	return true;
}

static void change_setting(struct ui *ui, struct str url, int field, struct str text)
{
	struct conf_urls urls = { 0 };
	struct conf_source source;
	struct str tags[16];

	if (source_load(ui, &urls, url, &source)) {
		if (value_set(&source, (enum field)field, text, tags)) {
			engine_set_source(ui->engine, &source);
			ui_say(ui, ROLE_NOTICE, "%s", _("changed; U takes it back"));
		} else if ((enum field)field == FIELD_RELATED) {
			ui_say(ui, ROLE_ERROR, "%s", _("levels are 0 to 3"));
		} else {
			ui_say(ui, ROLE_ERROR, _("\"%.*s\" is no time; write 90m, 2h or 30d"),
			       STR_ARG(text));
		}
	}
	conf_urls_free(&urls);
}

void feed_move(struct ui *ui, struct str url, struct str folder)
{
	struct conf_urls urls = { 0 };
	struct conf_source source;

	if (source_load(ui, &urls, url, &source)) {
		struct str former = conf_folder_of(source.tags, source.tag_count);
		struct str *tags = arena_array(&urls.arena, source.tag_count + 1, sizeof(*tags));
		size_t count = 0;

		if (folder.len)
			tags[count++] = folder;
		for (size_t i = 0; i < source.tag_count; i++)
			if (!str_eq(source.tags[i], former) && !str_eq(source.tags[i], folder))
				tags[count++] = source.tags[i];
		source.tags = tags;
		source.tag_count = count;
		if (!str_eq(former, folder)) {
			engine_set_source(ui->engine, &source);
			ui_say(ui, ROLE_NOTICE, "%s", _("moved; U takes it back"));
		}
	}
	conf_urls_free(&urls);
}

/* subject: the field's digit and the address. */
static void value_done(struct ui *ui, struct str subject, struct str text)
{
	change_setting(ui, str_slice(subject, 1, subject.len), subject.ptr[0] - '0', text);
}

void feed_ask(struct ui *ui, struct str url, int field)
{
	static const struct prompt_hooks hooks = { .done = value_done };
	struct conf_urls urls = { 0 };
	struct conf_source source;
	struct buf value = { 0 }, subject = { 0 }, label = { 0 };

	if (source_load(ui, &urls, url, &source)) {
		value_add(&value, &source, (enum field)field);
		buf_addf(&subject, "%d%.*s", field, STR_ARG(url));
		buf_addf(&label, "%s:", _(labels[field]));
		prompt_open(ui, buf_cstr(&label), buf_str(&value), &hooks, buf_str(&subject));
	}
	conf_urls_free(&urls);
	buf_free(&value);
	buf_free(&subject);
	buf_free(&label);
}

static bool field_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	if (how != ACTION_OPEN)
		return false;
	if (item->number == FIELD_FULLTEXT || item->number == FIELD_PICTURES ||
	    item->number == FIELD_HIDDEN)
		change_setting(ui, item->value, (int)item->number, STR(""));
	else
		feed_ask(ui, item->value, (int)item->number);
	return true;
}

void feed_menu_open(struct ui *ui, struct str url, struct str name)
{
	static const struct menu_hooks hooks = { .pick = field_pick, .does = N_("change") };
	struct conf_urls urls = { 0 };
	struct conf_source source;
	struct arena arena = { 0 };

	if (source_load(ui, &urls, url, &source)) {
		struct menu *menu = menu_open(ui, arena_cstr(&arena, name), "", &hooks);

		for (int i = 0; i < FIELD_COUNT; i++) {
			struct buf note = { 0 };

			note_add(&note, &source, (enum field)i);
			menu_add(menu, &(struct menu_item){ .text = str_from(_(labels[i])),
							    .note = buf_str(&note), .value = url,
							    .number = i });
			buf_free(&note);
		}
	}
	conf_urls_free(&urls);
	arena_free(&arena);
}
