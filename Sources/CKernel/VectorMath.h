/* exp, log and log(1 + e) on eight lanes, one to two units in the last place.
 *
 * The polynomials are minimax fits (Remez exchange in 40 digits, weighted by relative error, then
 * rounded); the error of each, before arithmetic, stands beside it. A Taylor polynomial needs two
 * degrees more for exp. Even and odd coefficients run in two chains: as many multiplications as
 * Horner's rule, half its latency.
 */
#ifndef CK_VECTOR_MATH_H
#define CK_VECTOR_MATH_H

#include "Lanes.h"

/* log 2 in two parts; the first has 32 trailing zero bits, so k times it is exact without FMA. */
#define CK_LOG2_HIGH 0x1.62e42feep-1
#define CK_LOG2_LOW 0x1.a39ef35793c76p-33

/* Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits. */
#define CK_ROUND 0x1.8p52

/* exp(r) - 1 for |r| <= log(2) / 2; the error of exp(r) is 1.1e-17. */
CK_INLINE Lanes expm1_reduced(Lanes r) {
  Lanes r2 = r * r;
  Lanes even = r2 * 0x1.28ad9b7dbaf49p-22 + 0x1.a01999e26bfa7p-16;
  Lanes odd = r2 * 0x1.ad7f395612954p-26 + 0x1.71df25b64c759p-19;
  even = even * r2 + 0x1.6c16c18438ad1p-10;
  odd = odd * r2 + 0x1.a01a012a0de71p-13;
  even = even * r2 + 0x1.555555555083ep-5;
  odd = odd * r2 + 0x1.1111111127d12p-7;
  even = even * r2 + 0x1.000000000000ap-1;
  odd = odd * r2 + 0x1.55555555554f9p-3;
  return (odd * r + even) * r2 + r;
}

/* exp(x) for log-densities, -709 <= x <= 709; exactly 0 below -708.7, where the exponent field
 * becomes 0. One degree and one step of the reduction less than exp_full, for a tenth of the whole
 * kernel's time: the error is 2.9e-16 + 3.4e-17 |x| (2e-16 |x| without FMA), the last term no more
 * than the rounding of x has done already. */
CK_INLINE Lanes exp_flushed(Lanes x) {
  /* The exponent's bias goes into the constant that rounds. */
  Lanes shifted = x * 0x1.71547652b82fep0 + (CK_ROUND + 1023);
  Lanes k = shifted - (CK_ROUND + 1023);
  Lanes r = x - k * 0x1.62e42fefa39efp-1;
  Lanes r2 = r * r;
  Lanes even = r2 * 0x1.27076dab5eb9ep-22 + 0x1.a01b7d10ed12ep-16;
  Lanes odd = r2 * 0x1.72e95f15aad63p-19 + 0x1.a0198d1d00c83p-13;
  even = even * r2 + 0x1.6c16c0c7b38a1p-10;
  odd = odd * r2 + 0x1.11111125c3b02p-7;
  even = even * r2 + 0x1.5555555589411p-5;
  odd = odd * r2 + 0x1.5555555550776p-3;
  even = even * r2 + 0x1.ffffffffffed1p-2;
  Lanes expm1 = (odd * r + even) * r2 + r;
  Lanes scale = (Lanes)(bits_of(shifted) << 52);
  return scale * expm1 + scale;
}

/* exp(x) for every x, gradual underflow and NaN included: 2^k is applied in two halves. */
CK_INLINE Lanes exp_full(Lanes x) {
  x = x < -746.0 ? (Lanes)-746.0 : x;
  x = x > 710.0 ? (Lanes)710.0 : x;
  Lanes k = (x * 0x1.71547652b82fep0 + CK_ROUND) - CK_ROUND;
  Lanes r = x - k * CK_LOG2_HIGH;
  r = r - k * CK_LOG2_LOW;
  Lanes first = k * 0.5 + (CK_ROUND + 1023);
  Lanes second = (k - (first - (CK_ROUND + 1023))) + (CK_ROUND + 1023);
  Lanes first_scale = (Lanes)(bits_of(first) << 52);
  Lanes second_scale = (Lanes)(bits_of(second) << 52);
  return (first_scale * expm1_reduced(r) + first_scale) * second_scale;
}

/* log(1 + e) = 2 atanh(s / 2) for 0 <= e <= 1, where s = 2 e / (2 + e): relative error 5.1e-17,
 * for tiny e too. */
CK_INLINE Lanes log1p_from_ratio(Lanes s) {
  Lanes v = s * s;
  Lanes v2 = v * v;
  Lanes even = v2 * 0x1.6b4f5f6e47097p-22 + 0x1.163f69553dc0dp-18;
  Lanes odd = v2 * 0x1.959ea65132b87p-21 + 0x1.3aa9287503883p-16;
  even = even * v2 + 0x1.74624fee67861p-14;
  odd = odd * v2 + 0x1.c71c4a6daf2cdp-12;
  even = even * v2 + 0x1.2492497829d1dp-9;
  odd = odd * v2 + 0x1.99999998ebdd0p-7;
  even = even * v2 + 0x1.5555555555937p-4;
  return (s * v) * (odd * v + even) + s;
}

/* log(2^k (1 + f)) for 1 + f in [1/sqrt 2, sqrt 2):
 * log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 + f), which keeps f exact. */
CK_INLINE Lanes log_scaled(Lanes k, Lanes f) {
  Lanes s = f / (f + 2.0);
  Lanes v = 4.0 * (s * s);
  Lanes v2 = v * v;
  Lanes even = v2 * 0x1.2f03a945e7babp-18 + 0x1.74663d0156392p-14;
  Lanes odd = v2 * 0x1.39a1e920abcc4p-16 + 0x1.c71c52132db10p-12;
  even = even * v2 + 0x1.24924941e45b2p-9;
  odd = odd * v2 + 0x1.999999997feacp-7;
  even = even * v2 + 0x1.5555555555592p-4;
  Lanes rest = 2.0 * v * (odd * v + even);
  Lanes half_square = 0.5 * f * f;
  Lanes small = s * (half_square + rest) + k * CK_LOG2_LOW;
  return k * CK_LOG2_HIGH - ((half_square - small) - f);
}

/* log(x) for every x: x = 2^k (1 + f). The exponent field of `field` is k + 1024; the number
 * 2^52 + k + 1024 has those bits at its end. */
CK_INLINE Lanes log_full(Lanes x) {
  Lanes scaled = x < 0x1p-1022 ? x * 0x1p54 : x;
  Lanes shift = x < 0x1p-1022 ? (Lanes)(0x1p52 + 1024 + 54) : (Lanes)(0x1p52 + 1024);
  LaneBits bits = bits_of(scaled);
  LaneBits field = bits - 0x3fe6a09e00000000u + 0x4000000000000000u;
  LaneBits exponent = field & 0xfff0000000000000u;
  Lanes k = (Lanes)((field >> 52) | 0x4330000000000000u) - shift;
  Lanes f = (Lanes)(bits - exponent + 0x4000000000000000u) - 1.0;
  Lanes result = log_scaled(k, f);
  result = x == __builtin_inf() ? x : result;
  result = x == 0.0 ? (Lanes)-__builtin_inf() : result;
  /* Negative or NaN. */
  return x >= 0.0 ? result : (Lanes)__builtin_nan("");
}

#endif
