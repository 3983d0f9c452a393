/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/url.h"
#include "engine/inside.h"

char *inside_copy(struct str s)
{
	return s.len ? mem_copy(s.ptr, s.len) : NULL;
}

static struct str first_of(struct str a, struct str b)
{
	return a.len ? a : b;
}

static char **copy_headers(const struct conf_source *source)
{
	char **headers = mem_new(source->header_count + 1, sizeof(*headers));

	for (size_t i = 0; i < source->header_count; i++)
		headers[i] = mem_copy(source->headers[i].ptr, source->headers[i].len);
	return headers;
}

struct net_request *inside_request(const struct conf *conf, struct str url,
				   const struct conf_source *source)
{
	struct net_request *request = mem_new(1, sizeof(*request));
	struct conf_source none = conf_source_new(url);

	if (!source)
		source = &none;
	request->url = mem_copy(url.ptr, url.len);
	request->user_agent = inside_copy(first_of(source->user_agent,
					    conf_text(conf, SETTING_USER_AGENT)));
	request->proxy = inside_copy(first_of(source->proxy, conf_text(conf, SETTING_PROXY)));
	if (source->header_count)
		request->headers = copy_headers(source);
	request->timeout_ms = 1000 * (source->timeout > 0 ? source->timeout :
				      (int)conf_number(conf, SETTING_TIMEOUT));
	request->max_bytes = (size_t)(source->max_size > 0 ? source->max_size :
				      conf_number(conf, SETTING_MAX_SIZE));
	return request;
}

bool inside_is_same_place(struct str a, struct str b)
{
	struct url x, y;

	return url_split(a, &x) && url_split(b, &y) && str_eq(x.scheme, y.scheme) &&
	       str_eq_nocase(x.host, y.host) && str_eq(x.port, y.port);
}

bool inside_is_beside_feed(struct store *store, struct str url)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	bool is_beside = false;
	size_t count;

	if (store_feeds(store, &arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count && !is_beside; i++)
			is_beside = !feeds[i].is_retired &&
				    inside_is_same_place(feeds[i].url, url);
	arena_free(&arena);
	return is_beside;
}
