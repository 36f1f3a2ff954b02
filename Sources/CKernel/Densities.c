/* log q, q and the old mode's responsibility r from a = log(w q_o) and b = log((1 - w) q_n):
 *
 *   e = exp(-|a - b|)        log q = max(a, b) + log(1 + e)        q = exp(max(a, b)) (1 + e)
 *   r = 1 / (1 + e) where a >= b, e / (1 + e) elsewhere
 *
 * Two exponentials, one polynomial for the logarithm, and one division for both 1 / (1 + e) and the
 * logarithm's argument s = e / (1 + e / 2). exp(a) / (exp(a) + exp(b)) would cost less and be 0 / 0
 * beyond 38 deviations.
 *
 * In one loop, each point is a chain of some 150 cycles, and a processor that looks 250 instructions
 * ahead finds too few points to overlap. So a strip of points that fits the first-level cache goes
 * through four short loops, the outputs holding what passes between them: 1.5 times as fast.
 */
#include "CKernel.h"
#include "Mode.h"
#include "VectorMath.h"

#define CK_STRIP 128

/* Where one strip is read and written: in the caller's arrays, or in a padded copy if its length is
 * not a multiple of eight. */
typedef struct {
  const double *x, *y;
  double *log_density, *density, *responsibility;
  size_t count;
} Strip;

typedef struct {
  double x[CK_STRIP], y[CK_STRIP];
  double log_density[CK_STRIP], density[CK_STRIP], responsibility[CK_STRIP];
} StripCopy;

/* Leaves a - b in responsibility, where e is 0 beyond the bounds, and max(a, b) in log_density. Both
 * are numbers even if a or b is -infinity, or NaN because a square overflowed. */
CK_INLINE void compare_modes(const Strip *strip, size_t i, Lanes old_log, Lanes new_log) {
  store(strip->responsibility + i, at_most(at_least(old_log - new_log, -709.0), 709.0));
  store(strip->log_density + i, at_least(larger(old_log, new_log), -1e308));
}

CK_INLINE void mix(const Strip *strip) {
  double ratio[CK_STRIP];
  double *log_density = strip->log_density, *density = strip->density;
  double *responsibility = strip->responsibility;
  size_t count = strip->count;

  for (size_t i = 0; i < count; i += CK_LANES) {
    store(ratio + i, exp_flushed(minus_magnitude(load(responsibility + i))));
    store(density + i, exp_flushed(at_most(at_least(load(log_density + i), -709.0), 709.0)));
  }
  for (size_t i = 0; i < count; i += CK_LANES) {
    Lanes e = load(ratio + i);
    Lanes sum = e + 1.0;
    Lanes half = e * 0.5 + 1.0;
    Lanes reciprocal = 1.0 / (sum * half);
    Lanes major = half * reciprocal;
    store(ratio + i, (e * sum) * reciprocal);
    store(density + i, load(density + i) * sum);
    store(responsibility + i, load(responsibility + i) >= 0.0 ? major : major * e);
  }
  for (size_t i = 0; i < count; i += CK_LANES)
    store(log_density + i, load(log_density + i) + log1p_from_ratio(load(ratio + i)));
}

/* Whitening and 1 / 2 of the exponent in one factor: exponent = -(W x / sqrt 2)^2. */
CK_INLINE CKMode halved(const CKMode *mode) {
  CKMode result = *mode;
  for (int i = 0; i < 3; i++) result.whitening[i] *= 0x1.6a09e667f3bcdp-1;
  return result;
}

CK_INLINE Lanes log_mode_1(const CKMode *halved, Lanes x) {
  Lanes z = whiten_1(halved, x);
  return halved->log_scale - z * z;
}

CK_INLINE Lanes log_mode_2(const CKMode *halved, Lanes x, Lanes y) {
  Lanes z1, z2;
  whiten_2(halved, x, y, &z1, &z2);
  Lanes first = halved->log_scale - z1 * z1;
  return first - z2 * z2;
}

CK_INLINE void fill_strip(const CKMode *old_mode, const CKMode *new_mode, const Strip *strip) {
  for (size_t i = 0; i < strip->count; i += CK_LANES) {
    Lanes x = load(strip->x + i);
    if (strip->y) {
      Lanes y = load(strip->y + i);
      compare_modes(strip, i, log_mode_2(old_mode, x, y), log_mode_2(new_mode, x, y));
    } else {
      compare_modes(strip, i, log_mode_1(old_mode, x), log_mode_1(new_mode, x));
    }
  }
  mix(strip);
}

/* `y` is null in one dimension. */
CK_INLINE void fill(const CKMixture *mixture, const double *x, const double *y, size_t n,
                    double *log_density, double *density, double *responsibility) {
  CKMode old_mode = halved(&mixture->old_mode), new_mode = halved(&mixture->new_mode);
  for (size_t start = 0; start < n; start += CK_STRIP) {
    size_t count = n - start < CK_STRIP ? n - start : CK_STRIP;
    size_t bytes = count * sizeof(double);
    Strip strip = {x + start, y ? y + start : NULL, log_density + start, density + start,
                   responsibility + start, (count + CK_LANES - 1) / CK_LANES * CK_LANES};
    if (strip.count == count) {
      fill_strip(&old_mode, &new_mode, &strip);
    } else {
      StripCopy copy = {0};
      memcpy(copy.x, x + start, bytes);
      if (y) memcpy(copy.y, y + start, bytes);
      Strip padded = {copy.x, y ? copy.y : NULL, copy.log_density, copy.density,
                      copy.responsibility, strip.count};
      fill_strip(&old_mode, &new_mode, &padded);
      memcpy(strip.log_density, copy.log_density, bytes);
      memcpy(strip.density, copy.density, bytes);
      memcpy(strip.responsibility, copy.responsibility, bytes);
    }
  }
}

CK_INLINE void ck_densities_1_lanes(const CKMixture *mixture, const double *x, size_t n,
                                    double *log_density, double *density,
                                    double *responsibility) {
  fill(mixture, x, NULL, n, log_density, density, responsibility);
}
CK_DISPATCH(extern, ck_densities_1,
            (const CKMixture *mixture, const double *x, size_t n, double *log_density,
             double *density, double *responsibility),
            (mixture, x, n, log_density, density, responsibility))

CK_INLINE void ck_densities_2_lanes(const CKMixture *mixture, const double *x, const double *y,
                                    size_t n, double *log_density, double *density,
                                    double *responsibility) {
  fill(mixture, x, y, n, log_density, density, responsibility);
}
CK_DISPATCH(extern, ck_densities_2,
            (const CKMixture *mixture, const double *x, const double *y, size_t n,
             double *log_density, double *density, double *responsibility),
            (mixture, x, y, n, log_density, density, responsibility))
