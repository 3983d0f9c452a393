/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"
#include "base/url.h"
#include "net/core.h"

/* file: sources, which only the user can write. */

static bool read_file(int fd, struct transfer *t)
{
	struct error *err = &t->response->error;

	if (io_read_all(fd, transfer_max_bytes(t), &t->response->body))
		return true;
	return errno == EFBIG ? error_say(err, N_("The file is too large"))
			      : error_set_errno(err, _("The file cannot be read"));
}

static enum net_failure fetch_file(struct transfer *t, const char *path)
{
	struct error *err = &t->response->error;
	struct stat st;

	/* Not to hang on a pipe that nobody writes to. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		error_set_errno(err, _("The file %s cannot be opened"), path);
		return NET_NO_HOST;
	}
	bool is_fine = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	if (!is_fine)
		error_say(err, N_("%s is no file"), path);
	else if (st.st_size > (off_t)transfer_max_bytes(t))
		is_fine = error_say(err, N_("The file is too large"));
	else
		is_fine = read_file(fd, t);
	close(fd);
	if (!is_fine)
		return NET_BROKEN;
	struct buf tag = { 0 };
	buf_addf(&tag, "\"%lld-%lld\"", (long long)st.st_mtime, (long long)st.st_size);
	t->response->etag = buf_take(&tag);
	t->response->status = 200;
	if (t->request->etag && strcmp(t->request->etag, t->response->etag) == 0) {
		buf_clear(&t->response->body);
		t->response->status = 304;
		t->response->is_not_modified = true;
	}
	return NET_OK;
}

void file_begin(struct transfer *t, struct str url)
{
	struct buf path = { 0 };
	struct url u;

	url_split(url, &u);
	url_add_decoded(&path, u.path);
	enum net_failure failure = NET_BAD_ADDRESS;
	if (path.len != strlen(buf_cstr(&path)) || !str_has_prefix(buf_str(&path), STR("/")))
		error_say(&t->response->error, N_("A file: address needs a whole path"));
	else
		failure = fetch_file(t, buf_cstr(&path));
	buf_free(&path);
	t->response->failure = failure;
	if (t->filter && failure == NET_OK && !t->response->is_not_modified)
		command_filter(t);
	else
		transfer_finish(t);
}
