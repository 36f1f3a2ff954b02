/* The sums behind every method, over quadrature nodes or over samples.
 *
 * A two-mode mixture q(y) = w N(y; m_o, S_o) + (1 - w) N(y; m_n, S_n) comes in, weights k(y_i) come
 * in, and sums over i go out. What k means is none of this file's business. All arrays are float64,
 * need no alignment, must not overlap, and may have any length; every function is pure, allocates
 * nothing, and adds in an order that depends on n alone. So results repeat to the last bit on
 * processors of one name (ck_processor), and within rounding between processors with and without
 * fused multiplication. Blocks of about 512 points keep everything in the first-level cache.
 */
#ifndef CKERNEL_H
#define CKERNEL_H

#include <stddef.h>

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

/* The name of the clone that this processor runs: "avx512", "avx2", "baseline". */
const char *ck_processor(void);

#endif
