/* log q, q and the responsibilities of any number of components from a_c = log(w_c q_c):
 *
 *   m = max a_c    e_c = exp(a_c - m)    t = sum of e_c
 *   log q = m + log t        q = exp(m) t        r_c = e_c / t
 *
 * t lies in [1, C], so nothing overflows, and log t is right within one unit of the last place of
 * 1. As in Densities.c a strip of points goes through short loops, one component after the other,
 * with buffers in the first-level cache between them.
 */
#include "CKernel.h"
#include "Mode.h"
#include "VectorMath.h"

/* Groups of eight points in a strip. */
#define CK_STRIP 16

typedef struct {
  Lanes log_mode[CK_MOST_COMPONENTS][CK_STRIP];
  Lanes highest[CK_STRIP], sum[CK_STRIP];
} Strip;

/* Whitening and 1 / 2 of the exponent in one factor. */
CK_INLINE CKMode halved(const CKMode *mode) {
  CKMode result = *mode;
  for (int i = 0; i < 3; i++) result.whitening[i] *= 0x1.6a09e667f3bcdp-1;
  return result;
}

/* log t for t in [1, C]: log_full without its care for zero, denormal and negative numbers. */
CK_INLINE Lanes log_at_least_one(Lanes t) {
  LaneBits bits = bits_of(t);
  LaneBits field = bits - 0x3fe6a09e00000000u + 0x4000000000000000u;
  LaneBits exponent = field & 0xfff0000000000000u;
  Lanes k = (Lanes)((field >> 52) | 0x4330000000000000u) - (0x1p52 + 1024);
  Lanes f = (Lanes)(bits - exponent + 0x4000000000000000u) - 1.0;
  return log_scaled(k, f);
}

/* a_c of one component at all points of a strip, bounded so that it is a number even where it is
 * -infinity or a square overflowed. `y` is null in one dimension. */
CK_INLINE void fill_mode(const CKMode *mode_in_memory, const double *x, const double *y,
                         size_t count, Lanes *log_mode) {
  const CKMode mode = halved(mode_in_memory);
  for (size_t i = 0; i * CK_LANES < count; i++) {
    size_t size = count - i * CK_LANES < CK_LANES ? count - i * CK_LANES : CK_LANES;
    Lanes xs = load_some(x + i * CK_LANES, size);
    Lanes log;
    if (y) {
      Lanes z1, z2;
      whiten_2(&mode, xs, load_some(y + i * CK_LANES, size), &z1, &z2);
      Lanes first = mode.log_scale - z1 * z1;
      log = first - z2 * z2;
    } else {
      Lanes z = whiten_1(&mode, xs);
      log = mode.log_scale - z * z;
    }
    log_mode[i] = at_least(log, -1e308);
  }
}

CK_INLINE void component_densities(const CKComponents *mixture, const double *x, const double *y,
                                   size_t n, double *log_density, double *density,
                                   double *responsibility, size_t stride) {
  const size_t components = mixture->count;
  while (n > 0) {
    Strip strip;
    size_t count = n < CK_STRIP * CK_LANES ? n : CK_STRIP * CK_LANES;
    size_t groups = (count + CK_LANES - 1) / CK_LANES;

    for (size_t c = 0; c < components; c++) {
      Lanes *log_mode = strip.log_mode[c];
      fill_mode(&mixture->mode[c], x, y, count, log_mode);
      if (c == 0)
        for (size_t i = 0; i < groups; i++) strip.highest[i] = log_mode[i];
      else
        for (size_t i = 0; i < groups; i++)
          strip.highest[i] = larger(log_mode[i], strip.highest[i]);
    }
    for (size_t c = 0; c < components; c++) {
      Lanes *ratio = strip.log_mode[c];
      for (size_t i = 0; i < groups; i++)
        ratio[i] = exp_flushed(at_least(ratio[i] - strip.highest[i], -709.0));
      if (c == 0)
        for (size_t i = 0; i < groups; i++) strip.sum[i] = ratio[i];
      else
        for (size_t i = 0; i < groups; i++) strip.sum[i] += ratio[i];
    }
    for (size_t i = 0; i < groups; i++) {
      size_t at = i * CK_LANES, size = count - at < CK_LANES ? count - at : CK_LANES;
      Lanes highest = strip.highest[i], sum = strip.sum[i];
      store_some(density + at, exp_flushed(at_most(at_least(highest, -709.0), 709.0)) * sum, size);
      store_some(log_density + at, highest + log_at_least_one(sum), size);
      strip.sum[i] = 1.0 / sum;
    }
    for (size_t c = 0; c < components; c++)
      for (size_t i = 0; i < groups; i++) {
        size_t at = i * CK_LANES, size = count - at < CK_LANES ? count - at : CK_LANES;
        store_some(responsibility + c * stride + at, strip.log_mode[c][i] * strip.sum[i], size);
      }

    n -= count;
    x += count;
    if (y) y += count;
    log_density += count;
    density += count;
    responsibility += count;
  }
}

CK_INLINE void ck_component_densities_1_lanes(const CKComponents *mixture, const double *x,
                                              size_t n, double *log_density, double *density,
                                              double *responsibility, size_t stride) {
  component_densities(mixture, x, NULL, n, log_density, density, responsibility, stride);
}
CK_DISPATCH(extern, ck_component_densities_1,
            (const CKComponents *mixture, const double *x, size_t n, double *log_density,
             double *density, double *responsibility, size_t stride),
            (mixture, x, n, log_density, density, responsibility, stride))

CK_INLINE void ck_component_densities_2_lanes(const CKComponents *mixture, const double *x,
                                              const double *y, size_t n, double *log_density,
                                              double *density, double *responsibility,
                                              size_t stride) {
  component_densities(mixture, x, y, n, log_density, density, responsibility, stride);
}
CK_DISPATCH(extern, ck_component_densities_2,
            (const CKComponents *mixture, const double *x, const double *y, size_t n,
             double *log_density, double *density, double *responsibility, size_t stride),
            (mixture, x, y, n, log_density, density, responsibility, stride))
