/* Reverse KL as one fused loop in C, built with -O3 -march=native -ffast-math.
 *
 * With -DPOLYNOMIAL exp and log are inlined polynomials; without it the compiler calls the vector
 * library of the C library. Usage: reverse_kl NAME < problem.txt
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef POLYNOMIAL
/* Taylor to degree 13 after x = k log 2 + r. */
static inline double exponential(double x) {
  const double shift = 6755399441055744.0;
  x = x < -708.0 ? -708.0 : x;
  union {
    double d;
    uint64_t u;
  } k, scale;
  k.d = fma(x, 1.4426950408889634, shift);
  double whole = rint(x * 1.4426950408889634);
  double r = fma(-whole, 0.6931471805599453, x);
  r = fma(-whole, 2.3190468138462996e-17, r);
  double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  double p = (1 + r + r2 * (1 / 2.0 + r * (1 / 6.0))) +
             r4 * ((1 / 24.0 + r * (1 / 120.0)) + r2 * (1 / 720.0 + r * (1 / 5040.0))) +
             r8 * ((1 / 40320.0 + r * (1 / 362880.0)) +
                   r2 * (1 / 3628800.0 + r * (1 / 39916800.0)) +
                   r4 * (1 / 479001600.0 + r * (1 / 6227020800.0)));
  scale.u = (k.u << 52) + 0x3ff0000000000000u;
  return p * scale.d;
}

/* log(1 + e), 0 <= e <= 1, as log(c) + 2 atanh((1 + e - c) / (1 + e + c)), c = sqrt 2. */
static inline double log_one_plus(double e) {
  double t = (e - 0.41421356237309503) / (e + 2.4142135623730951), v = t * t, v2 = v * v;
  double v4 = v2 * v2;
  double p = (1 + v * (1 / 3.0)) + v2 * (1 / 5.0 + v * (1 / 7.0)) +
             v4 * ((1 / 9.0 + v * (1 / 11.0)) + v2 * (1 / 13.0 + v * (1 / 15.0)) +
                   v4 * (1 / 17.0 + v * (1 / 19.0)));
  return 0.34657359027997264 + 2 * t * p;
}
#else
static inline double exponential(double x) { return exp(x); }
static inline double log_one_plus(double e) { return log(1 + e); }
#endif

typedef struct {
  double log_weight[2], mean[4], w11, w21, w22;
} Mixture;

__attribute__((noinline)) static void sums(const Mixture *q, double node_weight,
                                           const double *restrict x, const double *restrict y,
                                           const double *restrict log_target, int n, double *out) {
  double w11 = q->w11, w21 = q->w21, w22 = q->w22, old_scale = q->log_weight[0];
  double new_scale = q->log_weight[1], ox = q->mean[0], oy = q->mean[1], nx = q->mean[2],
         ny = q->mean[3];
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
  for (int i = 0; i < n; i++) {
    double dx = x[i] - ox, dy = y[i] - oy, ex = x[i] - nx, ey = y[i] - ny;
    double o1 = w11 * dx, o2 = w21 * dx + w22 * dy, n1 = w11 * ex, n2 = w21 * ex + w22 * ey;
    double a = old_scale - 0.5 * (o1 * o1 + o2 * o2), b = new_scale - 0.5 * (n1 * n1 + n2 * n2);
    double highest = a > b ? a : b, e = exponential(-fabs(a - b));
    double log_density = highest + log_one_plus(e);
    double k = node_weight * exponential(highest) * (1 + e) * (log_density - log_target[i]);
    double major = k / (1 + e), minor = e * major;
    double old = a >= b ? major : minor, new = a >= b ? minor : major;
    s0 += old, s1 += new;
    s2 += old * o1, s3 += old * o2, s4 += new * n1, s5 += new * n2;
  }
  out[0] = s0, out[1] = s1, out[2] = s2, out[3] = s3, out[4] = s4, out[5] = s5;
}

static Mixture mixture(double logit, const double *means, double l11, double l21, double l22) {
  double common = -log(l11 * l22) - log(2 * 3.14159265358979323846);
  Mixture q = {.w11 = 1 / l11, .w21 = -l21 / (l11 * l22), .w22 = 1 / l22};
  q.log_weight[0] = common - log1p(exp(-logit));
  q.log_weight[1] = common - log1p(exp(logit));
  memcpy(q.mean, means, sizeof q.mean);
  return q;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int count, char **arguments) {
  double v[16];
  for (int i = 0; i < 16; i++)
    if (scanf("%*s %lf", v + i) != 1) return 1;
  int axis = (int)v[0], n = axis * axis;
  double *x = aligned_alloc(64, sizeof(double) * n), *y = aligned_alloc(64, sizeof(double) * n);
  double *log_target = aligned_alloc(64, sizeof(double) * n);
  double l11 = v[7], l21 = v[9] * v[8], l22 = v[8] * sqrt(1 - v[9] * v[9]);
  double h = 2 * v[1] / (axis - 1), node_weight = h * h * l11 * l22;
  Mixture p = mixture(log(v[2] / (1 - v[2])), v + 3, l11, l21, l22);
  for (int i = 0; i < n; i++) {
    double u = -v[1] + h * (i / axis), t = -v[1] + h * (i % axis);
    x[i] = (v[3] + v[5]) / 2 + l11 * u;
    y[i] = (v[4] + v[6]) / 2 + l21 * u + l22 * t;
    double logs[2];
    for (int j = 0; j < 2; j++) {
      double dx = x[i] - p.mean[2 * j], dy = y[i] - p.mean[2 * j + 1];
      double z1 = p.w11 * dx, z2 = p.w21 * dx + p.w22 * dy;
      logs[j] = p.log_weight[j] - 0.5 * (z1 * z1 + z2 * z2);
    }
    log_target[i] = fmax(logs[0], logs[1]) + log1p(exp(-fabs(logs[0] - logs[1])));
  }

  double start[5] = {log(v[10] / (1 - v[10])), v[11], v[12], v[13], v[14]}, g[5], first[5];
  double best = 1e300, parameters[5];
  memcpy(parameters, start, sizeof start);
  for (int round = 0; round < 400; round++) {
    double begin = now();
    for (int step = 0; step < 20; step++) {
      double s[6];
      Mixture q = mixture(parameters[0], parameters + 1, l11, l21, l22);
      sums(&q, node_weight, x, y, log_target, n, s);
      g[0] = s[0] - (s[0] + s[1]) / (1 + exp(-parameters[0]));
      for (int j = 0; j < 2; j++) {
        g[1 + 2 * j] = q.w11 * s[2 + 2 * j] + q.w21 * s[3 + 2 * j];
        g[2 + 2 * j] = q.w22 * s[3 + 2 * j];
      }
      if (round == 0 && step == 0) memcpy(first, g, sizeof g);
      for (int i = 0; i < 5; i++) parameters[i] -= v[15] * g[i];
    }
    double time = (now() - begin) / 20 / n;
    if (time < best) best = time;
  }
  printf("%s %.6f", count > 1 ? arguments[1] : "C", best);
  for (int i = 0; i < 5; i++) printf(" %.17g", first[i]);
  printf("\n");
  return 0;
}
