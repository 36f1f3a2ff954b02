/* Sums of k r_c times 1, z and z z^T for any number of components, and of k s s^T.
 *
 * First moments are summed about the component's own mean: each component reads the points anyway.
 * One loop per component; its weights k r_c are formed as they are used.
 */
#include "CKernel.h"
#include "Mode.h"

CK_INLINE void add_first_1(const CKMode *mode_in_memory, const double *x, const double *k,
                           const double *r, size_t n, CKMoments *moments) {
  const double origin = mode_in_memory->mean[0];
  Lanes zeroth = (Lanes)0.0, first = (Lanes)0.0;
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) {
    Lanes weight = load(k + i) * load(r + i);
    zeroth += weight;
    first = weight * (load(x + i) - origin) + first;
  }
  if (i < n) {
    size_t rest = n - i;
    Lanes weight = load_tail(k + i, rest) * load_tail(r + i, rest);
    zeroth += weight;
    first = weight * (load_tail(x + i, rest) - origin) + first;
  }
  moments->zeroth += total(zeroth);
  moments->first[0] += mode_in_memory->whitening[0] * total(first);
}

CK_INLINE void add_first_2(const CKMode *mode_in_memory, const double *x, const double *y,
                           const double *k, const double *r, size_t n, CKMoments *moments) {
  const CKMode mode = *mode_in_memory;
  Lanes zeroth = (Lanes)0.0, along_x = (Lanes)0.0, along_y = (Lanes)0.0;
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) {
    Lanes weight = load(k + i) * load(r + i);
    zeroth += weight;
    along_x = weight * (load(x + i) - mode.mean[0]) + along_x;
    along_y = weight * (load(y + i) - mode.mean[1]) + along_y;
  }
  if (i < n) {
    size_t rest = n - i;
    Lanes weight = load_tail(k + i, rest) * load_tail(r + i, rest);
    zeroth += weight;
    along_x = weight * (load_tail(x + i, rest) - mode.mean[0]) + along_x;
    along_y = weight * (load_tail(y + i, rest) - mode.mean[1]) + along_y;
  }
  moments->zeroth += total(zeroth);
  moments->first[0] += mode.whitening[0] * total(along_x);
  moments->first[1] += mode.whitening[1] * total(along_x) + mode.whitening[2] * total(along_y);
}

/* `y` is null in one dimension. */
CK_INLINE void add_second(const CKMode *mode_in_memory, const double *x, const double *y,
                          const double *k, const double *r, size_t n, CKMoments *moments) {
  const CKMode mode = *mode_in_memory;
  Lanes sums[3] = {0};
  for (size_t i = 0; i < n; i += CK_LANES) {
    size_t size = n - i < CK_LANES ? n - i : CK_LANES;
    Lanes weight = load_some(k + i, size) * load_some(r + i, size), xs = load_some(x + i, size);
    if (y) {
      Lanes z1, z2;
      whiten_2(&mode, xs, load_some(y + i, size), &z1, &z2);
      Lanes weighted = weight * z2;
      sums[0] = (weight * z1) * z1 + sums[0];
      sums[1] = weighted * z1 + sums[1];
      sums[2] = weighted * z2 + sums[2];
    } else {
      Lanes z = whiten_1(&mode, xs);
      sums[0] = (weight * z) * z + sums[0];
    }
  }
  for (int j = 0; j < (y ? 3 : 1); j++) moments->second[j] += total(sums[j]);
}

CK_INLINE void ck_component_sums_1_lanes(const CKComponents *mixture, const double *x,
                                         const double *k, const double *responsibility,
                                         size_t stride, size_t n, int second,
                                         CKComponentSums *sums) {
  for (size_t c = 0; c < mixture->count; c++) {
    const double *r = responsibility + c * stride;
    add_first_1(&mixture->mode[c], x, k, r, n, &sums->mode[c]);
    if (second) add_second(&mixture->mode[c], x, NULL, k, r, n, &sums->mode[c]);
  }
}
CK_DISPATCH(extern, ck_component_sums_1,
            (const CKComponents *mixture, const double *x, const double *k,
             const double *responsibility, size_t stride, size_t n, int second,
             CKComponentSums *sums),
            (mixture, x, k, responsibility, stride, n, second, sums))

CK_INLINE void ck_component_sums_2_lanes(const CKComponents *mixture, const double *x,
                                         const double *y, const double *k,
                                         const double *responsibility, size_t stride, size_t n,
                                         int second, CKComponentSums *sums) {
  for (size_t c = 0; c < mixture->count; c++) {
    const double *r = responsibility + c * stride;
    add_first_2(&mixture->mode[c], x, y, k, r, n, &sums->mode[c]);
    if (second) add_second(&mixture->mode[c], x, y, k, r, n, &sums->mode[c]);
  }
}
CK_DISPATCH(extern, ck_component_sums_2,
            (const CKComponents *mixture, const double *x, const double *y, const double *k,
             const double *responsibility, size_t stride, size_t n, int second,
             CKComponentSums *sums),
            (mixture, x, y, k, responsibility, stride, n, second, sums))

