/* SPDX-License-Identifier: MIT */
#include "engine/import.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"
#include "base/mem.h"
#include "base/url.h"
#include "conf/urls.h"
#include "engine/import_twins.h"

enum { LARGEST_FILE = 32 << 20 };

bool import_read(const char *path, struct buf *out, bool *is_opml, struct error *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return error_set_errno(err, _("%s cannot be opened"), path);
	bool is_ok = fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode) &&
		     io_read_all(fd, LARGEST_FILE, out);
	if (!is_ok)
		error_set_errno(err, _("%s cannot be read"), path);
	close(fd);
	struct str text = buf_str(out);
	if (str_has_prefix(text, STR("\xef\xbb\xbf")))
		text = str_slice(text, 3, text.len);
	text = str_trim(text);
	/* UTF-16 has its mark or a zero byte; no urls file starts like that. */
	*is_opml = text.len && (text.ptr[0] == '<' || text.ptr[0] == '\0' ||
				(unsigned char)text.ptr[0] >= 0xfe);
	return is_ok;
}

static void refuse(struct import_result *result, struct str url)
{
	url_add_shown(&result->refused, url);
	buf_add_char(&result->refused, '\n');
}

static bool add_all(struct conf_source *sources, size_t count, const char *urls,
		    struct import_result *result, struct error *err)
{
	struct arena arena = { 0 };
	size_t kept = import_join_twins(sources, count, &arena);
	bool is_ok = conf_urls_add_all(urls, sources, kept, &result->added, err);

	arena_free(&arena);
	if (is_ok)
		result->known = kept - result->added;
	return is_ok;
}

/* Tags and the folder, which is a tag with slashes. */
static void take_tags(const struct news_outline *outline, struct arena *arena,
		      struct conf_source *source)
{
	source->tags = arena_array(arena, outline->tags.count + 1, sizeof(*source->tags));
	if (outline->folder.len)
		source->tags[source->tag_count++] = outline->folder;
	for (size_t i = 0; i < outline->tags.count; i++)
		source->tags[source->tag_count++] = outline->tags.items[i];
}

bool import_opml(const struct news_opml *list, const char *urls, struct import_result *result,
		 struct error *err)
{
	struct conf_source *sources = mem_new(list->count + 1, sizeof(*sources));
	struct arena arena = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < list->refused.count; i++)
		refuse(result, list->refused.items[i]);
	for (size_t i = 0; i < list->count; i++) {
		if (!url_is_web(list->items[i].url)) {
			refuse(result, list->items[i].url);
			continue;
		}
		sources[count] = conf_source_new(list->items[i].url);
		sources[count].title = list->items[i].title;
		take_tags(&list->items[i], &arena, &sources[count]);
		count++;
	}
	bool is_ok = add_all(sources, count, urls, result, err);
	arena_free(&arena);
	free(sources);
	return is_ok;
}

bool import_urls(struct str text, const char *urls, struct import_result *result,
		 struct error *err)
{
	struct conf_urls list;
	struct conf_source *sources;
	size_t count = 0;

	conf_urls_parse(text, &list);
	sources = mem_new(list.count + 1, sizeof(*sources));
	for (size_t i = 0; i < list.count; i++) {
		/* A smart folder is a search, and searches are harmless. */
		if (list.sources[i].kind == CONF_QUERY || url_is_web(list.sources[i].url))
			sources[count++] = list.sources[i];
		else
			refuse(result, list.sources[i].url);
	}
	for (size_t i = 0; i < list.complaint_count; i++)
		buf_addf(&result->refused, "%d: %.*s\n", list.complaints[i].line,
			 STR_ARG(list.complaints[i].text));
	bool is_ok = count ? add_all(sources, count, urls, result, err) :
		     error_set_code(err, EX_DATAERR, _("the file holds no subscriptions"));
	free(sources);
	conf_urls_free(&list);
	return is_ok;
}

void import_result_free(struct import_result *result)
{
	buf_free(&result->refused);
}
