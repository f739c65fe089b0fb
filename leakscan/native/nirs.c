/* Numbers of thirteen and of fifteen digits in a row that may be NIRs. Logs are full of them:
 * milliseconds since 1970 have thirteen.
 */
#include "kernel.h"

enum { MODULUS = 97 };
enum { NO_KEY = 0, WRONG_KEY = 1, RIGHT_KEY = 2 };

static inline int is_legal_month(int month) {
    return (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42) || month >= 50;
}

/* See `identifiers.nir.are_structured`. */
static int is_structured(uint64_t number) {
    int order = (int)(number % 1000), commune = (int)(number / 1000 % 1000);
    int place = (int)(number / 1000000 % 100), month = (int)(number / 100000000 % 100);
    int sex = (int)(number / 1000000000000);
    if (!((sex >= 1 && sex <= 4) || sex == 7 || sex == 8)) return 0;
    if (!is_legal_month(month) || !order) return 0;
    if (place != 97 && place != 98) return place && commune;
    int overseas = place * 10 + commune / 100;
    return commune % 100 && overseas >= 971 && overseas != 979;
}

/* Whether digits are glued to a letter, or part of a decimal; see `nir_lane._stands_alone`. */
static int stands_apart(const uint8_t *data, int64_t size, int64_t start, int64_t end) {
    if (start > 0 && is_alnum(data[start - 1])) return 0;
    if (start > 1 && data[start - 1] == '.' && is_digit(data[start - 2])) return 0;
    if (end >= size) return 1;
    if (is_alnum(data[end])) return 0;
    if (end + 1 >= size || data[end] != '.' || !is_digit(data[end + 1])) return 1;
    /* Spreadsheet and pandas exports write identifiers as floats: "279035121518989.0". */
    return data[end + 1] == '0' && (end + 2 >= size || !is_digit(data[end + 2]));
}

/* What the two digits at `key` are to the number that ends at `end`; see `nir_lane._key_apart`. */
static int key_apart(const uint8_t *data, int64_t end, int64_t key, int expected) {
    if (key - end > MAX_KEY_GAP) return NO_KEY;
    for (int64_t at = end; at < key; at++)
        if (data[at] == '\n' || data[at] == 0x1E) return NO_KEY;
    return two_digits(data + key) == expected ? RIGHT_KEY : WRONG_KEY;
}

/* Which runs of digits are thirteen or fifteen of the structure of a NIR, and stand alone, the
 * number that their first thirteen write, whether a key was written, and whether it is right and
 * may count; see `nir_lane._singles`. Returns how many there are.
 */
EXPORT int64_t nirs_single(const uint8_t *data, int64_t size, const int64_t *start,
                           const int64_t *length, int64_t count, int64_t *which,
                           uint64_t *number, uint8_t *keyed, uint8_t *valid) {
    int64_t found = 0;
    for (int64_t at = 0; at < count; at++) {
        if (length[at] != NIR_DIGITS && length[at] != FULL_DIGITS) continue;
        const uint8_t *digits = data + start[at];
        int64_t end = start[at] + length[at];
        if (!is_legal_month(two_digits(digits + 3))) continue;
        if (!stands_apart(data, size, start[at], end)) continue;
        uint64_t value = 0;
        for (int n = 0; n < NIR_DIGITS; n++) value = value * 10 + (uint8_t)(digits[n] - '0');
        if (!is_structured(value)) continue;
        int expected = MODULUS - (int)(value % MODULUS), key = NO_KEY;
        if (length[at] == FULL_DIGITS)
            key = two_digits(digits + NIR_DIGITS) == expected ? RIGHT_KEY : WRONG_KEY;
        else if (at + 1 < count && length[at + 1] == 2)
            key = key_apart(data, end, start[at + 1], expected);
        which[found] = at;
        number[found] = value;
        keyed[found] = key != NO_KEY;
        /* Only definitive ones (sex 1 or 2) count with a key that is not part of them. */
        valid[found] = key == RIGHT_KEY &&
                       (length[at] == FULL_DIGITS || value / 1000000000000 <= 2);
        found++;
    }
    return found;
}
