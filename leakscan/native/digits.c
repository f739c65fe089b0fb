/* The numeric lane: digit runs, how they are joined, and which of them may be an identifier. */
#include "kernel.h"

enum { WIDE_SPACE = 1, NO_BREAK = 0xA0 };

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
    int64_t room;
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
    if (sign == 0xE2 && second == 0x80 &&
        (third == 0x89 || third == 0xAF || (third >= 0x90 && third <= 0x93)))
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

/* Where a phone may be parted: after 2, 4 to 8 and 10 digits. */
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
    uint8_t tail[BLOCK];
    data = block_of(data, size, tail);
    uint64_t found = 0;
#if defined(WIDE)
    for (int i = 0; i < BLOCK; i += WIDE)
        found |= (uint64_t)bits_of(within(wide_at(data + i), '0', 10)) << i;
#else
    for (int i = 0; i < 64; i++) found |= (uint64_t)is_digit(data[i]) << i;
#endif
    return found;
}

/* How the last run is joined to one that begins at `next`. */
static inline uint8_t joiner_before(const Runs *runs, int64_t next) {
    int64_t last = runs->found - 1, end = runs->start[last] + runs->length[last];
    return next - end <= 3 ? joiner_at(runs->data, runs->start[last], end, next) : NOT_JOINED;
}

/* Every run of digits and how it is joined to the next. Returns how many there are; -1 when
 * `room` was too small: one run in two bytes is enough.
 */
EXPORT int64_t digits_runs(const uint8_t *data, int64_t size, int64_t *start, int64_t *length,
                           uint8_t *joiner, int64_t room) {
    Runs runs = {data, size, start, length, joiner, 0, 0, room};
    uint64_t before = 0; /* the last byte is a digit */
    for (int64_t at = 0; at < size || before; at += 64) {
        uint64_t digits = at < size ? digits_among(data + at, size - at) : 0;
        /* Where digits begin and end, by turns. */
        uint64_t edges = digits ^ (digits << 1 | before);
        for (; edges; edges &= edges - 1) {
            int64_t place = at + __builtin_ctzll(edges);
            if (!before) {
                if (runs.found == room) return -1;
                if (runs.found) joiner[runs.found - 1] = joiner_before(&runs, place);
                start[runs.found] = place;
            } else {
                length[runs.found] = place - start[runs.found];
                joiner[runs.found++] = NOT_JOINED;
            }
            before ^= 1;
        }
    }
    return runs.found;
}

/* Bytes that stand in numbers as people write them: digits, what may part them, and all bytes
 * beyond ASCII, some of which are spaces and dashes.
 */
static inline int stands_in_numbers(uint8_t byte) {
    static const uint64_t table[4] = {0x03FFE30100000200u, 0x0000000080000000u, ~(uint64_t)0,
                                      ~(uint64_t)0};
    return table[byte >> 6] >> (byte & 63) & 1;
}

/* What some of 64 bytes are, a bit each; all but digits only where there are digits close by. */
typedef struct {
    uint64_t digit;
    uint64_t number;   /* `stands_in_numbers` */
    uint64_t capital;
    uint64_t corsican; /* letters that may follow a 2 in a NIR */
    int known;         /* whether more than the digits was looked at */
} Kinds;

static inline Kinds digits_of(const uint8_t *data, int64_t size) {
    return (Kinds){digits_among(data, size), 0, 0, 0, 0};
}

static inline void look_closer(const uint8_t *data, int64_t size, Kinds *kinds) {
    uint8_t tail[BLOCK];
    data = block_of(data, size, tail);
    kinds->known = 1;
#if defined(WIDE)
    for (int i = 0; i < BLOCK; i += WIDE) {
        Wide x = wide_at(data + i);
        Wide number = either(within(x, '-', 13), within(x, '(', 2));
        number = either(number, either(same(x, all_of(' ')), same(x, all_of('\t'))));
        number = either(number, same(x, all_of('_')));
        /* The highest bit of a byte beyond ASCII is the one that counts. */
        kinds->number |= (uint64_t)bits_of(either(number, x)) << i;
        kinds->capital |= (uint64_t)bits_of(within(x, 'A', 26)) << i;
        kinds->corsican |= (uint64_t)bits_of(within(either(x, all_of(32)), 'a', 2)) << i;
    }
#else
    for (int i = 0; i < BLOCK; i++) {
        kinds->number |= (uint64_t)stands_in_numbers(data[i]) << i;
        kinds->capital |= (uint64_t)is_capital(data[i]) << i;
        kinds->corsican |= (uint64_t)((uint8_t)((data[i] | 32) - 'a') < 2) << i;
    }
#endif
}

/* Bits of a block moved down by less than 64, those of the next block behind them: what is said of
 * the byte `by` further on.
 */
static inline uint64_t ahead(uint64_t bits, uint64_t next, int by) {
    return bits >> by | next << 1 << (63 - by);
}

