/* Who asks for this gets sched_getaffinity from Linux' C libraries. */
#define _GNU_SOURCE
#include "CKernel.h"
#include "Processor.h"

#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif

const char *ck_processor(void) {
  if (CK_RUNS_AVX512) return "avx512";
  if (CK_RUNS_AVX2) return "avx2";
  return "baseline";
}

int ck_processor_count(void) {
#if defined(__linux__)
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0)
    return CPU_COUNT(&allowed);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (int)count : 1;
}
