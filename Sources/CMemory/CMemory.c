#include "CMemory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void cm_return_unused(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