/* 7 logits, 8 means and 8 covariances in the plane. */
#define CK_MOST_SCORES (CK_MOST_COMPONENTS * 6 - 1)

/* The scores of eight points in all coordinates; Fisher.c says what they are. */
CK_INLINE size_t component_scores(const CKComponents *mixture, const double *weight, Lanes x,
                                  Lanes y, int dimension, const Lanes *r, int covariances,
                                  Lanes *scores) {
  const size_t count = mixture->count;
  Lanes *mean = scores + count - 1, *cholesky = mean + count * (size_t)dimension;
  for (size_t c = 0; c + 1 < count; c++) scores[c] = r[c] - weight[c];
  for (size_t c = 0; c < count; c++) {
    const CKMode *mode = &mixture->mode[c];
    double w11 = mode->whitening[0], w21 = mode->whitening[1], w22 = mode->whitening[2];
    if (dimension == 1) {
      Lanes z = whiten_1(mode, x);
      *mean++ = (r[c] * w11) * z;
      if (covariances) *cholesky++ = r[c] * (z * z - 1.0);
      continue;
    }
    Lanes z1, z2;
    whiten_2(mode, x, y, &z1, &z2);
    *mean++ = r[c] * (z1 * w11 + z2 * w21);
    *mean++ = r[c] * (z2 * w22);
    if (covariances) {
      Lanes a21 = z1 * z2;
      *cholesky++ = r[c] * ((z1 * z1 - 1.0) + a21 * (w21 / w11));
      *cholesky++ = r[c] * (a21 * w22);
      *cholesky++ = r[c] * (z2 * z2 - 1.0);
    }
  }
  return (size_t)((covariances ? cholesky : mean) - scores);
}

CK_INLINE void component_fisher(const CKComponents *mixture, const double *weight,
                                const double *x, const double *y, int dimension, const double *k,
                                const double *responsibility, size_t stride, size_t n,
                                int covariances, double *fisher) {
  Lanes pairs[CK_MOST_SCORES * (CK_MOST_SCORES + 1) / 2], scores[CK_MOST_SCORES];
  Lanes r[CK_MOST_COMPONENTS];
  memset(pairs, 0, sizeof pairs);
  size_t size = 0;
  for (size_t i = 0; i < n; i += CK_LANES) {
    size_t rest = n - i < CK_LANES ? n - i : CK_LANES;
    for (size_t c = 0; c < mixture->count; c++)
      r[c] = load_some(responsibility + c * stride + i, rest);
    Lanes second = (Lanes)0.0;
    if (dimension == 2) second = load_some(y + i, rest);
    size = component_scores(mixture, weight, load_some(x + i, rest), second, dimension, r,
                            covariances, scores);
    Lanes ks = load_some(k + i, rest), *pair = pairs;
    for (size_t row = 0; row < size; row++) {
      Lanes weighted = ks * scores[row];
      for (size_t column = 0; column <= row; column++, pair++)
        *pair = weighted * scores[column] + *pair;
    }
  }
  const Lanes *pair = pairs;
  for (size_t row = 0; row < size; row++)
    for (size_t column = 0; column <= row; column++, pair++) {
      double sum = total(*pair);
      fisher[row * size + column] += sum;
      if (column < row) fisher[column * size + row] += sum;
    }
}

CK_INLINE void ck_component_fisher_1_lanes(const CKComponents *mixture, const double *weight,
                                           const double *x, const double *k,
                                           const double *responsibility, size_t stride, size_t n,
                                           int covariances, double *fisher) {
  component_fisher(mixture, weight, x, NULL, 1, k, responsibility, stride, n, covariances, fisher);
}
CK_DISPATCH(extern, ck_component_fisher_1,
            (const CKComponents *mixture, const double *weight, const double *x, const double *k,
             const double *responsibility, size_t stride, size_t n, int covariances,
             double *fisher),
            (mixture, weight, x, k, responsibility, stride, n, covariances, fisher))

CK_INLINE void ck_component_fisher_2_lanes(const CKComponents *mixture, const double *weight,
                                           const double *x, const double *y, const double *k,
                                           const double *responsibility, size_t stride, size_t n,
                                           int covariances, double *fisher) {
  component_fisher(mixture, weight, x, y, 2, k, responsibility, stride, n, covariances, fisher);
}
CK_DISPATCH(extern, ck_component_fisher_2,
            (const CKComponents *mixture, const double *weight, const double *x, const double *y,
             const double *k, const double *responsibility, size_t stride, size_t n,
             int covariances, double *fisher),
            (mixture, weight, x, y, k, responsibility, stride, n, covariances, fisher))
