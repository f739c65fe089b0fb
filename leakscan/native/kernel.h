/* Kernels over arrays: each has a twin in NumPy beside the code that calls it, and a test that
 * holds the two to the same answers. Nothing here allocates, keeps or prints anything; every
 * array comes from Python, which also owns it. Offsets are int64, text is canonical UTF-8.
 */
#ifndef LEAKSCAN_KERNEL_H
#define LEAKSCAN_KERNEL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline int is_letter(uint8_t byte) { return (uint8_t)((byte | 32) - 'a') < 26; }

static inline int is_alnum(uint8_t byte) { return is_digit(byte) || is_letter(byte); }

#endif
