#include "KernelClones.h"

#include <string.h>

/* What ck_processor says decides, so that this file knows of no processor feature itself. */
#if defined(__x86_64__)

static const char *const names[] = {"baseline", "avx2", "avx512"};

/* Every processor with AVX-512 has AVX2. */
int kernel_clone_count(void) {
  int count = 1;
  while (strcmp(names[count - 1], ck_processor()) != 0) count++;
  return count;
}

const char *kernel_clone_name(int clone) { return names[clone]; }

#define CLONES(NAME, PARAMETERS)                                                                   \
  void ck_##NAME##_baseline PARAMETERS;                                                            \
  void ck_##NAME##_avx2 PARAMETERS;                                                                \
  void ck_##NAME##_avx512 PARAMETERS;                                                              \
  static void (*const NAME##_clones[]) PARAMETERS = {ck_##NAME##_baseline, ck_##NAME##_avx2,       \
                                                     ck_##NAME##_avx512};
#define CLONE(NAME) NAME##_clones[clone]

#else

int kernel_clone_count(void) { return 1; }

const char *kernel_clone_name(int clone) {
  (void)clone;
  return ck_processor();
}

#define CLONES(NAME, PARAMETERS)
#define CLONE(NAME) (void)clone, ck_##NAME

#endif

CLONES(draw_1, (const CKDraws *, size_t, size_t, double *, uint8_t *))
CLONES(draw_2, (const CKDraws *, size_t, size_t, double *, double *, uint8_t *))

void clone_draw_1(int clone, const CKDraws *draws, size_t first, size_t n, double *x,
                  uint8_t *label) {
  CLONE(draw_1)(draws, first, n, x, label);
}

void clone_draw_2(int clone, const CKDraws *draws, size_t first, size_t n, double *x, double *y,
                  uint8_t *label) {
  CLONE(draw_2)(draws, first, n, x, y, label);
}
