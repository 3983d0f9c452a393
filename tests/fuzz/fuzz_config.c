/* SPDX-License-Identifier: MIT */
#include "conf/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The settings file: any bytes parse, every value stays within its row. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 };
	struct conf conf;

	conf_parse((struct str){ (const char *)data, size }, &conf);
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);
		if (row->type == SETTING_NUMBER &&
		    (conf.numbers[i] < row->least || conf.numbers[i] > row->most))
			__builtin_trap();
	}
	conf_print(&conf, &text);
	buf_free(&text);
	conf_free(&conf);
	return 0;
}
