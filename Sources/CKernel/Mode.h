/* What densities, sums and Fisher information read of a mode, one lane copy of each number. */
#ifndef CK_MODE_H
#define CK_MODE_H

#include "CKernel.h"
#include "Lanes.h"

/* W (x - m) in one dimension and in two. */
CK_INLINE Lanes whiten_1(const CKMode *mode, Lanes x) {
  return (x - mode->mean[0]) * mode->whitening[0];
}

CK_INLINE void whiten_2(const CKMode *mode, Lanes x, Lanes y, Lanes *z1, Lanes *z2) {
  Lanes dx = x - mode->mean[0], dy = y - mode->mean[1];
  *z1 = dx * mode->whitening[0];
  *z2 = dy * mode->whitening[2] + dx * mode->whitening[1];
}

#endif
