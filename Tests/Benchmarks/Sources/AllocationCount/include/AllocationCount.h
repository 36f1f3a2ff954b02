#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdbool.h>

/// Whether calls of malloc, calloc, realloc and aligned_alloc are counted here: with glibc only.
bool allocations_are_counted(void);
/// How often this thread has asked for memory so far.
long allocations_of_thread(void);

#endif
