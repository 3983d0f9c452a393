/* SPDX-License-Identifier: MIT */
#include "conf/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"

enum { LONGEST_FOLDER = PATH_MAX - 256, DEEPEST_DISCARD = 16 };

static char *join(const char *folder, const char *name)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/%s", folder, name);
	return buf_take(&path);
}

/* The value of an XDG_ variable, or what the specification says instead. */
static char *xdg_folder(const char *variable, const char *home, const char *below_home)
{
	const char *value = getenv(variable);

	if (value && value[0] == '/')
		return join(value, "warta");
	if (!home)
		return NULL;
	char *base = join(home, below_home);
	char *folder = join(base, "warta");
	free(base);
	return folder;
}

/* Makes the folder and those above it. One that is ours and open to others is
 * closed to them. */
static bool make_folder(char *path, struct error *err)
{
	struct stat st;

	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		int failed = mkdir(path, 0700) != 0 && errno != EEXIST && errno != EROFS;
		*slash = '/';
		if (failed && access(path, F_OK) != 0)
			return error_set_errno(err, _("the folder %s cannot be made"), path);
	}
	if (mkdir(path, 0700) != 0 && access(path, F_OK) != 0)
		return error_set_errno(err, _("the folder %s cannot be made"), path);
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return error_set(err, _("%s is not a folder"), path);
	if (st.st_uid == geteuid() && (st.st_mode & 077))
		(void)!chmod(path, 0700);
	return true;
}

static bool make_folders(struct conf_paths *p, struct error *err)
{
	char *folders[] = { p->config_dir, p->data_dir, p->state_dir, p->cache_dir };

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (!folders[i])
			return error_set(err, _("HOME is not set; warta does not know where "
						"its files are"));
		if (strlen(folders[i]) > LONGEST_FOLDER)
			return error_set(err, _("the name of the folder %.60s... is too long"),
					 folders[i]);
		if (!make_folder(folders[i], err))
			return false;
	}
	return true;
}

static void name_files(struct conf_paths *p)
{
	p->urls = join(p->config_dir, "urls");
	p->config = join(p->config_dir, "config");
	p->themes = join(p->config_dir, "themes");
	p->database = join(p->data_dir, "warta.db");
	p->log = join(p->state_dir, "log");
	p->history = join(p->state_dir, "history");
	p->pictures = join(p->cache_dir, "pictures");
}

bool conf_paths_load(struct conf_paths *out, struct error *err)
{
	const char *home = getenv("HOME");

	if (home && home[0] != '/')
		home = NULL;
	*out = (struct conf_paths){
		.config_dir = xdg_folder("XDG_CONFIG_HOME", home, ".config"),
		.data_dir = xdg_folder("XDG_DATA_HOME", home, ".local/share"),
		.state_dir = xdg_folder("XDG_STATE_HOME", home, ".local/state"),
		.cache_dir = xdg_folder("XDG_CACHE_HOME", home, ".cache"),
	};
	if (!make_folders(out, err)) {
		conf_paths_free(out);
		return false;
	}
	name_files(out);
	out->downloads = home ? join(home, "Downloads") : join(out->data_dir, "downloads");
	return true;
}

bool conf_paths_temporary(struct conf_paths *out, struct error *err)
{
	const char *tmp = getenv("TMPDIR");
	char *root = join(tmp && tmp[0] == '/' ? tmp : "/tmp", "warta-XXXXXX");

	*out = (struct conf_paths){ 0 };
	if (!mkdtemp(root)) {
		error_set_errno(err, _("no temporary folder can be made at %s"), root);
		free(root);
		return false;
	}
	out->config_dir = join(root, "config");
	out->data_dir = join(root, "data");
	out->state_dir = join(root, "state");
	out->cache_dir = join(root, "cache");
	free(root);
	if (!make_folders(out, err)) {
		conf_paths_discard(out);
		return false;
	}
	name_files(out);
	out->downloads = join(out->data_dir, "downloads");
	return true;
}

/* Removes a folder without following links out of it. */
static void remove_tree(int parent, const char *name, int depth)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		if (unlinkat(dirfd(dir), entry->d_name, 0) != 0 && depth > 0)
			remove_tree(dirfd(dir), entry->d_name, depth - 1);
	}
	closedir(dir);
	unlinkat(parent, name, AT_REMOVEDIR);
}

void conf_paths_discard(struct conf_paths *paths)
{
	char *slash = paths->config_dir ? strrchr(paths->config_dir, '/') : NULL;

	if (slash) {
		*slash = '\0';
		remove_tree(AT_FDCWD, paths->config_dir, DEEPEST_DISCARD);
	}
	conf_paths_free(paths);
}

void conf_paths_free(struct conf_paths *paths)
{
	char *all[] = {
		paths->config_dir, paths->data_dir, paths->state_dir, paths->cache_dir,
		paths->urls,       paths->config,   paths->themes,    paths->database,
		paths->log,        paths->history,  paths->pictures,  paths->downloads,
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
	*paths = (struct conf_paths){ 0 };
}
