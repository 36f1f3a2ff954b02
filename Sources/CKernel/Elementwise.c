#include "CKernel.h"
#include "VectorMath.h"

CK_INLINE void ck_exp_lanes(const double *restrict x, double *restrict out, size_t n) {
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) store(out + i, exp_full(load(x + i)));
  if (i < n) store_tail(out + i, exp_full(load_tail(x + i, n - i)), n - i);
}
CK_DISPATCH(extern, ck_exp, (const double *x, double *out, size_t n), (x, out, n))

CK_INLINE void ck_log_lanes(const double *restrict x, double *restrict out, size_t n) {
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES) store(out + i, log_full(load(x + i)));
  if (i < n) store_tail(out + i, log_full(load_tail(x + i, n - i)), n - i);
}
CK_DISPATCH(extern, ck_log, (const double *x, double *out, size_t n), (x, out, n))

CK_INLINE void ck_product_log_ratio_lanes(const double *restrict density, const double *restrict a,
                                          const double *restrict b, double scale, size_t n,
                                          double *restrict k) {
  size_t i = 0;
  for (; i + CK_LANES <= n; i += CK_LANES)
    store(k + i, scale * load(density + i) * (load(a + i) - load(b + i)));
  for (; i < n; i++) k[i] = scale * density[i] * (a[i] - b[i]);
}
CK_DISPATCH(extern, ck_product_log_ratio,
            (const double *density, const double *a, const double *b, double scale, size_t n,
             double *k),
            (density, a, b, scale, n, k))

/* Two accumulators of eight lanes: one alone waits for the addition before it. */
CK_INLINE void dot_lanes(const double *a, const double *b, size_t n, double *result) {
  Lanes first = (Lanes)0.0, second = (Lanes)0.0;
  size_t i = 0;
  for (; i + 2 * CK_LANES <= n; i += 2 * CK_LANES) {
    first = load(a + i) * load(b + i) + first;
    second = load(a + i + CK_LANES) * load(b + i + CK_LANES) + second;
  }
  if (i + CK_LANES <= n) {
    first = load(a + i) * load(b + i) + first;
    i += CK_LANES;
  }
  if (i < n) second = load_tail(a + i, n - i) * load_tail(b + i, n - i) + second;
  *result = total(first + second);
}

CK_INLINE void sum_lanes(const double *a, size_t n, double *result) {
  Lanes first = (Lanes)0.0, second = (Lanes)0.0;
  size_t i = 0;
  for (; i + 2 * CK_LANES <= n; i += 2 * CK_LANES) {
    first += load(a + i);
    second += load(a + i + CK_LANES);
  }
  if (i + CK_LANES <= n) {
    first += load(a + i);
    i += CK_LANES;
  }
  if (i < n) second += load_tail(a + i, n - i);
  *result = total(first + second);
}

CK_DISPATCH(static, dot, (const double *a, const double *b, size_t n, double *result),
            (a, b, n, result))
CK_DISPATCH(static, sum, (const double *a, size_t n, double *result), (a, n, result))

double ck_dot(const double *a, const double *b, size_t n) {
  double result;
  dot(a, b, n, &result);
  return result;
}

double ck_sum(const double *a, size_t n) {
  double result;
  sum(a, n, &result);
  return result;
}
