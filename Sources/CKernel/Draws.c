/* Samples of a mixture, the same bits on every processor.
 *
 * The generator works on integers. What turns them into normals uses + - * / and the square root
 * alone, which IEEE 754 rounds correctly everywhere, in an order that the source fixes: contraction
 * into fused operations is off in this file, and no library function is called.
 *
 * Normals by Box and Muller: R = sqrt(-2 log u) and a uniform direction make two of them. u is an
 * odd multiple of 2^-64, so R reaches 9.4; the direction has 53 bits. R^2 is within 7e-16 of its
 * value, sine and cosine within 5e-16 of theirs (relative), so the distribution function of a
 * normal is off by less than 1e-15. The inverse distribution function was the alternative: it needs
 * the same logarithm and square root in its tails, all lanes pay for tails and middle, and it makes
 * one normal where this makes two.
 *
 * Samples are made sixteen at a time, numbers 16 g to 16 g + 15, in two halves of eight lanes.
 * Sample 16 g + 8 h + l reads these words of these counter blocks:
 *
 *   which source       block 8 g + l of purpose 1, words 2 h and 2 h + 1
 *   one dimension      block 8 g + l of purpose 0: R cos for h = 0, R sin for h = 1
 *   two dimensions     block 16 g + 8 h + l of purpose 0: R cos along x, R sin along y
 *
 * So one dimension costs one block per sample, two dimensions one and a half. The counter is
 * (block + 2^31 purpose, low word of step, high word of step, stream), the key the seed.
 */
#include "CKernel.h"
#include "Philox.h"

#pragma STDC FP_CONTRACT OFF

#define CK_GROUP (2 * CK_LANES)

/* Groups in a strip, which goes through short loops one after the other, with buffers in the
 * first-level cache between them: half the code of one long loop with its ragged ends. */
#define CK_STRIP 8
#define CK_STRIP_LENGTH (CK_STRIP * CK_GROUP)

/* What the samples of a batch share. */
typedef struct {
  PhiloxKeys keys;
  uint64_t step_low, step_high, stream;
  /* Of 2^62 equal parts of the unit interval the first `old_end` are the old mode's, those up to
   * `replay_end` the replayed data's, the others the new mode's. */
  long old_end, replay_end;
  CKSource source[3];
} Plan;

typedef struct {
  LaneSigns part[2 * CK_STRIP];                                     /* of the 2^62 */
  LaneBits high[2 * CK_STRIP], low[2 * CK_STRIP], angle[2 * CK_STRIP]; /* words for normals */
  Lanes radius[2 * CK_STRIP];
  double x[CK_STRIP_LENGTH], y[CK_STRIP_LENGTH];
  uint8_t label[CK_STRIP_LENGTH];
} Strip;

/* The largest weight takes what the others leave, so that a small one keeps its relative accuracy
 * whichever it is. */
CK_INLINE Plan plan_of(const CKDraws *draws) {
  Plan plan = {.keys = philox_keys((uint32_t)draws->seed, (uint32_t)(draws->seed >> 32)),
               .step_low = (uint32_t)draws->step,
               .step_high = (uint32_t)(draws->step >> 32),
               .stream = draws->stream};
  long parts[3], rest = 1L << 62;
  int largest = 0;
  for (int i = 0; i < 3; i++) {
    plan.source[i] = draws->source[i];
    if (draws->source[i].weight > draws->source[largest].weight) largest = i;
  }
  for (int i = 0; i < 3; i++) {
    parts[i] = i == largest ? 0 : (long)(draws->source[i].weight * 0x1p62 + 0.5);
    rest -= parts[i];
  }
  parts[largest] = rest;
  plan.old_end = parts[CK_OLD_MODE];
  plan.replay_end = plan.old_end + parts[CK_REPLAY];
  return plan;
}

CK_INLINE PhiloxLanes words_of(const Plan *plan, size_t block, uint64_t purpose) {
  const LaneBits lane = {0, 1, 2, 3, 4, 5, 6, 7};
  PhiloxLanes counter = {{lane + (block + (purpose << 31)), (LaneBits)plan->step_low,
                          (LaneBits)plan->step_high, (LaneBits)plan->stream}};
  return philox(counter, &plan->keys);
}

CK_INLINE LaneBits joined(LaneBits high, LaneBits low) {
  return (high << 32) | (low & CK_LOW_WORD);
}

