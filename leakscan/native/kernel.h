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

/* Bytes that are looked at together, a bit each. */
enum { BLOCK = 64 };

/* A block of a text of which `left` bytes are left: with zeros behind them, in `tail`. */
static inline const uint8_t *block_of(const uint8_t *data, int64_t left, uint8_t *tail) {
    if (left >= BLOCK) return data;
    memset(tail, 0, BLOCK);
    if (left > 0) memcpy(tail, data, (size_t)left);
    return tail;
}

/* Which of 64 bytes are parts of words: letters and digits of ASCII, Latin letters of two bytes and
 * accents that stand alone. `lead`: whether the byte before was the first of such a letter.
 */
static inline uint64_t parts_of_words(const uint8_t *at, uint64_t *lead) {
    uint64_t plain = 0, leads = 0, others = 0;
#if defined(__SSE2__)
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(at + i));
        __m128i letter = within(_mm_or_si128(x, _mm_set1_epi8(32)), 'a', 26);
        __m128i first = _mm_or_si128(within(x, (char)0xC3, 7), within(x, (char)0xCC, 2));
        __m128i other = within(x, (char)0x80, 64);
        plain |= (uint64_t)_mm_movemask_epi8(_mm_or_si128(letter, within(x, '0', 10))) << i;
        leads |= (uint64_t)_mm_movemask_epi8(first) << i;
        others |= (uint64_t)_mm_movemask_epi8(other) << i;
    }
#else
    for (int i = 0; i < BLOCK; i++) {
        uint64_t bit = (uint64_t)1 << i;
        if (is_alnum(at[i])) plain |= bit;
        else if ((uint8_t)(at[i] - 0xC3) < 7 || (uint8_t)(at[i] - 0xCC) < 2) leads |= bit;
        else if ((uint8_t)(at[i] - 0x80) < 64) others |= bit;
    }
#endif
    uint64_t word = plain | leads | (others & (leads << 1 | *lead));
    *lead = leads >> 63;
    return word;
}

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
