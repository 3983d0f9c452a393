/* SPDX-License-Identifier: MIT */
#include "ui/watch.h"

#include <string.h>

#include "base/str.h"

#ifdef __linux__
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

static void folder_add(int fd, const char *path)
{
	char folder[4096];
	const char *slash = path ? strrchr(path, '/') : NULL;

	if (!slash || (size_t)(slash - path) >= sizeof(folder))
		return;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
	inotify_add_watch(fd, folder, IN_MODIFY | IN_MOVED_TO | IN_CLOSE_WRITE);
}

void watch_open(struct watch *watch, const char *database, const char *config)
{
	*watch = (struct watch){ inotify_init1(IN_NONBLOCK | IN_CLOEXEC), database, config };
	if (watch->fd < 0)
		return;
	folder_add(watch->fd, database);
	folder_add(watch->fd, config);
}

void watch_close(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
}

static bool is_file(const char *path, const char *name)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash && !strcmp(slash + 1, name);
}

void watch_read(struct watch *watch, bool *has_database, bool *has_config)
{
	_Alignas(struct inotify_event) char bytes[8192];
	ssize_t got;

	*has_database = *has_config = false;
	while ((got = read(watch->fd, bytes, sizeof(bytes))) > 0) {
		for (ssize_t at = 0; at < got;) {
			const struct inotify_event *event = (const void *)(bytes + at);

			if (event->len && str_has_suffix(str_from(event->name), STR("-wal")))
				*has_database = true;
			if (event->len && is_file(watch->config, event->name))
				*has_config = true;
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	}
}
#else
void watch_open(struct watch *watch, const char *database, const char *config)
{
	*watch = (struct watch){ -1, database, config };
}

void watch_close(struct watch *watch)
{
	watch->fd = -1;
}

void watch_read(struct watch *watch, bool *has_database, bool *has_config)
{
	(void)watch;
	*has_database = *has_config = false;
}
#endif