/* R^2 = -2 log u, u = U 2^-64, where U is the 64-bit number of two words with its last bit set,
 * rounded to a double: U = 2^k (1 + f) with 1 + f in [1/sqrt 2, sqrt 2), and with s = f / (2 + f)
 *
 *   R^2 = -2 log(2) (k - 64) + s (-4 + s^2 P(s^2)),
 *
 * P a minimax polynomial for -4 atanh(s), whose relative error is 1.9e-16. U is at most 2^64, so
 * R^2 is never below 0. */
CK_INLINE Lanes radius_squared(LaneBits high, LaneBits low) {
  /* 2^84 + 2^32 high and 2^52 + low, as bits. */
  Lanes high_part = (Lanes)((high & CK_LOW_WORD) | 0x4530000000000000u);
  Lanes low_part = (Lanes)((low & CK_LOW_WORD) | 0x4330000000000001u);
  LaneBits bits = bits_of((high_part - (0x1p84 + 0x1p52)) + low_part);
  LaneBits field = bits - 0x3fe6a09e00000000u;
  LaneBits exponent = field & 0xfff0000000000000u;
  Lanes k = (Lanes)((field >> 52) | 0x4330000000000000u) - (0x1p52 + 64);
  Lanes f = (Lanes)(bits - exponent) - 1.0;
  Lanes s = f / (f + 2.0);
  Lanes v = s * s;
  Lanes v2 = v * v;
  Lanes even = v2 * -0x1.732c13fc2e40bp-2 + -0x1.24924176d7439p-1;
  Lanes odd = v2 * -0x1.58785e4803e39p-2 + -0x1.c722789942884p-2;
  even = even * v2 + -0x1.5555555553960p+0;
  odd = odd * v2 + -0x1.999999a294bbap-1;
  return k * -0x1.62e42fefa39efp+0 + s * ((odd * v + even) * v - 4.0);
}

/* A uniform point on the unit circle. The upper 52 bits give an angle of t quarter turns, t an odd
 * multiple of 2^-52 in (-1/2, 1/2); the last two choose among the four quarters of the circle, by
 * exchanging the coordinates and by the sign of the cosine. Minimax polynomials in t^2, relative
 * errors 5e-17 and 1.2e-16. */
CK_INLINE void direction(LaneBits bits, Lanes *x, Lanes *y) {
  Lanes t = (Lanes)((bits >> 12) | 0x3ff0000000000001u) - 1.5;
  Lanes q = t * t;
  Lanes q2 = q * q;
  Lanes even = q2 * 0x1.e3eed4eff1f1ep-25 + 0x1.50782fca3694ap-13;
  Lanes odd = q2 * -0x1.e300639dd9331p-19 + -0x1.32d2cce2d5348p-8;
  even = even * q2 + 0x1.466bc67758700p-4;
  odd = odd * q2 + -0x1.4abbce625be41p-1;
  even = even * q2 + 0x1.921fb54442d18p+0;
  Lanes sine = t * (odd * q + even);
  even = q2 * 0x1.f3c928e3a6f6bp-22 + 0x1.e1f4fae0fa6c4p-11;
  odd = q2 * -0x1.a6c9898a88c4cp-16 + -0x1.55d3c7db783f8p-6;
  even = even * q2 + 0x1.03c1f081affa5p-2;
  odd = odd * q2 + -0x1.3bd3cc9be4580p+0;
  even = even * q2 + 0x1.fffffffffffffp-1;
  Lanes cosine = odd * q + even;
  cosine = (Lanes)(bits_of(cosine) ^ (bits << 63));
  LaneSigns exchange = (LaneSigns)(bits << 62) < 0;
  *x = exchange ? sine : cosine;
  *y = exchange ? cosine : sine;
}

/* `count` is the number of blocks for normals. */
CK_INLINE void fill_words(const Plan *plan, size_t start, size_t groups, size_t count,
                          Strip *strip) {
  for (size_t g = 0; g < groups; g++) {
    PhiloxLanes words = words_of(plan, start / 2 + g * CK_LANES, 1);
    strip->part[2 * g] = (LaneSigns)(joined(words.word[0], words.word[1]) >> 2);
    strip->part[2 * g + 1] = (LaneSigns)(joined(words.word[2], words.word[3]) >> 2);
  }
  size_t first_block = count == groups ? start / 2 : start;
  for (size_t i = 0; i < count; i++) {
    PhiloxLanes words = words_of(plan, first_block + i * CK_LANES, 0);
    strip->high[i] = words.word[0];
    strip->low[i] = words.word[1];
    strip->angle[i] = joined(words.word[2], words.word[3]);
  }
}

