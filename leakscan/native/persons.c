/* Persons of a chunk: links between their names, and what NIRs tell of them. See
 * `evidence/persons.py`, `evidence/nir_attributes.py`.
 */
#include "kernel.h"

/* See `evidence.mixing.mixed`. */
static inline uint64_t mixed_pair(uint64_t one, uint64_t other) {
    uint64_t result = (one ^ one >> 30) * 0xBF58476D1CE4E5B9u + other * 0x9E3779B97F4A7C15u;
    result ^= result >> 27;
    result *= 0x94D049BB133111EBu;
    return result ^ result >> 31;
}

/* See `evidence.whole_names.keys_of`. */
static inline uint64_t whole_key(uint64_t letters, uint64_t born) {
    uint64_t key = mixed_pair(letters, 0);
    return born ? mixed_pair(key, born) : key;
}

/* Adds names to their records: the first given name of each, the first and last of its other names,
 * and the letters of all these others, one that is repeated once. Hits come by record, and what is
 * there already stands behind them.
 */
EXPORT void persons_names(const int64_t *record, const uint64_t *letters, const uint8_t *given,
                          int64_t count, uint64_t *first, uint64_t *family, uint64_t *last,
                          uint64_t *every) {
    for (int64_t i = count - 1; i >= 0; i--) {
        int64_t at = record[i];
        if (given[i]) {
            first[at] = letters[i];
            continue;
        }
        if (letters[i] != family[at]) every[at] += letters[i];
        family[at] = letters[i];
        if (!last[at]) last[at] = letters[i];
    }
}

/* The persons that names of records tell, and links between their names: one for each, then one with
 * the NIR of each that has one. Returns how many persons; `links` tells how many links.
 *
 * A NIR links only names with the same birth date: a child's row may hold its parent's NIR.
 */
EXPORT int64_t persons_links(const uint64_t *first, const uint64_t *family, const uint64_t *last,
                             const uint64_t *every, const uint64_t *born, const uint64_t *number,
                             int64_t size, int64_t *record, uint64_t *group, uint64_t *one,
                             uint64_t *other, int64_t *links) {
    int64_t found = 0, linked;
    for (int64_t i = 0; i < size; i++) {
        uint64_t given = first[i], whole = given + family[i];
        if (!given && !family[i]) continue;
        record[found] = i;
        if (given && born[i]) {
            group[found] = whole_key(given, born[i]);
            one[found] = whole_key(whole, born[i]);
            other[found] = whole_key(given + last[i], born[i]);
        } else {
            uint64_t key = whole_key(given ? whole : every[i], born[i]);
            if (given && last[i] != family[i])
                key = mixed_pair(key, whole_key(given + last[i], 0));
            group[found] = one[found] = other[found] = key;
        }
        found++;
    }
    linked = found;
    for (int64_t n = 0; n < found; n++) {
        int64_t i = record[n];
        if (!number[i]) continue;
        group[linked] = group[n];
        one[linked] = one[n];
        other[linked++] = mixed_pair(number[i], born[i]);
    }
    *links = linked;
    return found;
}

enum { MONTHS = 12, NORTHERN = 18, SOUTHERN = 19, NEW_DEPARTMENTS = 1968 };

static inline uint16_t month_of(uint64_t day) {
    return day ? (uint16_t)(day / 10000 * MONTHS + day / 100 % 100) : 0;
}

/* The place of birth in Corsica that the letter of a NIR tells, 0 without one. */
static uint16_t corsican(const uint8_t *data, int64_t size, int64_t start, uint16_t south,
                         uint16_t north) {
    uint16_t place = 0;
    for (int64_t n = 5; n < 12; n++) {
        int64_t at = start + n < size ? start + n : size - 1;
        uint8_t sign = data[at] | 32;
        if (sign == 'a' && !place) place = south;
        if (sign == 'b') place = north;
    }
    return place;
}

/* What NIRs, and the birth date and home of their records, tell of persons whose print is at most
 * `limit`: month of birth, sex, place of birth, home. Returns how many those are.
 *
 * `sex` (10 entries) tells it by the first digit; `place` (1000) the département by the place of
 * birth and the digit behind it; `special` abroad and the two halves of Corsica, the south first.
 */
EXPORT int64_t persons_known(const uint8_t *data, int64_t size, const uint16_t *sex,
                             const uint16_t *place, const uint16_t *special, const uint64_t *nir,
                             const uint64_t *print, const int64_t *record, const int64_t *start,
                             int64_t count, const uint64_t *born, const uint16_t *home,
                             int64_t year, uint64_t limit, uint64_t *key, uint16_t *known) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        if (print[i] > limit) continue;
        int64_t two = (int64_t)(nir[i] / 10000000000 % 100), month = nir[i] / 100000000 % 100;
        int64_t years = two + year / 100 * 100 - (two <= year % 100 ? 0 : 100);
        int64_t three = nir[i] / 100000 % 1000, department = three / 10;
        uint64_t digit = nir[i] / 1000000000000;
        uint16_t dated = month_of(born[record[i]]), birth = place[three];
        if (!dated || (dated - 1) / MONTHS % 100 != two)
            dated = (uint16_t)(years * MONTHS + (month <= MONTHS ? month : 1));
        if (department >= 91 && department <= 95 && years < NEW_DEPARTMENTS) birth = special[0];
        if (department == NORTHERN || department == SOUTHERN) {
            uint16_t island = corsican(data, size, start[i], special[1], special[2]);
            if (island) birth = island;
        }
        key[found] = print[i];
        known[4 * found] = dated;
        known[4 * found + 1] = sex[digit < 10 ? digit : 9];
        known[4 * found + 2] = birth;
        known[4 * found++ + 3] = home[record[i]];
    }
    return found;
}
