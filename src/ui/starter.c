/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/deeds.h"

/* Well-known feeds to begin with. Nothing here is fetched until it is chosen. */
static const struct starter {
	const char *title, *url, *folder;
} starters[] = {
	{ "ANTARA Terkini", "https://www.antaranews.com/rss/terkini.xml", N_("Indonesia") },
	{ "CNN Indonesia", "https://www.cnnindonesia.com/nasional/rss", N_("Indonesia") },
	{ "CNBC Indonesia", "https://www.cnbcindonesia.com/news/rss", N_("Indonesia") },
	{ "detikNews", "https://news.detik.com/rss", N_("Indonesia") },
	{ "Tempo Nasional", "https://rss.tempo.co/nasional", N_("Indonesia") },
	{ "Republika", "https://www.republika.co.id/rss", N_("Indonesia") },
	{ "SINDOnews", "https://nasional.sindonews.com/rss", N_("Indonesia") },
	{ "Media Indonesia", "https://mediaindonesia.com/feed", N_("Indonesia") },
	{ "kumparan", "https://lapi.kumparan.com/v2.0/rss/", N_("Indonesia") },
	{ "Liputan6", "https://feed.liputan6.com/rss/news", N_("Indonesia") },
	{ "Suara.com", "https://www.suara.com/rss/news", N_("Indonesia") },
	{ "Katadata", "https://katadata.co.id/rss", N_("Indonesia") },
	{ "VOI", "https://voi.id/rss", N_("Indonesia") },
	{ "Mongabay Indonesia", "https://mongabay.co.id/feed", N_("Indonesia") },
	{ "BBC News Indonesia", "https://feeds.bbci.co.uk/indonesia/rss.xml", N_("Indonesia") },
	{ "ANTARA News (English)", "https://en.antaranews.com/rss/news.xml", N_("World") },
	{ "BBC News World", "https://feeds.bbci.co.uk/news/world/rss.xml", N_("World") },
	{ "The Guardian World", "https://www.theguardian.com/world/rss", N_("World") },
	{ "Al Jazeera", "https://www.aljazeera.com/xml/rss/all.xml", N_("World") },
	{ "NPR News", "https://feeds.npr.org/1001/rss.xml", N_("World") },
	{ "Deutsche Welle", "https://rss.dw.com/rdf/rss-en-all", N_("World") },
	{ "France 24", "https://www.france24.com/en/rss", N_("World") },
	{ "UN News", "https://news.un.org/feed/subscribe/en/news/all/rss.xml", N_("World") },
	{ "Global Voices", "https://globalvoices.org/feed/", N_("World") },
	{ "The Conversation", "https://theconversation.com/global/articles.atom", N_("World") },
	{ "Hacker News", "https://news.ycombinator.com/rss", N_("Technology") },
	{ "Lobsters", "https://lobste.rs/rss", N_("Technology") },
	{ "LWN.net", "https://lwn.net/headlines/rss", N_("Technology") },
	{ "Ars Technica", "https://feeds.arstechnica.com/arstechnica/index", N_("Technology") },
	{ "NASA", "https://www.nasa.gov/feed/", N_("Science") },
	{ "Nature", "https://www.nature.com/nature.rss", N_("Science") },
	{ "Quanta Magazine", "https://www.quantamagazine.org/feed/", N_("Science") },
};
enum { STARTER_COUNT = sizeof(starters) / sizeof(*starters) };

/* These are known to be feeds: they are written down at once, with or without
 * a network, and polled in the background. */
static bool starter_add(struct ui *ui, const struct starter *starter)
{
	struct conf_source source = conf_source_new(str_from(starter->url));
	struct str tag = str_from(_(starter->folder));
	struct error err = { 0 };

	source.title = str_from(starter->title);
	source.tags = &tag;
	source.tag_count = 1;
	if (conf_urls_add(ui->options->paths->urls, &source, &err))
		return true;
	ui_say(ui, ROLE_ERROR, "%s", err.text);
	return false;
}

static void starters_use(struct ui *ui)
{
	engine_reload_urls(ui->engine);
	engine_refresh(ui->engine, NULL, 0, false);
}

static void starter_open_at(struct ui *ui, int64_t number);

static bool starter_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	if (how == ACTION_COPY)
		ui_copy(ui, item->value);
	if (how != ACTION_OPEN)
		return how == ACTION_COPY;
	if (item->number >= 0) {
		if (starter_add(ui, &starters[item->number])) {
			ui_say(ui, ROLE_NOTICE, _("subscribed: %.*s"), STR_ARG(item->text));
			starters_use(ui);
		}
		starter_open_at(ui, item->number);
		return true;
	}
	for (size_t i = 0; i < STARTER_COUNT; i++) {
		if (str_is_empty(item->value) || str_eq(item->value, str_from(starters[i].folder)))
			starter_add(ui, &starters[i]);
	}
	starters_use(ui);
	ui_say(ui, ROLE_NOTICE, "%s", _("subscribed; the feeds fill as they answer"));
	return true;
}

static void starters_list(struct ui *ui, struct menu *menu, const struct conf_urls *urls)
{
	for (size_t i = 0; i < STARTER_COUNT; i++)
		menu_add(menu, &(struct menu_item){
			.text = str_from(starters[i].title),
			.note = str_from(_(starters[i].folder)),
			.value = str_from(starters[i].url),
			.mark = add_mark(ui, conf_urls_find(urls, str_from(starters[i].url))),
			.mark_role = ROLE_STATE_CACHED,
			.number = (int64_t)i,
		});
}

static void starter_open_at(struct ui *ui, int64_t number)
{
	static const struct menu_hooks hooks = { .pick = starter_pick, .does = N_("subscribe") };
	static const struct {
		const char *text, *folder;
	} groups[] = {
		{ N_("all of the Indonesian ones"), "Indonesia" },
		{ N_("all of the international ones"), "World" },
		{ N_("all of them"), "" },
	};
	struct menu *menu = menu_open(ui, _("Feeds to begin with"), "", &hooks);
	struct conf_urls urls;
	struct error err = { 0 };

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		menu_add(menu, &(struct menu_item){ .text = str_from(_(groups[i].text)),
						    .value = str_from(groups[i].folder),
						    .number = -1 });
	if (!conf_urls_load(ui->options->paths->urls, &urls, &err))
		urls = (struct conf_urls){ 0 };
	starters_list(ui, menu, &urls);
	conf_urls_free(&urls);
	if (number >= 0)
		menu_select(menu, (size_t)number + sizeof(groups) / sizeof(*groups));
}

void starter_open(struct ui *ui)
{
	starter_open_at(ui, -1);
}