CK_INLINE void fill_normals(int dimension, size_t count, Strip *strip) {
  for (size_t i = 0; i < count; i++)
    strip->radius[i] =
        __builtin_elementwise_sqrt(radius_squared(strip->high[i], strip->low[i]));
  for (size_t i = 0; i < count; i++) {
    Lanes x, y;
    direction(strip->angle[i], &x, &y);
    x *= strip->radius[i];
    y *= strip->radius[i];
    if (dimension == 2) {
      store(strip->x + i * CK_LANES, x);
      store(strip->y + i * CK_LANES, y);
    } else {
      store(strip->x + i * CK_GROUP, x);
      store(strip->x + i * CK_GROUP + CK_LANES, y);
    }
  }
}

CK_INLINE Lanes chosen(LaneSigns is_old, LaneSigns is_new, double new_mode, double old_mode,
                       double replay) {
  return is_old ? (Lanes)old_mode : is_new ? (Lanes)new_mode : (Lanes)replay;
}

#define CK_CHOSEN(FIELD)                                                                           \
  chosen(is_old, is_new, plan->source[CK_NEW_MODE].FIELD, plan->source[CK_OLD_MODE].FIELD,         \
         plan->source[CK_REPLAY].FIELD)

/* Every normal to the place that its source gives it. */
CK_INLINE void place(const Plan *plan, int dimension, size_t groups, Strip *strip) {
  for (size_t i = 0; i < 2 * groups; i++) {
    LaneSigns is_old = strip->part[i] < plan->old_end;
    LaneSigns is_new = strip->part[i] >= plan->replay_end;
    double *x = strip->x + i * CK_LANES, *y = strip->y + i * CK_LANES;
    Lanes z1 = load(x);
    store(x, CK_CHOSEN(mean[0]) + CK_CHOSEN(scale[0]) * z1);
    if (dimension == 2) {
      Lanes z2 = load(y);
      store(y, CK_CHOSEN(mean[1]) + (CK_CHOSEN(scale[1]) * z1 + CK_CHOSEN(scale[2]) * z2));
    }
    typedef uint8_t Bytes __attribute__((ext_vector_type(CK_LANES)));
    Bytes labels = __builtin_convertvector(CK_REPLAY + 2 * is_new + is_old, Bytes);
    memcpy(strip->label + i * CK_LANES, &labels, CK_LANES);
  }
}

/* `dimension`, 1 or 2, is a constant. */
CK_INLINE void draw(const CKDraws *draws, int dimension, size_t first, size_t n, double *x,
                    double *y, uint8_t *label) {
  const Plan plan = plan_of(draws);
  size_t skipped = first % CK_GROUP;
  while (n > 0) {
    Strip strip;
    size_t count = n < CK_STRIP_LENGTH - skipped ? n : CK_STRIP_LENGTH - skipped;
    size_t groups = (skipped + count + CK_GROUP - 1) / CK_GROUP;
    size_t blocks = groups * (size_t)dimension;
    fill_words(&plan, first - skipped, groups, blocks, &strip);
    fill_normals(dimension, blocks, &strip);
    place(&plan, dimension, groups, &strip);

    memcpy(x, strip.x + skipped, count * sizeof(double));
    x += count;
    if (dimension == 2) {
      memcpy(y, strip.y + skipped, count * sizeof(double));
      y += count;
    }
    memcpy(label, strip.label + skipped, count);
    label += count;
    first += count;
    n -= count;
    skipped = 0;
  }
}

CK_INLINE void ck_draw_1_lanes(const CKDraws *draws, size_t first, size_t n, double *x,
                               uint8_t *label) {
  draw(draws, 1, first, n, x, NULL, label);
}
CK_DISPATCH(extern, ck_draw_1,
            (const CKDraws *draws, size_t first, size_t n, double *x, uint8_t *label),
            (draws, first, n, x, label))

CK_INLINE void ck_draw_2_lanes(const CKDraws *draws, size_t first, size_t n, double *x, double *y,
                               uint8_t *label) {
  draw(draws, 2, first, n, x, y, label);
}
CK_DISPATCH(extern, ck_draw_2,
            (const CKDraws *draws, size_t first, size_t n, double *x, double *y, uint8_t *label),
            (draws, first, n, x, y, label))

/* Of 2^62 equal parts of the unit interval those below `end[i]` belong to the sources up to i. */
CK_INLINE void component_ends(const CKComponentDraws *draws, long *end) {
  long parts[CK_MOST_SOURCES], rest = 1L << 62;
  size_t largest = 0;
  for (size_t i = 0; i < draws->count; i++)
    if (draws->source[i].weight > draws->source[largest].weight) largest = i;
  for (size_t i = 0; i < draws->count; i++) {
    parts[i] = i == largest ? 0 : (long)(draws->source[i].weight * 0x1p62 + 0.5);
    rest -= parts[i];
  }
  parts[largest] = rest;
  long sum = 0;
  for (size_t i = 0; i < draws->count; i++) end[i] = sum += parts[i];
}

