/* The numeric lane: digit runs, how they are joined, and which of them may be an identifier. */
#include "kernel.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { NOT_JOINED = 0, WIDE_SPACE = 1, NO_BREAK = 0xA0 };

/* See `digit_runs._joiners`. */
static inline uint8_t joiner_at(const uint8_t *data, int64_t start, int64_t end, int64_t next) {
    int64_t gap = next - end;
    uint8_t sign = data[end];
    /* (06) 39 and (06)39 */
    if (sign == ')' && gap <= 2 && end - start == 2 && start > 0 && data[start - 1] == '(')
        return gap == 1 || data[end + 1] == ' ' ? ' ' : NOT_JOINED;
    if (gap == 1) {
        switch (sign) {
        case ' ': case '.': case '-': case '/': case '_': case '\t': return sign;
        default: return NOT_JOINED;
        }
    }
    if (gap == 2) {
        if (sign == ' ' && data[end + 1] == ' ') return WIDE_SPACE;
        return sign == 0xC2 && data[end + 1] == 0xA0 ? NO_BREAK : NOT_JOINED;
    }
    if (gap == 3 && sign == ' ' && data[end + 1] == '-' && data[end + 2] == ' ') return '-';
    if (gap == 3 && sign == 0xE2 && data[end + 1] == 0x80) {
        uint8_t third = data[end + 2];
        return third == 0xAF || third == 0x89 || (third >= 0x90 && third <= 0x93) ? NO_BREAK
                                                                                  : NOT_JOINED;
    }
    return NOT_JOINED;
}

typedef struct {
    const uint8_t *data;
    int64_t size;
    int64_t *start, *length;
    uint8_t *joiner;
    int64_t found; /* runs written */
    int64_t part;  /* first run of the part that is being written: runs joined to each other */
    int follows;   /* the run before the part belongs to one in which an identifier may stand */
} Runs;

static inline int begins_country(const uint8_t *two) {
    if (two[0] == '3') return two[1] == '3';
    if (two[0] == '2') return two[1] == '6';
    return two[0] == '5' && (two[1] == '9' || two[1] == '0');
}

static inline int is_capital(uint8_t sign) { return sign >= 'A' && sign <= 'Z'; }

/* Length of a separator of a NIR's parts at `at` (see `nir_lane._SEPARATOR`), 0 without. */
static int64_t separator_at(const uint8_t *data, int64_t at, int64_t size) {
    if (at >= size) return 0;
    uint8_t sign = data[at], second = at + 1 < size ? data[at + 1] : 0;
    uint8_t third = at + 2 < size ? data[at + 2] : 0;
    if (sign == ' ' && second == '-' && third == ' ') return 3;
    if (sign == ' ' && second == ' ') return 2;
    if (sign == 0xC2 && second == 0xA0) return 2;
    if (sign == 0xE2 && second == 0x80 && (third == 0x89 || third == 0xAF || (third >= 0x90 && third <= 0x93)))
        return 3;
    return sign == ' ' || sign == '.' || sign == '-' || sign == '_' || sign == '/' || sign == '\t';
}

/* Where `count` digits and perhaps a separator after them begin, when they end at `end`; else -1. */
static int64_t digits_before(const uint8_t *data, int64_t end, int64_t count) {
    for (int64_t wide = 0; wide <= 3; wide++) {
        int64_t begin = end - wide - count;
        if (begin < 0) return -1;
        if (wide && separator_at(data, end - wide, end) != wide) continue;
        int64_t n = 0;
        while (n < count && is_digit(data[begin + n])) n++;
        if (n == count) return begin;
    }
    return -1;
}

/* Where `count` digits end that stand at `at`, perhaps behind a separator; else -1. */
static int64_t digits_after(const uint8_t *data, int64_t at, int64_t size, int64_t count) {
    at += separator_at(data, at, size);
    if (at + count > size) return -1;
    for (int64_t n = 0; n < count; n++)
        if (!is_digit(data[at + n])) return -1;
    return at + count;
}

