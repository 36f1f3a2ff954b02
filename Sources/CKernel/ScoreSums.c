/* Sums of k r_j times 1, z and z z^T.
 *
 * First moments of both modes are summed about one point, the old mean, and moved to the mode's
 * own mean and whitened at the end: half the work in the loop, at the price of |m_n - m_o| / sigma
 * units in the last place. Second moments are summed over z itself: moved and whitened at the end,
 * they would lose the square of that, and strongly correlated modes more.
 *
 * One loop per coordinate, and per mode for second moments, though each reads k and r again: the
 * partial sums of a single loop do not fit sixteen registers of 256 bits, and spilling them costs
 * more than reading twice.
 */
#include "CKernel.h"
#include "Mode.h"

/* Sums of the weights k r_o and k r_n, and of weight times (c - origin) for one coordinate c. */
typedef struct {
  double old_weight, new_weight, old_moment, new_moment;
} CoordinateSums;

typedef struct {
  Lanes old_weight, new_weight, old_moment, new_moment;
} CoordinateLanes;

CK_INLINE void add_coordinate(Lanes c, double origin, Lanes k, Lanes r, CoordinateLanes *sums) {
  Lanes offset = c - origin;
  Lanes old_weight = k * r, new_weight = k - old_weight;
  sums->old_weight += old_weight;
  sums->new_weight += new_weight;
  sums->old_moment = old_weight * offset + sums->old_moment;
  sums->new_moment = new_weight * offset + sums->new_moment;
}

CK_INLINE CoordinateSums sum_coordinate(const double *c, double origin, const double *k,
                                        const double *r, size_t n) {
  CoordinateLanes sums = {0};
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES)
    add_coordinate(load(c + i), origin, load(k + i), load(r + i), &sums);
  if (i < n) {
    size_t rest = n - i;
    add_coordinate(load_tail(c + i, rest), origin, load_tail(k + i, rest), load_tail(r + i, rest),
                   &sums);
  }
  return (CoordinateSums){total(sums.old_weight), total(sums.new_weight), total(sums.old_moment),
                          total(sums.new_moment)};
}

/* k r for the old mode, k (1 - r) for the new one. */
CK_INLINE Lanes mode_weight(Lanes k, Lanes r, int is_old) { return is_old ? k * r : k - k * r; }

CK_INLINE void sum_second_1(const CKMode *mode_in_memory, const double *x, const double *k,
                            const double *r, size_t n, int is_old, double *second) {
  CKMode mode = *mode_in_memory;
  Lanes sum = (Lanes)0.0;
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) {
    Lanes z = whiten_1(&mode, load(x + i));
    sum = (mode_weight(load(k + i), load(r + i), is_old) * z) * z + sum;
  }
  if (i < n) {
    Lanes z = whiten_1(&mode, load_tail(x + i, n - i));
    sum = (mode_weight(load_tail(k + i, n - i), load_tail(r + i, n - i), is_old) * z) * z + sum;
  }
  second[0] += total(sum);
}

CK_INLINE void add_second_2(const CKMode *mode, Lanes x, Lanes y, Lanes weight, Lanes *sums) {
  Lanes z1, z2;
  whiten_2(mode, x, y, &z1, &z2);
  Lanes weighted = weight * z2;
  sums[0] = (weight * z1) * z1 + sums[0];
  sums[1] = weighted * z1 + sums[1];
  sums[2] = weighted * z2 + sums[2];
}

CK_INLINE void sum_second_2(const CKMode *mode_in_memory, const double *x, const double *y,
                            const double *k, const double *r, size_t n, int is_old,
                            double *second) {
  CKMode mode = *mode_in_memory;
  Lanes sums[3] = {0};
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES)
    add_second_2(&mode, load(x + i), load(y + i),
                 mode_weight(load(k + i), load(r + i), is_old), sums);
  if (i < n) {
    size_t rest = n - i;
    add_second_2(&mode, load_tail(x + i, rest), load_tail(y + i, rest),
                 mode_weight(load_tail(k + i, rest), load_tail(r + i, rest), is_old), sums);
  }
  for (int j = 0; j < 3; j++) second[j] += total(sums[j]);
}

/* The sum of weight times (c - target), given that of weight times (c - origin). */
CK_INLINE double moved(double moment, double weight, double origin, double target) {
  return moment - (target - origin) * weight;
}

CK_INLINE void ck_score_sums_1_lanes(const CKMixture *mixture, const double *x, const double *k,
                                     const double *responsibility, size_t n, int second,
                                     CKScoreSums *sums) {
  const CKMode *old_mode = &mixture->old_mode, *new_mode = &mixture->new_mode;
  double origin = old_mode->mean[0];
  CoordinateSums along_x = sum_coordinate(x, origin, k, responsibility, n);
  sums->old_mode.zeroth += along_x.old_weight;
  sums->new_mode.zeroth += along_x.new_weight;
  sums->old_mode.first[0] += old_mode->whitening[0] * along_x.old_moment;
  sums->new_mode.first[0] +=
      new_mode->whitening[0] *
      moved(along_x.new_moment, along_x.new_weight, origin, new_mode->mean[0]);
  if (second) {
    sum_second_1(old_mode, x, k, responsibility, n, 1, sums->old_mode.second);
    sum_second_1(new_mode, x, k, responsibility, n, 0, sums->new_mode.second);
  }
}
CK_DISPATCH(extern, ck_score_sums_1,
            (const CKMixture *mixture, const double *x, const double *k,
             const double *responsibility, size_t n, int second, CKScoreSums *sums),
            (mixture, x, k, responsibility, n, second, sums))

CK_INLINE void add_first_2(const CKMode *mode, double x, double y, double *first) {
  first[0] += mode->whitening[0] * x;
  first[1] += mode->whitening[1] * x + mode->whitening[2] * y;
}

CK_INLINE void ck_score_sums_2_lanes(const CKMixture *mixture, const double *x, const double *y,
                                     const double *k, const double *responsibility, size_t n,
                                     int second, CKScoreSums *sums) {
  const CKMode *old_mode = &mixture->old_mode, *new_mode = &mixture->new_mode;
  const double *origin = old_mode->mean, *target = new_mode->mean;
  CoordinateSums along_x = sum_coordinate(x, origin[0], k, responsibility, n);
  CoordinateSums along_y = sum_coordinate(y, origin[1], k, responsibility, n);
  sums->old_mode.zeroth += along_x.old_weight;
  sums->new_mode.zeroth += along_x.new_weight;
  add_first_2(old_mode, along_x.old_moment, along_y.old_moment, sums->old_mode.first);
  add_first_2(new_mode, moved(along_x.new_moment, along_x.new_weight, origin[0], target[0]),
              moved(along_y.new_moment, along_x.new_weight, origin[1], target[1]),
              sums->new_mode.first);
  if (second) {
    sum_second_2(old_mode, x, y, k, responsibility, n, 1, sums->old_mode.second);
    sum_second_2(new_mode, x, y, k, responsibility, n, 0, sums->new_mode.second);
  }
}
CK_DISPATCH(extern, ck_score_sums_2,
            (const CKMixture *mixture, const double *x, const double *y, const double *k,
             const double *responsibility, size_t n, int second, CKScoreSums *sums),
            (mixture, x, y, k, responsibility, n, second, sums))
