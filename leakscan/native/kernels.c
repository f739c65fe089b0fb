/* One translation unit, so that one call of the compiler builds the library. */
#include "contents.c"
#include "digits.c"
#include "keyed.c"
#include "literals.c"
#include "nirs.c"
#include "cells.c"
#include "persons.c"
#include "records.c"
#include "rows.c"
#include "sketches.c"
#include "tokens.c"
#include "unknown.c"
#include "words.c"

/* See `library.ABI`. */
EXPORT int kernels_abi(void) { return 38; }

/* Whether this processor can run the build for AVX2. */
EXPORT int kernels_can_be_wide(void) {
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#else
    return 0;
#endif
}
