/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_THREAD_H
#define WARTA_BASE_THREAD_H

/* The calling thread gets the processor when others leave it: for work that
 * nobody waits for. Where threads have no priorities of their own, nothing
 * happens. */
void thread_step_back(void);

#endif
