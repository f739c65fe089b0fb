/* Numbers of thirteen and of fifteen digits, in a row or parted, that may be NIRs. Logs are full of
 * them: milliseconds since 1970 have thirteen.
 */
#include "kernel.h"

enum { MODULUS = 97, OVERSEAS_DIGITS = 8, SEX_AND_YEAR = 3 };
enum { NO_KEY = 0, WRONG_KEY = 1, RIGHT_KEY = 2 };

static inline int is_legal_month(int month) {
    return (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42) || month >= 50;
}

static inline int is_legal_sex(int sex) { return (sex >= 1 && sex <= 4) || sex == 7 || sex == 8; }

/* See `identifiers.nir.are_structured`. */
static int is_structured(uint64_t number) {
    int order = (int)(number % 1000), commune = (int)(number / 1000 % 1000);
    int place = (int)(number / 1000000 % 100), month = (int)(number / 100000000 % 100);
    int sex = (int)(number / 1000000000000);
    if (!is_legal_sex(sex)) return 0;
    if (!is_legal_month(month) || !order) return 0;
    if (place != 97 && place != 98) return place && commune;
    int overseas = place * 10 + commune / 100;
    return commune % 100 && overseas >= 971 && overseas != 979;
}

/* Whether digits are glued to a letter, or follow a decimal point; see `nir_lane._stands_alone`. */
static int is_glued(const uint8_t *data, int64_t size, int64_t start, int64_t end) {
    if (start > 0 && is_alnum(data[start - 1])) return 1;
    if (start > 1 && data[start - 1] == '.' && is_digit(data[start - 2])) return 1;
    return end < size && is_alnum(data[end]);
}

/* Whether decimals follow digits. Spreadsheet and pandas exports write identifiers as floats:
 * "279035121518989.0".
 */
static int has_decimals(const uint8_t *data, int64_t size, int64_t end) {
    if (end + 1 >= size || data[end] != '.' || !is_digit(data[end + 1])) return 0;
    return data[end + 1] != '0' || (end + 2 < size && is_digit(data[end + 2]));
}

/* Whether a key stands on no far side of the sign at `at`; see `nir_lane._key_apart`. */
static int is_end_of_gap(const uint8_t *at, int named) {
    switch (*at) {
    case '\n': case 0x1E: case '!': case '$': case '?': case '@': case '{': case '}': case '`':
        return 1;
    case '&':
        return !is_letter(at[1]) || (named && (at[1] | 32) != 'c' && (at[1] | 32) != 'k');
    default:
        return 0;
    }
}

/* What the two digits at `key` are to the number that ends at `end`; see `nir_lane._key_apart`. */
static int key_apart(const uint8_t *data, int64_t end, int64_t key, int expected) {
    if (key - end > MAX_KEY_GAP) return NO_KEY;
    int named = data[key - 1] == '=';
    for (int64_t at = end; at < key; at++)
        if (is_end_of_gap(data + at, named)) return NO_KEY;
    /* A minus begins a negative number; see `nir_lane._are_negative`. */
    int before = data[key - 2];
    if (key - end > 1 && data[key - 1] == '-' && (before == ' ' || is_letter(before))) return NO_KEY;
    return two_digits(data + key) == expected ? RIGHT_KEY : WRONG_KEY;
}

/* What is looked at, and what was found; see `nir_lane.NirCandidates`. */
typedef struct {
    const uint8_t *data;
    int64_t size;
    const int64_t *start, *length;
    const uint8_t *joiner;
    int64_t runs;
    int64_t *from, *to;
    uint64_t *number;
    uint8_t *keyed, *valid;
    int64_t found;
} Nirs;

/* Whether the first parts have eight digits; see `nir_lane._parted_behind_eight`. */
static int is_parted_behind_eight(const Nirs *nirs, int64_t first) {
    int64_t digits = 0;
    while (digits < OVERSEAS_DIGITS) digits += nirs->length[first++];
    return digits == OVERSEAS_DIGITS;
}

/* Keep the runs from `first` to `last`, if their first thirteen digits have the structure of a NIR:
 * with the key, or with one that may follow.
 */
static void add_nir(Nirs *nirs, int64_t first, int64_t last, int keyed) {
    uint64_t value = 0;
    int left = NIR_DIGITS;
    for (int64_t run = first; left; run++)
        for (int64_t n = 0; n < nirs->length[run] && left; n++, left--)
            value = value * 10 + (uint8_t)(nirs->data[nirs->start[run] + n] - '0');
    if (!is_structured(value)) return;
    int place = (int)(value / 1000000 % 100);
    if (place != 97 && place != 98 && is_parted_behind_eight(nirs, first)) return;
    int64_t end = nirs->start[last] + nirs->length[last], at = nirs->found++;
    int expected = MODULUS - (int)(value % MODULUS), key = NO_KEY;
    if (keyed)
        key = two_digits(nirs->data + end - 2) == expected ? RIGHT_KEY : WRONG_KEY;
    else if (last + 1 < nirs->runs && nirs->length[last + 1] == 2)
        key = key_apart(nirs->data, end, nirs->start[last + 1], expected);
    nirs->from[at] = nirs->start[first];
    nirs->to[at] = end;
    nirs->number[at] = value;
    nirs->keyed[at] = key != NO_KEY;
    /* Only definitive ones (sex 1 or 2) count with a key that is not part of them. */
    nirs->valid[at] = key == RIGHT_KEY && (keyed || value / 1000000000000 <= 2);
}

