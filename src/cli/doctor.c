/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <sys/stat.h>

#include "base/url.h"
#include "cli/feeds.h"
#include "store/pictures.h"

/* How the program, its files and the feeds are. Each part adds its lines and
 * says whether something is wrong. */

struct layer {
	enum jail_layer layer;
	const char *name;
};

static const struct layer layers[] = {
	{ JAIL_PROCESS, N_("a process of its own for every parse") },
	{ JAIL_RLIMITS, N_("limits on its memory and time (rlimits)") },
	{ JAIL_SECCOMP, N_("no system call but reading and answering (seccomp)") },
	{ JAIL_NO_NEW_PRIVS, N_("no new privileges") },
};

static void add_line(struct buf *out, bool is_fine, const char *text)
{
	buf_addf(out, "  %s  %s\n", is_fine ? "ok  " : "FAIL", text);
}

static bool add_jail(struct jail *jail, struct buf *out)
{
	struct jail_line *line = NULL;
	struct error err = { 0 };
	struct buf text = { 0 };
	bool is_fine = true;

	buf_addf(out, "%s\n", _("Protections against hostile feeds and pages"));
	if (!jail_line_open(jail, &line, &err)) {
		add_line(out, false, err.text);
		return false;
	}
	for (size_t i = 0; i < sizeof(layers) / sizeof(*layers); i++) {
		bool is_live = jail_layers(jail) & layers[i].layer;
		add_line(out, is_live, _(layers[i].name));
		is_fine &= is_live;
	}
	int holes = jail_self_test(line);
	if (!holes)
		buf_add(&text, str_from(_("what is forbidden was tried, and refused")));
	else
		buf_addf(&text, ngettext("%d forbidden act was possible",
					 "%d forbidden acts were possible",
					 (unsigned long)holes), holes);
	add_line(out, holes == 0, buf_cstr(&text));
	buf_free(&text);
	jail_line_close(line);
	return is_fine && holes == 0;
}

static bool add_path(struct buf *out, const char *path)
{
	struct buf text = { 0 };
	struct stat st;

	bool is_there = stat(path, &st) == 0;
	bool is_closed = !is_there || !(st.st_mode & 022);
	buf_addf(&text, "%s%s%s", path, is_there ? "" : _(" (not there yet)"),
		 is_closed ? "" : _(" (others may write it)"));
	add_line(out, is_closed, buf_cstr(&text));
	buf_free(&text);
	return is_closed;
}

static bool add_paths(const struct conf_paths *paths, struct buf *out)
{
	const char *const all[] = { paths->config, paths->urls, paths->database, paths->log };
	bool is_fine = true;

	buf_addf(out, "\n%s\n", _("Files"));
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		is_fine &= add_path(out, all[i]);
	return is_fine;
}

static bool add_complaints(struct buf *out, const char *path,
			   const struct conf_complaint *complaints, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = { 0 };
		buf_addf(&text, "%s:%d:%d: %.*s", path, complaints[i].line, complaints[i].column,
			 STR_ARG(complaints[i].text));
		add_line(out, false, buf_cstr(&text));
		buf_free(&text);
	}
	return count == 0;
}

static bool add_config(const struct cli_setup *setup, struct buf *out)
{
	struct conf_urls urls;
	struct error err = { 0 };

	if (!conf_urls_load(setup->paths->urls, &urls, &err)) {
		add_line(out, false, err.text);
		return false;
	}
	bool is_fine = add_complaints(out, setup->paths->config, setup->conf->complaints,
				      setup->conf->complaint_count);
	is_fine &= add_complaints(out, setup->paths->urls, urls.complaints,
				  urls.complaint_count);
	conf_urls_free(&urls);
	return is_fine;
}

static void add_failing(struct buf *out, const struct store_feed *feed)
{
	struct buf text = { 0 };

	url_add_shown(&text, feed->url);
	buf_addf(&text, ": %.*s", STR_ARG(feed->error));
	if (feed->failures > 1)
		buf_addf(&text, ngettext(" (%d time)", " (%d times)",
					 (unsigned long)feed->failures), feed->failures);
	add_line(out, false, buf_cstr(&text));
	buf_free(&text);
}

static void add_feeds(struct store *store, struct buf *out)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count = 0, failing = 0, live = 0;

	buf_addf(out, "\n%s\n", _("Feeds"));
	if (!store_feeds(store, &arena, &feeds, &count, NULL))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		if (feeds[i].is_retired)
			continue;
		live++;
		if (!feeds[i].error.len)
			continue;
		failing++;
		add_failing(out, &feeds[i]);
	}
	struct buf text = { 0 };
	buf_addf(&text, ngettext("%zu feed, %zu of them failing", "%zu feeds, %zu of them failing",
				 live), live, failing);
	add_line(out, true, buf_cstr(&text));
	buf_free(&text);
	arena_free(&arena);
}

static void add_pictures(struct store *store, struct buf *out)
{
	struct store_picture_counts counts;
	struct buf text = { 0 };

	store_picture_count(store, &counts);
	buf_addf(&text, ngettext("%" PRId64 " picture is stored (%.1f MB)",
				 "%" PRId64 " pictures are stored (%.1f MB)",
				 (unsigned long)counts.kept),
		 counts.kept, (double)counts.bytes / 1e6);
	if (counts.failed)
		buf_addf(&text, _(", %" PRId64 " could not be fetched"), counts.failed);
	add_line(out, true, buf_cstr(&text));
	buf_free(&text);
}

static bool add_store(const struct cli_setup *setup, struct buf *out)
{
	struct store *store = NULL;
	struct error err = { 0 };

	buf_addf(out, "\n%s\n", _("Cache"));
	bool is_fine = cli_open_store(setup, STORE_WRITE, &store, &err) &&
		       store_check(store, &err);
	add_line(out, is_fine, is_fine ? _("the database is whole") : err.text);
	if (is_fine) {
		add_pictures(store, out);
		add_feeds(store, out);
	}
	store_close(store);
	return is_fine;
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct buf out = { 0 };

	(void)args;
	buf_add(&out, STR("warta " WARTA_VERSION "\n\n"));
	bool is_fine = add_jail(setup->jail, &out);
	is_fine &= add_paths(setup->paths, &out);
	is_fine &= add_config(setup, &out);
	is_fine &= add_store(setup, &out);
	int exit_code = cli_write_free(&out);
	return is_fine ? exit_code : EX_UNAVAILABLE;
}

const struct cli_command cli_doctor = {
	.name = "doctor",
	.arguments = "",
	.help = N_("which protections are live, how files and feeds are"),
	.needs = CLI_NEEDS_JAIL | CLI_NEEDS_PATHS,
	.run = run,
};
