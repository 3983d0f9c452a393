/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_NET_CURL_API_H
#define WARTA_SRC_NET_CURL_API_H

/* libcurl brings some thirty libraries with it, which take longer to load than
 * everything else on the way to the first screen, and more memory than an
 * idle reader. So the net thread loads it with its first request: who reads
 * offline, lists, searches or extracts never does. Where configure could not
 * find its name, it is linked as usual and nothing here does anything. */

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/error.h"

/* Makes libcurl callable. Any number of times, from one thread. */
bool curl_load(struct error *err);

#ifdef WARTA_CURL_SONAME

struct curl_lib {
#define CALL(name) __typeof__(&curl_##name) name;
#include "net/curl_calls.def"
#undef CALL
};

extern struct curl_lib curl_lib;

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_share_setopt
#undef curl_multi_setopt
#define curl_easy_cleanup curl_lib.easy_cleanup
#define curl_easy_getinfo curl_lib.easy_getinfo
#define curl_easy_init curl_lib.easy_init
#define curl_easy_pause curl_lib.easy_pause
#define curl_easy_reset curl_lib.easy_reset
#define curl_easy_setopt curl_lib.easy_setopt
#define curl_easy_strerror curl_lib.easy_strerror
#define curl_getdate curl_lib.getdate
#define curl_global_init curl_lib.global_init
#define curl_multi_add_handle curl_lib.multi_add_handle
#define curl_multi_assign curl_lib.multi_assign
#define curl_multi_cleanup curl_lib.multi_cleanup
#define curl_multi_info_read curl_lib.multi_info_read
#define curl_multi_init curl_lib.multi_init
#define curl_multi_remove_handle curl_lib.multi_remove_handle
#define curl_multi_setopt curl_lib.multi_setopt
#define curl_multi_socket_action curl_lib.multi_socket_action
#define curl_share_cleanup curl_lib.share_cleanup
#define curl_share_init curl_lib.share_init
#define curl_share_setopt curl_lib.share_setopt
#define curl_slist_append curl_lib.slist_append
#define curl_slist_free_all curl_lib.slist_free_all
#define curl_version_info curl_lib.version_info

#endif
#endif
