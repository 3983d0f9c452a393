/* SPDX-License-Identifier: MIT */
typedef int room_is_empty;
