/* Sums of k s s^T, where s is the score of log q in
 *
 *   d / d logit w    = r - w
 *   d / d m_j        = r_j L^-T z
 *   d / d log L11    = r_j (A11 + L11 W21 A21)        A = z z^T - I, W = L^-1, L_ii = 1 / W_ii
 *   d / d L21        = r_j W22 A21
 *   d / d log L22    = r_j A22                        (1-D: d / d log sigma = r_j (z^2 - 1))
 *
 * The last three are the lower triangle of r_j L^-T A, the diagonal times L_ii.
 */
#include "CKernel.h"
#include "Mode.h"

#define CK_MOST_COORDINATES 11
#define CK_MOST_PAIRS (CK_MOST_COORDINATES * (CK_MOST_COORDINATES + 1) / 2)

CK_INLINE void mode_scores_1(const CKMode *mode, Lanes x, Lanes r, int covariances, Lanes *mean,
                             Lanes *cholesky) {
  Lanes z = whiten_1(mode, x);
  mean[0] = (r * mode->whitening[0]) * z;
  if (covariances) cholesky[0] = r * (z * z - 1.0);
}

CK_INLINE void mode_scores_2(const CKMode *mode, Lanes x, Lanes y, Lanes r, int covariances,
                             Lanes *mean, Lanes *cholesky) {
  double w11 = mode->whitening[0], w21 = mode->whitening[1], w22 = mode->whitening[2];
  Lanes z1, z2;
  whiten_2(mode, x, y, &z1, &z2);
  mean[0] = r * (z1 * w11 + z2 * w21);
  mean[1] = r * (z2 * w22);
  if (covariances) {
    Lanes a21 = z1 * z2;
    cholesky[0] = r * ((z1 * z1 - 1.0) + a21 * (w21 / w11));
    cholesky[1] = r * (a21 * w22);
    cholesky[2] = r * (z2 * z2 - 1.0);
  }
}

CK_INLINE void scores_1(const CKMixture *mixture, double weight, Lanes x, Lanes r, int covariances,
                        Lanes *scores) {
  scores[0] = r - weight;
  mode_scores_1(&mixture->old_mode, x, r, covariances, scores + 1, scores + 3);
  mode_scores_1(&mixture->new_mode, x, 1.0 - r, covariances, scores + 2, scores + 4);
}

CK_INLINE void scores_2(const CKMixture *mixture, double weight, Lanes x, Lanes y, Lanes r,
                        int covariances, Lanes *scores) {
  scores[0] = r - weight;
  mode_scores_2(&mixture->old_mode, x, y, r, covariances, scores + 1, scores + 5);
  mode_scores_2(&mixture->new_mode, x, y, 1.0 - r, covariances, scores + 3, scores + 8);
}

/* The lower triangle, row by row. */
CK_INLINE void add_products(const Lanes *scores, Lanes k, int size, Lanes *pairs) {
  for (int row = 0; row < size; row++) {
    Lanes weighted = k * scores[row];
    for (int column = 0; column <= row; column++, pairs++)
      *pairs = weighted * scores[column] + *pairs;
  }
}

CK_INLINE void add_to_matrix(const Lanes *pairs, int size, double *fisher) {
  for (int row = 0; row < size; row++)
    for (int column = 0; column <= row; column++, pairs++) {
      double sum = total(*pairs);
      fisher[row * size + column] += sum;
      if (column < row) fisher[column * size + row] += sum;
    }
}

CK_INLINE void fisher_1(const CKMixture *mixture, double weight, const double *restrict x,
                        const double *restrict k, const double *restrict responsibility, size_t n,
                        int covariances, double *restrict fisher) {
  CKMixture q = *mixture;
  int size = covariances ? 5 : 3;
  Lanes scores[5], pairs[15] = {0};
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) {
    scores_1(&q, weight, load(x + i), load(responsibility + i), covariances, scores);
    add_products(scores, load(k + i), size, pairs);
  }
  if (i < n) {
    Lanes r = load_tail(responsibility + i, n - i);
    scores_1(&q, weight, load_tail(x + i, n - i), r, covariances, scores);
    add_products(scores, load_tail(k + i, n - i), size, pairs);
  }
  add_to_matrix(pairs, size, fisher);
}

CK_INLINE void fisher_2(const CKMixture *mixture, double weight, const double *restrict x,
                        const double *restrict y, const double *restrict k,
                        const double *restrict responsibility, size_t n, int covariances,
                        double *restrict fisher) {
  CKMixture q = *mixture;
  int size = covariances ? CK_MOST_COORDINATES : 5;
  Lanes scores[CK_MOST_COORDINATES], pairs[CK_MOST_PAIRS] = {0};
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) {
    Lanes r = load(responsibility + i);
    scores_2(&q, weight, load(x + i), load(y + i), r, covariances, scores);
    add_products(scores, load(k + i), size, pairs);
  }
  if (i < n) {
    Lanes xi = load_tail(x + i, n - i), yi = load_tail(y + i, n - i);
    scores_2(&q, weight, xi, yi, load_tail(responsibility + i, n - i), covariances, scores);
    add_products(scores, load_tail(k + i, n - i), size, pairs);
  }
  add_to_matrix(pairs, size, fisher);
}

/* `covariances`, and with it the size, becomes a constant in each of two loops. */
CK_INLINE void ck_fisher_1_lanes(const CKMixture *mixture, double weight, const double *x,
                                 const double *k, const double *responsibility, size_t n,
                                 int covariances, double *fisher) {
  if (covariances)
    fisher_1(mixture, weight, x, k, responsibility, n, 1, fisher);
  else
    fisher_1(mixture, weight, x, k, responsibility, n, 0, fisher);
}
CK_DISPATCH(extern, ck_fisher_1,
            (const CKMixture *mixture, double weight, const double *x, const double *k,
             const double *responsibility, size_t n, int covariances, double *fisher),
            (mixture, weight, x, k, responsibility, n, covariances, fisher))

CK_INLINE void ck_fisher_2_lanes(const CKMixture *mixture, double weight, const double *x,
                                 const double *y, const double *k, const double *responsibility,
                                 size_t n, int covariances, double *fisher) {
  if (covariances)
    fisher_2(mixture, weight, x, y, k, responsibility, n, 1, fisher);
  else
    fisher_2(mixture, weight, x, y, k, responsibility, n, 0, fisher);
}
CK_DISPATCH(extern, ck_fisher_2,
            (const CKMixture *mixture, double weight, const double *x, const double *y,
             const double *k, const double *responsibility, size_t n, int covariances,
             double *fisher),
            (mixture, weight, x, y, k, responsibility, n, covariances, fisher))
