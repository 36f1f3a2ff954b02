/* The sums behind every method, over quadrature nodes or over samples.
 *
 * A two-mode mixture q(y) = w N(y; m_o, S_o) + (1 - w) N(y; m_n, S_n) comes in, weights k(y_i) come
 * in, and sums over i go out. What k means is none of this file's business. All arrays are float64,
 * need no alignment, must not overlap, and may have any length; every function is pure, allocates
 * nothing, and adds in an order that depends on n alone. So sums repeat to the last bit on
 * processors of one name (ck_processor), and within rounding between processors with and without
 * fused multiplication. Blocks of about 512 points keep everything in the first-level cache.
 *
 * Samples for finite batches are drawn here too, and are the same bits everywhere.
 */
#ifndef CKERNEL_H
#define CKERNEL_H

#include <stddef.h>
#include <stdint.h>

/* One weighted Gaussian mode, log(weight) + log N(y; m, S), with S = L L^T and W = L^-1. In one
 * dimension only mean[0] and whitening[0] = 1 / sigma are read. */
typedef struct {
  double mean[2];
  double whitening[3]; /* W11, W21, W22: z1 = W11 (x - m1), z2 = W21 (x - m1) + W22 (y - m2) */
  double log_scale;    /* log(weight) - log det L - (d / 2) log(2 pi) */
} CKMode;

/* Old mode first, new mode second. A mode of weight 0 has log_scale = -INFINITY, which is allowed
 * for at most one of the two. */
typedef struct {
  CKMode old_mode;
  CKMode new_mode;
} CKMixture;

/* Moments of one mode: sums over i of k_i r_i times 1, z and z z^T, where r_i is the responsibility
 * of that mode and z its whitened coordinate. In one dimension only the first entries are set. */
typedef struct {
  double zeroth;
  double first[2];
  double second[3]; /* z1 z1, z2 z1, z2 z2 */
} CKMoments;

typedef struct {
  CKMoments old_mode;
  CKMoments new_mode;
} CKScoreSums;

/* log q, q and the old mode's responsibility at n points, in log space: no underflow in log q and
 * r however far out, and no NaN for finite coordinates. q is 0 where log q < -708.7; r is exactly 0
 * or 1 beyond a log-ratio of 708.7. x (and y in two dimensions) hold the coordinates. */
void ck_densities_1(const CKMixture *mixture, const double *x, size_t n, double *log_density,
                    double *density, double *responsibility);
void ck_densities_2(const CKMixture *mixture, const double *x, const double *y, size_t n,
                    double *log_density, double *density, double *responsibility);

/* Adds to `sums` the weighted score moments of n points. With `second` 0 the second moments are
 * left alone, which is cheaper; the first ones have the same bits either way. */
void ck_score_sums_1(const CKMixture *mixture, const double *x, const double *k,
                     const double *responsibility, size_t n, int second, CKScoreSums *sums);
void ck_score_sums_2(const CKMixture *mixture, const double *x, const double *y, const double *k,
                     const double *responsibility, size_t n, int second, CKScoreSums *sums);

/* Adds to `fisher` (dimension * dimension, row by row, symmetric) the sum of k_i s_i s_i^T, s_i the
 * score of log q in (logit weight, old mean, new mean, old log-Cholesky, new log-Cholesky). In one
 * dimension 3 coordinates without covariances and 5 with them; in two 5 and 11. `weight` is the old
 * mode's weight. */
void ck_fisher_1(const CKMixture *mixture, double weight, const double *x, const double *k,
                 const double *responsibility, size_t n, int covariances, double *fisher);
void ck_fisher_2(const CKMixture *mixture, double weight, const double *x, const double *y,
                 const double *k, const double *responsibility, size_t n, int covariances,
                 double *fisher);

/* out[i] = exp(x[i]) and log(x[i]), vectorised, about 1 ulp, for every x: gradual underflow, exp is
 * 0 below -745.2 and infinite above 709.8, log(0) = -infinity, NaN for negative x and for NaN. The
 * methods' products use them. */
void ck_exp(const double *x, double *out, size_t n);
void ck_log(const double *x, double *out, size_t n);

/* k[i] = scale * density[i] * (a[i] - b[i]), and the plain sums that objectives need. */
void ck_product_log_ratio(const double *density, const double *a, const double *b, double scale,
                          size_t n, double *k);
/* sum of a[i] * b[i]. */
double ck_dot(const double *a, const double *b, size_t n);
/* sum of a[i]. */
double ck_sum(const double *a, size_t n);

/* A Gaussian that samples are drawn from: its weight (not in log space), its mean, and the factor L
 * of its covariance. In one dimension only mean[0] and scale[0] = sigma are read. */
