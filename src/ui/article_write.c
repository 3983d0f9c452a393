/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"
#include "page/export.h"
#include "ui/article.h"
#include "ui/deeds.h"

/* The article as a file of the user's, in the form that its name ends with. */

static enum page_form form_of(struct str path)
{
	static const struct {
		const char *ending;
		enum page_form form;
	} forms[] = {
		{ ".md", PAGE_AS_MARKDOWN }, { ".markdown", PAGE_AS_MARKDOWN },
		{ ".html", PAGE_AS_HTML }, { ".htm", PAGE_AS_HTML },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (str_has_suffix(path, str_from(forms[i].ending)))
			return forms[i].form;
	return PAGE_AS_TEXT;
}

/* Nothing that is there is touched. */
static bool file_write(const char *path, struct str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);

	if (fd < 0)
		return false;
	bool is_well = io_write_all(fd, bytes);
	int why = errno;
	is_well = close(fd) == 0 && is_well;
	if (!is_well) {
		why = why ? why : errno;
		unlink(path);
		errno = why;
	}
	return is_well;
}

void article_write(struct ui *ui, struct article *article, struct str name)
{
	struct visit *visit = history_current(&article->history);
	const char *home = getenv("HOME");
	struct buf bytes = { 0 }, path = { 0 };

	if (!visit || !visit->has_page) {
		ui_say(ui, ROLE_NOTICE, "%s", _("open an article first"));
		return;
	}
	if (str_is_empty(name)) {
		ui_say(ui, ROLE_ERROR, "%s",
		       _("write wants the name of a file; one in .md or .html is written so"));
		return;
	}
	bool is_home = home && str_has_prefix(name, STR("~/"));
	buf_addf(&path, "%s%.*s", is_home ? home : "",
		 STR_ARG(str_slice(name, is_home ? 1 : 0, name.len)));
	errno = 0;
	if (!page_export(&visit->page, form_of(name), &bytes))
		ui_say(ui, ROLE_ERROR, "%s", _("this article is too long for a file"));
	else if (file_write(buf_cstr(&path), buf_str(&bytes)))
		ui_say(ui, ROLE_NOTICE, _("written to %s"), buf_cstr(&path));
	else if (errno == EEXIST)
		ui_say(ui, ROLE_ERROR, _("%s is there already; nothing was written"),
		       buf_cstr(&path));
	else
		ui_say(ui, ROLE_ERROR, _("%s cannot be written: %s"), buf_cstr(&path),
		       strerror(errno));
	buf_free(&bytes);
	buf_free(&path);
}