/* Whether the letter at `at`, after a 2, stands in a Corsican NIR; see `nir_lane._CORSICAN`. */
static int is_corsican(const uint8_t *data, int64_t at, int64_t size) {
    if ((data[at] | 32) != 'a' && (data[at] | 32) != 'b') return 0;
    int64_t before = digits_before(data, at - 1, 2);
    if (before < 0 || (before = digits_before(data, before, 2)) < 0) return 0;
    if (digits_before(data, before, 1) < 0) return 0;
    int64_t after = digits_after(data, at + 1, size, 3);
    return after >= 0 && digits_after(data, after, size, 3) >= 0;
}

static int stands_alone(const Runs *runs, int64_t at, int lost_zeros) {
    const uint8_t *data = runs->data;
    int64_t start = runs->start[at], length = runs->length[at], end = start + length;
    if (length == NIR_DIGITS || length == FULL_DIGITS) return 1;
    /* Those without a zero count too: they tell whether others are telephone numbers. */
    if (length == PHONE_DIGITS) return 1;
    if (lost_zeros && (length == PHONE_DIGITS - 1 || length == PHONE_DIGITS + 1)) return 1;
    if (length >= 2 && start > 0 && data[start - 1] == '+' && begins_country(data + start))
        return 1;
    /* The check digits of an IBAN; see `iban_lane._openings`. */
    if (length >= 2 && start >= 2 && is_capital(data[start - 1]) && is_capital(data[start - 2]))
        return 1;
    if (length >= 4 && length <= 15 && data[start] == '0' && data[start + 1] == '0' &&
        begins_country(data + start + 2))
        return length >= 13 || runs->joiner[at] != NOT_JOINED;
    if (length == 2 && (runs->joiner[at] == ' ' || runs->joiner[at] == '.') &&
        data[start] == '0' && data[start + 1] == '0')
        return end + 2 < runs->size && begins_country(data + end + 1);
    return end >= 6 && end < runs->size && data[end - 1] == '2' &&
           is_corsican(data, end, runs->size);
}

/* The same: most runs are a few digits, and refused at a glance. */
static inline int may_stand_alone(const Runs *runs, int64_t at, int lost_zeros) {
    const uint8_t *data = runs->data;
    int64_t start = runs->start[at], length = runs->length[at], end = start + length;
    uint8_t before = start > 0 ? data[start - 1] : 0;
    if (length < PHONE_DIGITS - 1 && before != '+' && !is_capital(before) && data[start] != '0' &&
        data[end - 1] != '2')
        return 0;
    return stands_alone(runs, at, lost_zeros);
}

static inline uint8_t as_plain(uint8_t joiner) { return joiner == NO_BREAK ? ' ' : joiner; }

/* Where a NIR (1, 3, 5, 7, 8, 10, 13, 15 digits) and a phone (2, 4 to 8, 10) may be parted. */
#define NIR_PARTS 0xA5AAu
#define PHONE_PARTS 0x05F4u

/* Whether the runs from `first` on, up to `last`, add up to one of the totals (as bits). */
static int adds_up(const Runs *runs, int64_t first, int64_t last, uint32_t parts, uint32_t totals,
                   int uniform) {
    int64_t digits = runs->length[first];
    uint8_t separator = as_plain(runs->joiner[first]);
    if (digits > 15 || !(parts >> digits & 1)) return 0;
    for (int64_t run = first; run < last;) {
        if (uniform && (separator == WIDE_SPACE || as_plain(runs->joiner[run]) != separator))
            return 0;
        run++;
        digits += runs->length[run];
        if (digits > 15 || !(parts >> digits & 1)) return 0;
        if (totals >> digits & 1) return 1;
    }
    return 0;
}

static int may_hold(const Runs *runs, int64_t first, int64_t last, int lost_zeros) {
    int64_t digits = 0;
    for (int64_t run = first; run <= last; run++) {
        if (may_stand_alone(runs, run, lost_zeros)) return 1;
        digits += runs->length[run];
    }
    if (digits < PHONE_DIGITS) return 0;
    for (int64_t run = first; run < last; run++) {
        uint8_t digit = runs->data[runs->start[run]];
        if (digit == '0') {
            if (runs->joiner[run] != '\t' &&
                adds_up(runs, run, last, PHONE_PARTS, 1u << PHONE_DIGITS, 1))
                return 1;
        } else if (adds_up(runs, run, last, NIR_PARTS, 1u << NIR_DIGITS | 1u << FULL_DIGITS, 0)) {
            return 1;
        }
    }
    return 0;
}

