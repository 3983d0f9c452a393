/* SPDX-License-Identifier: MIT */
#include "conf/paths.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/check.h"

static void set(const char *home, const char *xdg)
{
	static const char *const names[] = {
		"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
	};

	if (home)
		setenv("HOME", home, 1);
	else
		unsetenv("HOME");
	for (size_t i = 0; i < 4; i++) {
		if (xdg)
			setenv(names[i], xdg, 1);
		else
			unsetenv(names[i]);
	}
}

static void test_folders_are_made_and_closed_to_others(void **state)
{
	char root[] = "/tmp/warta-test-XXXXXX";
	struct conf_paths paths;
	struct stat st;

	(void)state;
	CHECK(mkdtemp(root) != NULL);
	set(root, NULL);
	umask(0);
	CHECK(conf_paths_load(&paths, NULL));
	CHECK(strstr(paths.urls, "/.config/warta/urls") != NULL);
	CHECK(stat(paths.data_dir, &st) == 0 && (st.st_mode & 0777) == 0700);
	chmod(paths.data_dir, 0755);
	conf_paths_free(&paths);
	CHECK(conf_paths_load(&paths, NULL));
	CHECK(stat(paths.data_dir, &st) == 0 && (st.st_mode & 0777) == 0700);
	char *slash = strrchr(paths.config_dir, '/');
	CHECK(slash != NULL);
	conf_paths_free(&paths);
	char command[64];
	snprintf(command, sizeof(command), "rm -rf %s", root);
	CHECK(system(command) == 0);
}

static void test_a_relative_folder_is_ignored(void **state)
{
	struct conf_paths paths;
	struct error err = { 0 };

	(void)state;
	set(NULL, "relative/folder");
	CHECK(!conf_paths_load(&paths, &err));
	CHECK(strstr(err.text, "HOME") != NULL);
	CHECK(access("relative", F_OK) != 0);
}

static void test_a_folder_that_cannot_be_made_is_named(void **state)
{
	struct conf_paths paths;
	struct error err = { 0 };

	(void)state;
	set(NULL, "/dev/null/x");
	CHECK(!conf_paths_load(&paths, &err));
	CHECK(strstr(err.text, "/dev/null") != NULL);
}

static void test_a_throw_away_set_leaves_nothing_behind(void **state)
{
	struct conf_paths paths;
	char root[128];

	(void)state;
	CHECK(conf_paths_temporary(&paths, NULL));
	snprintf(root, sizeof(root), "%s/..", paths.config_dir);
	CHECK(conf_write_file(paths.urls, STR("x"), NULL));
	conf_paths_discard(&paths);
	CHECK(access(root, F_OK) != 0);
	CHECK(!paths.urls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_are_made_and_closed_to_others),
		TEST(a_relative_folder_is_ignored),
		TEST(a_folder_that_cannot_be_made_is_named),
		TEST(a_throw_away_set_leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