/* The bits from a byte on, counted from that of the first; it may be before or behind all of them. */
static inline uint64_t from_on(uint64_t bits, int64_t at) {
    if (at >= BLOCK) return 0;
    return at > 0 ? bits >> at << at : bits;
}

/* Where two digits stand side by side: no identifier goes without. Those of the last block whose
 * second digit is in this one, of this and of the next.
 */
typedef struct {
    uint64_t last, now, next;
} Pairs;

static inline Pairs pairs_of(uint64_t last, uint64_t now, uint64_t next) {
    return (Pairs){last >> 63 & now, now & ahead(now, next, 1), next & next >> 1};
}

/* Where nine bytes begin that stand in numbers, with a pair of digits: no identifier has fewer. */
static inline uint64_t long_numbers(const Kinds *now, const Kinds *next, const Pairs *pairs) {
    uint64_t all = now->number, all_next = next->number;
    all &= ahead(all, all_next, 1);
    all_next &= all_next >> 1;
    all &= ahead(all, all_next, 2);
    all_next &= all_next >> 2;
    all &= ahead(all, all_next, 4) & ahead(now->number, next->number, 8);
    uint64_t any = pairs->now, any_next = pairs->next;
    any |= ahead(any, any_next, 1);
    any_next |= any_next >> 1;
    any |= ahead(any, any_next, 2);
    any_next |= any_next >> 2;
    any |= ahead(any, any_next, 4);
    return all & any;
}

/* What may be part of identifiers that have letters as well: the second check digit of an IBAN,
 * and the letter of a Corsican NIR, which follows a 2.
 */
static inline uint64_t among_letters(const uint8_t *data, const Kinds *last, const Kinds *now) {
    uint64_t after_digit = now->digit << 1 | last->digit >> 63;
    uint64_t country = now->capital << 2 | last->capital >> 62;
    country &= now->capital << 3 | last->capital >> 61;
    uint64_t found = after_digit & now->digit & country;
    for (uint64_t letters = after_digit & now->corsican; letters; letters &= letters - 1)
        if (data[__builtin_ctzll(letters) - 1] == '2') found |= letters & -letters;
    return found;
}

/* Add the run of digits right after a part, if there is one at most `MAX_KEY_GAP` bytes away: it
 * may be the key of what the part holds.
 */
static void add_following(Runs *runs) {
    int64_t end = runs->start[runs->found - 1] + runs->length[runs->found - 1], from = end;
    while (from < runs->size && from <= end + MAX_KEY_GAP && !is_digit(runs->data[from])) from++;
    if (from > end + MAX_KEY_GAP || from == runs->size) return;
    int64_t to = from;
    while (to < runs->size && is_digit(runs->data[to])) to++;
    runs->start[runs->found] = from;
    runs->length[runs->found] = to - from;
    runs->joiner[runs->found++] = NOT_JOINED;
}

/* Decide on the part that ends with the last run: it stays, or is taken back. */
static inline void end_part(Runs *runs, int lost_zeros) {
    int64_t part = runs->part, last = runs->found - 1;
    runs->joiner[last] = NOT_JOINED;
    if (!may_hold(runs, part, last, lost_zeros)) {
        runs->found = part;
        return;
    }
    if (part > 0 && runs->start[part - 1] == runs->start[part]) {
        /* It began as what follows the part before. */
        size_t count = (size_t)(runs->found - part);
        memmove(runs->start + part - 1, runs->start + part, count * sizeof *runs->start);
        memmove(runs->length + part - 1, runs->length + part, count * sizeof *runs->length);
        memmove(runs->joiner + part - 1, runs->joiner + part, count);
        runs->found--;
    }
    add_following(runs);
    runs->part = runs->found;
}

/* A run begins: the part goes on with it, or ends before it. */
static inline void begin_run(Runs *runs, int64_t at, int lost_zeros) {
    if (runs->found > runs->part) {
        uint8_t joiner = joiner_before(runs, at);
        if (joiner == NOT_JOINED) end_part(runs, lost_zeros);
        else runs->joiner[runs->found - 1] = joiner;
    }
    runs->start[runs->found] = at;
}

/* The parts of a stretch of bytes that stand in numbers, given which of its first 64 are digits.
 * Returns whether there was room.
 */
static int parts_within(Runs *runs, int64_t from, int64_t to, uint64_t digits, int lost_zeros) {
    uint64_t before = 0;
    for (int64_t at = from;;) {
        uint64_t edges = digits ^ (digits << 1 | before);
        for (; edges; edges &= edges - 1) {
            int64_t place = at + __builtin_ctzll(edges);
            if (!before) {
                /* One more may follow the part. */
                if (runs->found + 1 >= runs->room) return 0;
                begin_run(runs, place, lost_zeros);
            } else {
                runs->length[runs->found] = place - runs->start[runs->found];
                runs->found++;
            }
            before ^= 1;
        }
        at += 64;
        if (at >= to && !before) break;
        digits = at < to ? digits_among(runs->data + at, to - at) : 0;
    }
    if (runs->found > runs->part) end_part(runs, lost_zeros);
    return 1;
}

