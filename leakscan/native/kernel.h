/* Kernels over arrays: each has a twin in NumPy beside the code that calls it, and a test that
 * holds the two to the same answers. Nothing here allocates, keeps or prints anything; every
 * array comes from Python, which also owns it. Offsets are int64, text is canonical UTF-8.
 */
#ifndef LEAKSCAN_KERNEL_H
#define LEAKSCAN_KERNEL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline int is_letter(uint8_t byte) { return (uint8_t)((byte | 32) - 'a') < 26; }

static inline int is_alnum(uint8_t byte) { return is_digit(byte) || is_letter(byte); }

static inline int two_digits(const uint8_t *at) { return (at[0] - '0') * 10 + at[1] - '0'; }

#if defined(__SSE2__)
/* Which bytes are `first` or one of the `count` - 1 behind it. */
static inline __m128i within(__m128i values, char first, int count) {
    values = _mm_sub_epi8(values, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8((char)(count - 1))), values);
}
#endif

/* Digits of a NIR without its key and with it, and of a telephone number. */
enum { NIR_DIGITS = 13, FULL_DIGITS = 15, PHONE_DIGITS = 10 };

/* Bytes between a NIR and its key, at most. */
enum { MAX_KEY_GAP = 8 };

/* Eight bytes at once: one in each, and the highest bit of each. */
#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* High bits of the bytes, all below 0x80, that are at least `least`. */
static inline uint64_t at_least(uint64_t bytes, uint8_t least) {
    return bytes + ONES * (0x80u - least);
}

/* The first of `count` keys, ascending, that is not below `key`; `count` when all are. */
static inline int64_t place_of(const uint64_t *keys, int64_t count, uint64_t key) {
    int64_t low = 0, high = count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low;
}

#endif
