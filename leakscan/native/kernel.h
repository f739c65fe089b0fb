/* Kernels over arrays: each has a twin in NumPy beside the code that calls it, and a test that
 * holds the two to the same answers. Nothing here allocates, keeps or prints anything; every
 * array comes from Python, which also owns it. Offsets are int64, text is canonical UTF-8.
 */
#ifndef LEAKSCAN_KERNEL_H
#define LEAKSCAN_KERNEL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__)
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

/* Bytes that are looked at by one instruction: 32 or 16, where the processor has such. What is said
 * of each is all ones or zeros, and `bits_of` makes it a bit.
 */
#if defined(__AVX2__)
#define WIDE 32
#define ON_BYTES(operation) _mm256_##operation
#define ON_BITS(operation) _mm256_##operation##_si256
typedef __m256i Wide;
#elif defined(__SSE2__)
#define WIDE 16
#define ON_BYTES(operation) _mm_##operation
#define ON_BITS(operation) _mm_##operation##_si128
typedef __m128i Wide;
#endif

#if defined(WIDE)
static inline Wide wide_at(const uint8_t *data) { return ON_BITS(loadu)((const Wide *)data); }
static inline Wide all_of(int byte) { return ON_BYTES(set1_epi8)((char)byte); }
static inline Wide either(Wide a, Wide b) { return ON_BITS(or)(a, b); }
static inline Wide both(Wide a, Wide b) { return ON_BITS(and)(a, b); }
static inline Wide same(Wide a, Wide b) { return ON_BYTES(cmpeq_epi8)(a, b); }
static inline Wide less(Wide a, Wide b) { return ON_BYTES(sub_epi8)(a, b); }
static inline Wide least(Wide a, Wide b) { return ON_BYTES(min_epu8)(a, b); }
static inline uint32_t bits_of(Wide a) { return (uint32_t)ON_BYTES(movemask_epi8)(a); }

/* Which bytes are `first` or one of the `count` - 1 behind it. */
static inline Wide within(Wide a, int first, int count) {
    a = less(a, all_of(first));
    return same(least(a, all_of(count - 1)), a);
}

/* The bytes added up. */
static inline int64_t sum_of(Wide a) {
    int64_t sums[WIDE / 8], sum = 0;
    a = ON_BYTES(sad_epu8)(a, all_of(0));
    memcpy(sums, &a, sizeof sums);
    for (int i = 0; i < WIDE / 8; i++) sum += sums[i];
    return sum;
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
#if defined(WIDE)
    uint64_t high = 0;
    for (int i = 0; i < BLOCK; i += WIDE) {
        Wide x = wide_at(at + i), letter = within(either(x, all_of(32)), 'a', 26);
        plain |= (uint64_t)bits_of(either(letter, within(x, '0', 10))) << i;
        high |= (uint64_t)bits_of(x) << i;
    }
    for (int i = 0; high && i < BLOCK; i += WIDE) {
        Wide x = wide_at(at + i);
        leads |= (uint64_t)bits_of(either(within(x, 0xC3, 7), within(x, 0xCC, 2))) << i;
        others |= (uint64_t)bits_of(within(x, 0x80, 64)) << i;
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

/* Where a NIR may be parted: after 1, 3, 5, 7, 8, 10, 13 and 15 digits. */
#define NIR_PARTS 0xA5AAu

/* Of a run of digits that is joined to none behind it. */
enum { NOT_JOINED = 0 };

/* Eight bytes at once: one in each, and the highest bit of each. */
#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* High bits of the bytes, all below 0x80, that are at least `least`. */
static inline uint64_t at_least(uint64_t bytes, uint8_t least) {
    return bytes + ONES * (0x80u - least);
}

/* High bits of the bytes that are digits. */
static inline uint64_t digit_bits(uint64_t word) {
    uint64_t low = word & ~HIGH;
    return at_least(low, '0') & ~at_least(low, '9' + 1) & ~word & HIGH;
}

/* Whether eight bytes are digits, all of them. */
static inline int are_digits(uint64_t word) {
    const uint64_t high = ONES * 0xF0, after_nine = word + ONES * 6;
    return ((word & high) | (after_nine & high) >> 4) == ONES * 0x33;
}

/* The number that eight digits write: pairs of them, then pairs of these, then of those. */
static inline uint64_t eight_digits(uint64_t word) {
    word = (word & ONES * 0x0F) * (10 * 0x100 + 1) >> 8;
    word = (word & 0x00FF00FF00FF00FFu) * (100 * 0x10000 + 1) >> 16;
    return (word & 0x0000FFFF0000FFFFu) * (10000 * 0x100000000u + 1) >> 32;
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
