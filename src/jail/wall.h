/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_JAIL_WALL_H
#define WARTA_SRC_JAIL_WALL_H

#include "jail/jail.h"

/* The walls around a child, by what the system offers. */

/* Once in the zygote: the limits that it can live with itself; its children
 * inherit them for nothing. */
void wall_limit_zygote(const struct jail_limits *limits);

/* In the child: the other limits. */
void wall_limit_cell(const struct jail_limits *limits);

/* In the child: the layers that are up, the filter not counted. */
unsigned wall_layers(const struct jail_limits *limits);

/* Closes every descriptor from 3 on but these two, both at least 3. */
void wall_close_others(int a, int b);

/* Once in the zygote: compiles the filter, since doing that in every child
 * would cost more than most parses. */
void wall_prepare_filter(void);

/* In the child, last: from here on a forbidden call ends the process. False
 * where there is no filter. */
bool wall_raise_filter(void);

#endif