typedef struct {
  double weight;
  double mean[2];
  double scale[3]; /* L11, L21, L22 */
} CKSource;

/* Indices of the sources of a batch, and the labels of its samples. */
enum { CK_NEW_MODE, CK_OLD_MODE, CK_REPLAY };

/* A batch of independent samples of the mixture of `source`, indexed as above. The weights are not
 * negative and add up to 1 within rounding. The largest is taken as 1 minus the others, these are
 * honoured within 2^-63, and a weight of 0 is never drawn from. */
typedef struct {
  uint64_t seed;   /* which random numbers at all */
  uint64_t step;   /* which batch of a run */
  uint32_t stream; /* which of several independent batches of one step */
  CKSource source[3];
} CKDraws;

/* Samples number `first` to first + n - 1 of a batch, and the source of each; first + n <= 2^31. A
 * sample depends on the batch and its own number alone: a batch may be drawn in pieces, in any
 * order. The bits are the same on every processor. The distribution function of the normals is
 * right within 1e-15, out to 9.4 deviations. */
void ck_draw_1(const CKDraws *draws, size_t first, size_t n, double *x, uint8_t *label);
void ck_draw_2(const CKDraws *draws, size_t first, size_t n, double *x, double *y, uint8_t *label);

/* The same sums for mixtures of any number of components, up to CK_MOST_COMPONENTS. The entries for
 * two modes need one responsibility instead of all, and cost less. Responsibilities stand component
 * by component: that of component c at point i is responsibility[c * stride + i]. */
#define CK_MOST_COMPONENTS 8

/* A component of weight 0 has log_scale = -INFINITY; at least one has not. */
typedef struct {
  size_t count; /* 1 to CK_MOST_COMPONENTS */
  CKMode mode[CK_MOST_COMPONENTS];
} CKComponents;

typedef struct {
  CKMoments mode[CK_MOST_COMPONENTS];
} CKComponentSums;

/* log q, q and all responsibilities at n points, in log space. They add up to 1 within rounding;
 * one below e^-708.7 of the largest is exactly 0. */
void ck_component_densities_1(const CKComponents *mixture, const double *x, size_t n,
                              double *log_density, double *density, double *responsibility,
                              size_t stride);
void ck_component_densities_2(const CKComponents *mixture, const double *x, const double *y,
                              size_t n, double *log_density, double *density,
                              double *responsibility, size_t stride);

/* Adds to `sums` the weighted score moments of n points, component by component. With `second` 0
 * the second moments are left alone. */
void ck_component_sums_1(const CKComponents *mixture, const double *x, const double *k,
                         const double *responsibility, size_t stride, size_t n, int second,
                         CKComponentSums *sums);
void ck_component_sums_2(const CKComponents *mixture, const double *x, const double *y,
                         const double *k, const double *responsibility, size_t stride, size_t n,
                         int second, CKComponentSums *sums);

/* Adds to `fisher` (size * size, row by row, symmetric) the sum of k_i s_i s_i^T, s_i the score of
 * log q in the logits of all components but the last (relative to the last), then the means
 * component by component, then, where `covariances` is not 0, their log-Cholesky coordinates. The
 * weights are the components'. size is C - 1 + C d, and C d (d + 1) / 2 more with covariances. */
void ck_component_fisher_1(const CKComponents *mixture, const double *weight, const double *x,
                           const double *k, const double *responsibility, size_t stride, size_t n,
                           int covariances, double *fisher);
void ck_component_fisher_2(const CKComponents *mixture, const double *weight, const double *x,
                           const double *y, const double *k, const double *responsibility,
                           size_t stride, size_t n, int covariances, double *fisher);

#define CK_MOST_SOURCES 16

/* A batch of independent samples of the mixture of `source`; a sample's label is the index of its
 * source. The rules of CKDraws hold, its sources being taken in the order in which they stand. */
typedef struct {
  uint64_t seed, step;
  uint32_t stream;
  size_t count; /* 1 to CK_MOST_SOURCES */
  CKSource source[CK_MOST_SOURCES];
} CKComponentDraws;

void ck_component_draw_1(const CKComponentDraws *draws, size_t first, size_t n, double *x,
                         uint8_t *label);
void ck_component_draw_2(const CKComponentDraws *draws, size_t first, size_t n, double *x,
                         double *y, uint8_t *label);

/* The generator behind the draws, Philox4x32-10: four random words from a counter and a key. */
void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t result[4]);

/* The name of the clone that this processor runs: "avx512", "avx2", "baseline". */
const char *ck_processor(void);

/* How many processors this program may use, at least 1. */
int ck_processor_count(void);

#endif