CK_INLINE void place_components(const CKComponentDraws *draws, const long *end, int dimension,
                                size_t groups, Strip *strip) {
  const CKSource *last = &draws->source[draws->count - 1];
  for (size_t i = 0; i < 2 * groups; i++) {
    double *x = strip->x + i * CK_LANES, *y = strip->y + i * CK_LANES;
    Lanes mean1 = (Lanes)last->mean[0], mean2 = (Lanes)last->mean[1];
    Lanes l11 = (Lanes)last->scale[0], l21 = (Lanes)last->scale[1], l22 = (Lanes)last->scale[2];
    LaneSigns label = (LaneSigns)(long)(draws->count - 1);
    for (size_t s = draws->count - 1; s-- > 0;) {
      const CKSource *source = &draws->source[s];
      LaneSigns is_source = strip->part[i] < end[s];
      mean1 = is_source ? (Lanes)source->mean[0] : mean1;
      l11 = is_source ? (Lanes)source->scale[0] : l11;
      label = is_source ? (LaneSigns)(long)s : label;
      if (dimension == 2) {
        mean2 = is_source ? (Lanes)source->mean[1] : mean2;
        l21 = is_source ? (Lanes)source->scale[1] : l21;
        l22 = is_source ? (Lanes)source->scale[2] : l22;
      }
    }
    Lanes z1 = load(x);
    store(x, mean1 + l11 * z1);
    if (dimension == 2) {
      Lanes z2 = load(y);
      store(y, mean2 + (l21 * z1 + l22 * z2));
    }
    typedef uint8_t Bytes __attribute__((ext_vector_type(CK_LANES)));
    Bytes labels = __builtin_convertvector(label, Bytes);
    memcpy(strip->label + i * CK_LANES, &labels, CK_LANES);
  }
}

CK_INLINE void draw_components(const CKComponentDraws *draws, int dimension, size_t first,
                               size_t n, double *x, double *y, uint8_t *label) {
  const Plan plan = {.keys = philox_keys((uint32_t)draws->seed, (uint32_t)(draws->seed >> 32)),
                     .step_low = (uint32_t)draws->step,
                     .step_high = (uint32_t)(draws->step >> 32),
                     .stream = draws->stream};
  long end[CK_MOST_SOURCES];
  component_ends(draws, end);
  size_t skipped = first % CK_GROUP;
  while (n > 0) {
    Strip strip;
    size_t count = n < CK_STRIP_LENGTH - skipped ? n : CK_STRIP_LENGTH - skipped;
    size_t groups = (skipped + count + CK_GROUP - 1) / CK_GROUP;
    size_t blocks = groups * (size_t)dimension;
    fill_words(&plan, first - skipped, groups, blocks, &strip);
    fill_normals(dimension, blocks, &strip);
    place_components(draws, end, dimension, groups, &strip);

    memcpy(x, strip.x + skipped, count * sizeof(double));
    x += count;
    if (dimension == 2) {
      memcpy(y, strip.y + skipped, count * sizeof(double));
      y += count;
    }
    memcpy(label, strip.label + skipped, count);
    label += count;
    first += count;
    n -= count;
    skipped = 0;
  }
}

CK_INLINE void ck_component_draw_1_lanes(const CKComponentDraws *draws, size_t first, size_t n,
                                         double *x, uint8_t *label) {
  draw_components(draws, 1, first, n, x, NULL, label);
}
CK_DISPATCH(extern, ck_component_draw_1,
            (const CKComponentDraws *draws, size_t first, size_t n, double *x, uint8_t *label),
            (draws, first, n, x, label))

CK_INLINE void ck_component_draw_2_lanes(const CKComponentDraws *draws, size_t first, size_t n,
                                         double *x, double *y, uint8_t *label) {
  draw_components(draws, 2, first, n, x, y, label);
}
CK_DISPATCH(extern, ck_component_draw_2,
            (const CKComponentDraws *draws, size_t first, size_t n, double *x, double *y,
             uint8_t *label),
            (draws, first, n, x, y, label))

void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t result[4]) {
  PhiloxKeys keys = philox_keys(key[0], key[1]);
  PhiloxLanes lanes;
  for (int i = 0; i < 4; i++) lanes.word[i] = (LaneBits)(uint64_t)counter[i];
  lanes = philox(lanes, &keys);
  for (int i = 0; i < 4; i++) result[i] = (uint32_t)lanes.word[i][0];
}
