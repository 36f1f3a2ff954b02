#include "CKernel.h"
#include "Processor.h"

const char *ck_processor(void) {
  if (CK_RUNS_AVX512) return "avx512";
  if (CK_RUNS_AVX2) return "avx2";
  return "baseline";
}
