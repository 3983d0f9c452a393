/* SPDX-License-Identifier: MIT */
#include <stdio.h>

int main(void)
{
	puts("warta " WARTA_VERSION);
	return 0;
}