/* Which of the 64 bytes from `data` on are digits; of the first `size` if these are fewer. */
static inline uint64_t digits_among(const uint8_t *data, int64_t size) {
    uint8_t tail[64];
    if (size < 64) {
        memset(tail, 0, sizeof tail);
        memcpy(tail, data, (size_t)size);
        data = tail;
    }
    uint64_t found = 0;
#if defined(__SSE2__)
    for (int part = 0; part < 4; part++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(data + 16 * part));
        x = _mm_sub_epi8(x, _mm_set1_epi8('0'));
        x = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(9)), x);
        found |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << 16 * part;
    }
#else
    for (int i = 0; i < 64; i++) found |= (uint64_t)is_digit(data[i]) << i;
#endif
    return found;
}

/* Decide on the part that ends with the last run, and begin another one. */
static inline void end_part(Runs *runs, int lost_zeros) {
    int64_t last = runs->found - 1;
    if (may_hold(runs, runs->part, last, lost_zeros)) {
        runs->follows = 1;
    } else if (runs->follows) {
        /* Of a part that is nothing, only the first run may be another's key. */
        runs->joiner[runs->part] = NOT_JOINED;
        runs->found = runs->part + 1;
        runs->follows = 0;
    } else {
        runs->found = runs->part;
    }
    runs->part = runs->found;
}

/* How the last run is joined to one that begins at `next`: the run, and perhaps its part, ends. */
static inline void end_run(Runs *runs, int64_t next, int all, int lost_zeros) {
    int64_t last = runs->found - 1, end = runs->start[last] + runs->length[last];
    runs->joiner[last] =
        next - end <= 3 ? joiner_at(runs->data, runs->start[last], end, next) : NOT_JOINED;
    if (runs->joiner[last] == NOT_JOINED && !all) end_part(runs, lost_zeros);
}

/* Runs of the parts in which an identifier may stand, and the run after each such part: what
 * the lanes look at besides is one more run, to see a key that stands apart. `all`: every run.
 * Returns how many there are; -1 when `room` was too small, of which more is needed than is used
 * in the end: one run in two bytes is enough.
 */
EXPORT int64_t digits_runs(const uint8_t *data, int64_t size, int all, int lost_zeros,
                           int64_t *start, int64_t *length, uint8_t *joiner, int64_t room) {
    Runs runs = {data, size, start, length, joiner, 0, 0, 0};
    /* `before`: the last byte is a digit; `waits`: a run was written, but not how it is joined. */
    uint64_t before = 0;
    int waits = 0;
    for (int64_t at = 0; at < size || before; at += 64) {
        uint64_t digits = at < size ? digits_among(data + at, size - at) : 0;
        /* Where digits begin and end, by turns. */
        uint64_t edges = digits ^ (digits << 1 | before);
        for (; edges; edges &= edges - 1) {
            int64_t place = at + __builtin_ctzll(edges);
            if (!before) {
                if (waits) end_run(&runs, place, all, lost_zeros);
                if (runs.found == room) return -1;
                start[runs.found] = place;
            } else {
                length[runs.found] = place - start[runs.found];
                runs.found++;
                waits = 1;
            }
            before ^= 1;
        }
    }
    if (waits) end_run(&runs, size + 4, all, lost_zeros);
    return runs.found;
}

/* The number that the `count` digits from each start write. */
EXPORT void digits_values(const uint8_t *data, const int64_t *start, int64_t size, int64_t count,
                          uint64_t *out) {
    for (int64_t i = 0; i < size; i++) {
        uint64_t value = 0;
        const uint8_t *at = data + start[i];
        for (int64_t n = 0; n < count; n++) value = value * 10 + (uint8_t)(at[n] - '0');
        out[i] = value;
    }
}
