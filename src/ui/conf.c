/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "engine/rules.h"
#include "ui/settings.h"
#include "ui/state.h"

/* The settings in force: read again, used, and complained about. */

/* The first mistake, and how many more there are. */
static void complaint_say(struct ui *ui, const struct conf_complaint *complaint, size_t count)
{
	struct buf sentence = { 0 };

	buf_addf(&sentence, _("settings, line %d: %.*s"), complaint->line,
		 STR_ARG(complaint->text));
	if (count > 1)
		buf_addf(&sentence, ngettext(" (and %zu more: warta --check-config)",
					     " (and %zu more: warta --check-config)", count - 1),
			 count - 1);
	ui_say(ui, ROLE_ERROR, "%s", buf_cstr(&sentence));
	buf_free(&sentence);
}

/* The mistake that comes first in the file, or that there is none any more. */
static void conf_complain(struct ui *ui)
{
	const struct conf *conf = ui->conf;
	struct arena arena = { 0 };
	struct conf_complaint *of_rules; /* the engine's, but it is here that somebody reads */
	size_t rule_count = rules_check(conf, ui->now, &arena, &of_rules);
	const struct conf_complaint *first = NULL, *const firsts[] = {
		conf->complaint_count ? conf->complaints : NULL,
		ui->keymap.complaint_count ? ui->keymap.complaints : NULL,
		rule_count ? of_rules : NULL,
	};

	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++) {
		if (firsts[i] && (!first || firsts[i]->line < first->line))
			first = firsts[i];
	}
	if (first)
		complaint_say(ui, first, conf->complaint_count + ui->keymap.complaint_count +
					 rule_count);
	else if (ui->has_conf_mistake)
		ui_say(ui, ROLE_NOTICE, "%s", _("the settings are read again; nothing is wrong"));
	ui->has_conf_mistake = first != NULL;
	arena_free(&arena);
}

void ui_use_conf(struct ui *ui)
{
	static const enum ui_layout layouts[] = { UI_AUTO, UI_WIDE, UI_MEDIUM, UI_NARROW };
	struct error err = { 0 };

	ui->layout = layouts[conf_number(ui->conf, SETTING_LAYOUT) & 3];
	ui->is_plain = conf_bool(ui->conf, SETTING_PLAIN);
	ui->surface->is_plain = ui->is_plain;
	keymap_free(&ui->keymap);
	keymap_load(&ui->keymap, ui->conf);
	ui->conf_count++;
	ui->is_stale = true;
	if (!ui_use_theme(ui, conf_text(ui->conf, SETTING_THEME), &err))
		ui_say(ui, ROLE_ERROR, "%s", err.text);
	conf_complain(ui);
}

bool ui_reload_conf(struct ui *ui, struct error *err)
{
	struct conf fresh = { 0 };

	if (!conf_load(ui->options->paths->config, &fresh, err)) {
		conf_free(&fresh);
		return false;
	}
	if (ui->has_own_conf)
		conf_free(&ui->own_conf);
	ui->own_conf = fresh;
	ui->has_own_conf = true;
	ui->conf = &ui->own_conf;
	engine_set_conf(ui->engine, ui->conf);
	ui_use_conf(ui);
	return true;
}

bool ui_use_theme(struct ui *ui, struct str name, struct error *err)
{
	struct error why = { 0 };
	bool is_found = theme_find(ui->options, name, &ui->theme, &why);

	if (ui->term)
		term_set_theme(ui->term, &ui->theme);
	return is_found || error_set(err, "%s", why.text);
}
