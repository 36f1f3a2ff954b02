/* The kernel's clones one by one, for tests that compare them. The clone number counts those that
 * this processor runs, from 0. */
#ifndef KERNEL_CLONES_H
#define KERNEL_CLONES_H

#include "CKernel.h"

int kernel_clone_count(void);
const char *kernel_clone_name(int clone);
void clone_draw_1(int clone, const CKDraws *draws, size_t first, size_t n, double *x,
                  uint8_t *label);
void clone_draw_2(int clone, const CKDraws *draws, size_t first, size_t n, double *x, double *y,
                  uint8_t *label);

#endif
