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
EXPORT int kernels_abi(void) { return 29; }
