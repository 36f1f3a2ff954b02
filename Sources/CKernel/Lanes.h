/* Eight numbers side by side: one 512-bit register, two of 256 bits or four of 128, as the clone
 * has them. Sums keep eight partial sums on every processor, so their order is the same everywhere.
 *
 * A product plus a term is written as one expression, a * b + c: the compiler fuses it where the
 * processor has FMA. __builtin_fma would call the library once per number where it has not.
 */
#ifndef CK_LANES_H
#define CK_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "Processor.h"

#define CK_LANES 8

/* Clang's vectors, not GCC's: their ?: becomes one instruction where bit masks do not. */
typedef double Lanes __attribute__((ext_vector_type(CK_LANES)));
typedef uint64_t LaneBits __attribute__((ext_vector_type(CK_LANES)));
/* What a comparison of lanes gives, -1 where it holds and 0 elsewhere: long, which is not int64_t
 * everywhere, though it is as wide. */
typedef long LaneSigns __attribute__((ext_vector_type(CK_LANES)));
typedef double UnalignedLanes __attribute__((ext_vector_type(CK_LANES), aligned(8), may_alias));

/* Every function that passes lanes is inlined, so no calling convention is at stake. */
#pragma clang diagnostic ignored "-Wpsabi"

CK_INLINE LaneBits bits_of(Lanes a) { return (LaneBits)a; }

CK_INLINE Lanes load(const double *source) { return *(const UnalignedLanes *)source; }

CK_INLINE void store(double *target, Lanes a) { *(UnalignedLanes *)target = a; }

/* The last n % 8 numbers, filled up with zeros: they enter the same arithmetic as all others. */
CK_INLINE Lanes load_tail(const double *source, size_t count) {
  double padded[CK_LANES] = {0};
  memcpy(padded, source, count * sizeof(double));
  return load(padded);
}

CK_INLINE void store_tail(double *target, Lanes a, size_t count) {
  double padded[CK_LANES];
  store(padded, a);
  memcpy(target, padded, count * sizeof(double));
}

/* For bodies that serve the loop, where `count` is the constant 8, and its tail. */
CK_INLINE Lanes load_some(const double *source, size_t count) {
  return count == CK_LANES ? load(source) : load_tail(source, count);
}

CK_INLINE void store_some(double *target, Lanes a, size_t count) {
  if (count == CK_LANES)
    store(target, a);
  else
    store_tail(target, a, count);
}

/* The bound where a is NaN. */
CK_INLINE Lanes at_least(Lanes a, double bound) { return a > bound ? a : (Lanes)bound; }

CK_INLINE Lanes at_most(Lanes a, double bound) { return a < bound ? a : (Lanes)bound; }

/* b where either is NaN. */
CK_INLINE Lanes larger(Lanes a, Lanes b) { return a > b ? a : b; }

CK_INLINE Lanes minus_magnitude(Lanes a) { return (Lanes)(bits_of(a) | (uint64_t)INT64_MIN); }

/* Pairwise, in one fixed order. */
CK_INLINE double total(Lanes a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

#endif