static void add_single(Nirs *nirs, int64_t run) {
    int64_t start = nirs->start[run], end = start + nirs->length[run];
    if (!is_legal_month(two_digits(nirs->data + start + 3))) return;
    if (is_glued(nirs->data, nirs->size, start, end)) return;
    if (has_decimals(nirs->data, nirs->size, end)) return;
    add_nir(nirs, run, run, nirs->length[run] == FULL_DIGITS);
}

/* Whether a group is parted as printers do; see `nir_lane._printed_so`. */
static int is_printed_so(const Nirs *nirs, int64_t first, int64_t last) {
    const int64_t *length = nirs->length + first, inner = last - first - 1;
    int64_t points = 0, slashes = 0, dashes = 0;
    for (int64_t run = first; run < first + inner; run++) {
        points += nirs->joiner[run] == '.';
        slashes += nirs->joiner[run] == '/';
        dashes += nirs->joiner[run] == '-';
    }
    if ((points && points != inner) || (slashes && slashes != inner)) return 0;
    if (dashes > 1 && dashes != inner) return 0;
    if (inner == 0) return length[0] == NIR_DIGITS;
    if (inner > 1) return 1;
    int64_t pieces = length[0] * 10000 + length[1] * 100 + length[2];
    return pieces == 70602 || pieces == 11202 || pieces == 70303;
}

/* Whether a group goes on, before or after, with the sign it has inside; see `nir_lane._in_series`. */
static int is_in_series(const Nirs *nirs, int64_t first, int64_t last) {
    uint8_t inside = nirs->joiner[first];
    if (inside == ' ') return 0;
    return (first > 0 && nirs->joiner[first - 1] == inside) || nirs->joiner[last] == inside;
}

/* Whether a group that begins with three digits is among others; see `nir_lane._among_steps`. */
static int is_among_steps(const Nirs *nirs, int64_t first, int64_t last) {
    if (nirs->joiner[first] != ' ' || nirs->length[first] != SEX_AND_YEAR) return 0;
    int64_t start = nirs->start[first];
    if (first > 0 && nirs->joiner[first - 1] == ' ') return 1;
    return (start > 0 && nirs->data[start - 1] == '-') || nirs->joiner[last] == ' ';
}

static void add_group(Nirs *nirs, int64_t first, int64_t last, int keyed) {
    int64_t start = nirs->start[first], end = nirs->start[last] + nirs->length[last];
    if (is_glued(nirs->data, nirs->size, start, end)) return;
    if (is_in_series(nirs, first, last) || is_among_steps(nirs, first, last)) return;
    if (!is_printed_so(nirs, first, last)) return;
    add_nir(nirs, first, last, keyed);
}

/* The groups of joined runs that begin with one; see `nir_lane._openings`, `digit_runs.grow_groups`. */
static void add_groups(Nirs *nirs, int64_t first) {
    int64_t last = first, digits = nirs->length[first];
    if (!(NIR_PARTS >> digits & 1)) return;
    if (!is_legal_sex(nirs->data[nirs->start[first]] - '0')) return;
    while (nirs->joiner[last] != NOT_JOINED && digits < FULL_DIGITS && last + 1 < nirs->runs) {
        digits += nirs->length[++last];
        if (digits > FULL_DIGITS || !(NIR_PARTS >> digits & 1)) return;
        if (digits == NIR_DIGITS || digits == FULL_DIGITS)
            add_group(nirs, first, last, digits == FULL_DIGITS);
    }
}

/* Numbers of thirteen or fifteen digits that have the structure of a NIR and stand alone, in one run
 * or in several; see `nir_lane._in_digits`. Ascending, at most two for a run. Returns how many there
 * are.
 */
EXPORT int64_t nirs_in_digits(const uint8_t *data, int64_t size, const int64_t *start,
                              const int64_t *length, const uint8_t *joiner, int64_t runs,
                              int64_t *from, int64_t *to, uint64_t *number, uint8_t *keyed,
                              uint8_t *valid) {
    Nirs nirs = {data, size, start, length, joiner, runs, from, to, number, keyed, valid, 0};
    for (int64_t run = 0; run < runs; run++) {
        if (length[run] == NIR_DIGITS || length[run] == FULL_DIGITS) add_single(&nirs, run);
        else if (joiner[run] != NOT_JOINED && length[run] < NIR_DIGITS) add_groups(&nirs, run);
    }
    return nirs.found;
}
