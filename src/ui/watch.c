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
	inotify_add_watch(fd, folder, IN_MODIFY | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MOVED_FROM |
				      IN_DELETE);
}

void watch_open(struct watch *watch, const char *database, const char *config, const char *urls)
{
	*watch = (struct watch){ .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC),
				 .database = database, .config = config, .urls = urls };
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

/* A file that is being written is read when it is whole. */
static unsigned change_of(const struct watch *watch, const struct inotify_event *event)
{
	bool is_whole = event->mask & (IN_MOVED_TO | IN_CLOSE_WRITE);

	if (!event->len)
		return 0;
	if (event->mask & (IN_MOVED_FROM | IN_DELETE))
		return is_file(watch->config, event->name) ? WATCH_CONFIG_GONE : 0;
	if (str_has_suffix(str_from(event->name), STR("-wal")))
		return WATCH_DATABASE;
	if (is_whole && is_file(watch->config, event->name))
		return WATCH_CONFIG;
	return is_whole && is_file(watch->urls, event->name) ? WATCH_URLS : 0;
}

unsigned watch_read(struct watch *watch)
{
	unsigned changes = 0;
	_Alignas(struct inotify_event) char bytes[8192];
	ssize_t got;

	while ((got = read(watch->fd, bytes, sizeof(bytes))) > 0) {
		for (ssize_t at = 0; at < got;) {
			const struct inotify_event *event = (const void *)(bytes + at);

			changes |= change_of(watch, event);
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	}
	return changes;
}
#else
void watch_open(struct watch *watch, const char *database, const char *config, const char *urls)
{
	*watch = (struct watch){ .fd = -1, .database = database, .config = config, .urls = urls };
}

void watch_close(struct watch *watch)
{
	watch->fd = -1;
}

unsigned watch_read(struct watch *watch)
{
	(void)watch;
	return 0;
}
#endif
