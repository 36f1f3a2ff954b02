/* One body, three machine codes. CK_DISPATCH compiles `NAME_lanes` for AVX-512, for AVX2 with FMA,
 * and for the compiler's default, and defines `NAME`, extern or static, as the choice between
 * them at run time.
 *
 * Why not target_clones: its "arch=haswell" asks for that very processor, so every other AVX2
 * machine falls back to the slowest clone; "arch=x86-64-v3" needs a libgcc of 2022; and it needs
 * ifunc, which macOS and static musl lack. Two tests of a loaded word cost the same as the
 * indirect call.
 *
 * The 512-bit clone must also say min_vector_width(512): some compilers otherwise split its
 * vectors, to spare the clock of old processors.
 */
#ifndef CK_PROCESSOR_H
#define CK_PROCESSOR_H

#define CK_INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)

/* The clones of an extern function are extern too, so that tests can reach all that the processor
 * runs, and hidden, so that nobody else does. */
#define CK_CLONE __attribute__((noinline, visibility("hidden")))

#if defined(__clang__)
#define CK_FULL_WIDTH __attribute__((min_vector_width(512)))
#else
#define CK_FULL_WIDTH
#endif

#define CK_RUNS_AVX512 (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
#define CK_RUNS_AVX2 (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))

#define CK_DISPATCH(LINKAGE, NAME, PARAMETERS, ARGUMENTS)                                          \
  LINKAGE CK_CLONE CK_FULL_WIDTH __attribute__((target("avx512f,avx512dq,fma")))                   \
  void NAME##_avx512 PARAMETERS {                                                                  \
    NAME##_lanes ARGUMENTS;                                                                        \
  }                                                                                                \
  LINKAGE CK_CLONE __attribute__((target("avx2,fma"))) void NAME##_avx2 PARAMETERS {               \
    NAME##_lanes ARGUMENTS;                                                                        \
  }                                                                                                \
  LINKAGE CK_CLONE void NAME##_baseline PARAMETERS { NAME##_lanes ARGUMENTS; }                     \
  LINKAGE void NAME PARAMETERS {                                                                   \
    if (CK_RUNS_AVX512)                                                                            \
      NAME##_avx512 ARGUMENTS;                                                                     \
    else if (CK_RUNS_AVX2)                                                                         \
      NAME##_avx2 ARGUMENTS;                                                                       \
    else                                                                                           \
      NAME##_baseline ARGUMENTS;                                                                   \
  }

#else

#define CK_RUNS_AVX512 0
#define CK_RUNS_AVX2 0
#define CK_DISPATCH(LINKAGE, NAME, PARAMETERS, ARGUMENTS)                                          \
  LINKAGE void NAME PARAMETERS { NAME##_lanes ARGUMENTS; }

#endif

#endif