/* Three blocks that follow each other, and which of their bytes are what. */
typedef struct {
    int64_t begin; /* of the one in the middle */
    Kinds last, now, next;
} Blocks;

/* The stretch of bytes that stand in numbers around one in the current block. Returns its end;
 * `from` becomes its begin, not before `done`, and `digits` which of its first 64 are.
 */
static inline int64_t stretch_at(const Runs *runs, const Blocks *blocks, int64_t done,
                                 int64_t *from, uint64_t *digits) {
    const uint8_t *data = runs->data;
    int ahead_by = (int)(*from - blocks->begin);
    uint64_t others = ~ahead(blocks->now.number, blocks->next.number, ahead_by);
    *digits = ahead(blocks->now.digit, blocks->next.digit, ahead_by) & ((others & -others) - 1);
    int64_t to = *from + (others ? __builtin_ctzll(others) : 64), first = *from;
    while (!others && to < runs->size && stands_in_numbers(data[to])) to++;
    while (first > done && stands_in_numbers(data[first - 1])) first--;
    if (first < *from) {
        *from = first;
        *digits = digits_among(data + first, to - first);
    }
    return to;
}

/* Runs of the parts in which an identifier may stand, and the run close after each such part: what
 * the lanes look at besides is one more run, to see a key that stands apart. Nearly all of a text
 * is passed over by its bits: only stretches of nine bytes that stand in numbers are looked at.
 * Returns as `digits_runs` does, but one run in two bytes and two more are enough.
 */
EXPORT int64_t digits_candidates(const uint8_t *data, int64_t size, int lost_zeros, int64_t *start,
                                 int64_t *length, uint8_t *joiner, int64_t room) {
    Runs runs = {data, size, start, length, joiner, 0, 0, room};
    Blocks blocks = {.begin = 0, .next = digits_of(data, size)};
    int64_t done = 0;
    for (int64_t block = 0; block < size; block += BLOCK) {
        int64_t left = size - block - BLOCK;
        const uint8_t *next = data + (left > 0 ? block + BLOCK : size);
        blocks.begin = block;
        blocks.last = blocks.now;
        blocks.now = blocks.next;
        blocks.next = digits_of(next, left);
        Pairs pairs = pairs_of(blocks.last.digit, blocks.now.digit, blocks.next.digit);
        if (!(pairs.last | pairs.now | pairs.next)) continue;
        if (!blocks.now.known) look_closer(data + block, left + BLOCK, &blocks.now);
        look_closer(next, left, &blocks.next);
        uint64_t places = long_numbers(&blocks.now, &blocks.next, &pairs);
        places |= among_letters(data + block, &blocks.last, &blocks.now);
        for (; (places = from_on(places, done - block)); places &= places - 1) {
            int64_t from = block + __builtin_ctzll(places);
            uint64_t digits;
            int64_t to = stretch_at(&runs, &blocks, done, &from, &digits);
            if (!parts_within(&runs, from, to, digits, lost_zeros)) return -1;
            done = to;
        }
    }
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

/* Groups of joined runs from each `first` whose digits add up to one of `totals`, ascending; see
 * `digit_runs.grow_groups`. `allowed[n]`, below the last total: whether a group may be parted after n
 * digits. For each total, with room for `count` each, the first and last runs of its groups, and in
 * `found` how many there are.
 */
EXPORT void digits_groups(const int64_t *length, const uint8_t *joiner, int64_t runs,
                          const int64_t *first, int64_t count, const uint8_t *allowed,
                          const int64_t *totals, int64_t kinds, int uniform, int64_t *out_first,
                          int64_t *out_last, int64_t *found) {
    const int64_t most = totals[kinds - 1];
    for (int64_t k = 0; k < kinds; k++) found[k] = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t last = first[i], digits = length[last];
        uint8_t sign = as_plain(joiner[last]);
        for (;;) {
            for (int64_t k = 0; k < kinds; k++) {
                if (digits != totals[k]) continue;
                out_first[k * count + found[k]] = first[i];
                out_last[k * count + found[k]++] = last;
            }
            if (joiner[last] == NOT_JOINED || digits >= most || last + 1 >= runs) break;
            if (uniform && (as_plain(joiner[last]) != sign || sign == WIDE_SPACE)) break;
            digits += length[++last];
            if (digits > most || !allowed[digits]) break;
        }
    }
}

/* The number that the first `digits` digits of each group of runs write; see
 * `digit_runs.group_value`.
 */
EXPORT void digits_of_groups(const uint8_t *data, const int64_t *start, const int64_t *length,
                             const int64_t *first, const int64_t *last, int64_t count,
                             int64_t digits, uint64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        uint64_t value = 0;
        int64_t left = digits;
        for (int64_t run = first[i]; run <= last[i]; run++)
            for (int64_t n = 0; n < length[run] && left; n++, left--)
                value = value * 10 + (uint8_t)(data[start[run] + n] - '0');
        out[i] = value;
    }
}
