/* Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3" (SC 2011): ten rounds turn a counter of four words and a key of two
 * into four random words. Eight counters side by side, one 32-bit word in each 64-bit lane, because
 * a vector multiplies the low halves of its lanes into whole ones.
 */
#ifndef CK_PHILOX_H
#define CK_PHILOX_H

#include "Lanes.h"

#define CK_ROUNDS 10
#define CK_LOW_WORD 0xffffffffu

/* Only the low half of each lane means anything: what a product leaves above it is never read. */
typedef struct {
  LaneBits word[4];
} PhiloxLanes;

/* The key of every round. */
typedef struct {
  uint64_t first[CK_ROUNDS], second[CK_ROUNDS];
} PhiloxKeys;

CK_INLINE PhiloxKeys philox_keys(uint32_t first, uint32_t second) {
  PhiloxKeys keys;
  for (int round = 0; round < CK_ROUNDS; round++) {
    keys.first[round] = first;
    keys.second[round] = second;
    first += 0x9e3779b9u;
    second += 0xbb67ae85u;
  }
  return keys;
}

CK_INLINE PhiloxLanes philox(PhiloxLanes counter, const PhiloxKeys *keys) {
  LaneBits a = counter.word[0], b = counter.word[1], c = counter.word[2], d = counter.word[3];
#pragma clang loop unroll(full)
  for (int round = 0; round < CK_ROUNDS; round++) {
    LaneBits first = (a & CK_LOW_WORD) * 0xd2511f53u;
    LaneBits second = (c & CK_LOW_WORD) * 0xcd9e8d57u;
    a = (second >> 32) ^ (b ^ keys->first[round]);
    b = second;
    c = (first >> 32) ^ (d ^ keys->second[round]);
    d = first;
  }
  return (PhiloxLanes){{a, b, c, d}};
}

#endif
