#include "CKernel.h"
const char *ck_processor(void) { return "baseline"; }
