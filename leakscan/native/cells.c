/* Cells of tables, and the text that is left to search when some of them are left out. */
#include "kernel.h"

/* Copies the text without the insides of hidden fields, of which one mark each stays. Returns
 * the size of the copy; `mark` and `removed` tell, for each hidden field, where its mark stands
 * in the copy and how many bytes were left out up to there.
 */
EXPORT int64_t cells_searched(const uint8_t *data, int64_t size, const int64_t *start,
                              const int64_t *end, const int32_t *column, int64_t fields,
                              const uint8_t *hidden_column, const uint8_t *handled,
                              uint8_t sign, uint8_t *out, int64_t *mark, int64_t *removed,
                              int64_t *hidden) {
    int64_t from = 0, to = 0, count = 0;
    for (int64_t i = 0; i < fields; i++) {
        if (!hidden_column[column[i]] && !(handled && handled[i])) continue;
        if (end[i] - start[i] < 2) continue;
        memcpy(out + to, data + from, (size_t)(start[i] - from));
        to += start[i] - from;
        mark[count] = to;
        out[to++] = sign;
        from = end[i];
        removed[count++] = from - to;
    }
    memcpy(out + to, data + from, (size_t)(size - from));
    *hidden = count;
    return to + size - from;
}

static inline int is_blank(uint8_t sign) {
    return sign == ' ' || (sign >= 9 && sign <= 13) || sign == '"' || sign == '\'';
}

enum { TRIMMED = 8, FILLED = 1, LETTERS = 2, DIGIT = 4 };

static inline uint8_t placeholder_fold(uint8_t sign) {
    if (sign >= 'A' && sign <= 'Z') return sign | 32;
    return sign == ' ' ? '_' : sign;
}

/* Trims cells and looks at their first eight bytes.
 *
 * `placeholders` are keys (see `cells._key`), ascending. `flags`: FILLED when the cell holds
 * something that is no placeholder, LETTERS when it begins with two letters at least, DIGIT when
 * a digit is among its first eight bytes.
 */
EXPORT void cells_look(const uint8_t *data, const int64_t *start, const int64_t *end,
                       int64_t count, const uint64_t *placeholders, int64_t known,
                       int64_t longest, int64_t *low, int64_t *high, uint64_t *head,
                       uint8_t *flags) {
    for (int64_t i = 0; i < count; i++) {
        int64_t from = start[i], to = end[i];
        for (int n = 0; n < TRIMMED && from < to && is_blank(data[from]); n++) from++;
        for (int n = 0; n < TRIMMED && from < to && is_blank(data[to - 1]); n++) to--;
        int64_t size = to - from, kept = size < 8 ? size : 8;
        uint64_t word = 0, folded = 0;
        int letters = 0, digits = 0;
        for (int64_t n = 0; n < kept; n++) {
            uint8_t sign = data[from + n];
            word |= (uint64_t)sign << (8 * n);
            letters += is_letter(sign) || sign >= 0xC3;
            digits += is_digit(sign);
        }
        uint8_t flag = (uint8_t)((letters > 1 ? LETTERS : 0) | (digits ? DIGIT : 0));
        if (size > 0) flag |= FILLED;
        if (size > 0 && size <= longest) {
            for (int64_t n = 0; n < 8; n++) {
                uint8_t sign = (uint8_t)(word >> (8 * n));
                folded |= (uint64_t)placeholder_fold(sign) << (8 * n);
            }
            uint64_t key = folded ^ (uint64_t)size * 0x9E3779B97F4A7C15u;
            int64_t first = 0, last = known;
            while (first < last) {
                int64_t middle = (first + last) / 2;
                if (placeholders[middle] < key) first = middle + 1;
                else last = middle;
            }
            if (first < known && placeholders[first] == key) flag &= (uint8_t)~FILLED;
        }
        low[i] = from;
        high[i] = to;
        head[i] = word;
        flags[i] = flag;
    }
}

enum { KIND_FILLED = 0, KIND_LETTERS = 1, KIND_CODE = 2, KIND_DATE = 3 };
enum { PIVOT_YEAR = 30, MIN_YEAR = 1850, MAX_YEAR = 2099 };

static inline int two(const uint8_t *at) { return (at[0] - '0') * 10 + at[1] - '0'; }

static inline uint64_t dated(int year, int month, int day) {
    if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    return (uint64_t)(year * 10000 + month * 100 + day);
}

/* The date at the start of a cell as yyyymmdd, 0 for none; see `date.numbers_in`. */
static uint64_t date_at(const uint8_t *data, int64_t start, int64_t end) {
    uint8_t sign[12] = {0};
    int64_t size = end - start < 12 ? end - start : 12;
    memcpy(sign, data + start, (size_t)size);
    uint32_t digits = 0, parts = 0;
    for (int i = 0; i < 11; i++) {
        digits |= (uint32_t)is_digit(sign[i]) << i;
        parts |= (uint32_t)(sign[i] == '/' || sign[i] == '-' || sign[i] == '.' || sign[i] == ' ')
                 << i;
    }
    uint64_t found = 0;
    /* DD?MM?YYYY, YYYY?MM?DD, DD?MM?yy, YYYYMMDD, DDMMYYYY, and no digit after. */
    if ((digits & 0x7DB) == 0x3DB && (parts & 0x24) == 0x24)
        found = dated(two(sign + 6) * 100 + two(sign + 8), two(sign + 3), two(sign));
    if (!found && (digits & 0x76F) == 0x36F && (parts & 0x90) == 0x90)
        found = dated(two(sign) * 100 + two(sign + 2), two(sign + 5), two(sign + 8));
    if (!found && (digits & 0x1DB) == 0xDB && (parts & 0x24) == 0x24) {
        int year = two(sign + 6);
        found = dated(year + (year > PIVOT_YEAR ? 1900 : 2000), two(sign + 3), two(sign));
    }
    if (!found && (digits & 0x1FF) == 0xFF) {
        found = dated(two(sign) * 100 + two(sign + 2), two(sign + 4), two(sign + 6));
        if (!found) found = dated(two(sign + 4) * 100 + two(sign + 6), two(sign + 2), two(sign));
    }
    return found;
}

/* Cells of a column (every `stride`-th span) that count: spans trimmed, which they are, and the
 * date of each for KIND_DATE. Returns how many.
 */
EXPORT int64_t cells_of_kind(int kind, const uint8_t *data, const int64_t *start,
                             const int64_t *end, int64_t stride, int64_t count,
                             const uint64_t *placeholders, int64_t known, int64_t longest,
                             int64_t *low, int64_t *high, int64_t *which, uint64_t *value) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t from, to;
        uint64_t head, date = 0;
        uint8_t flags;
        cells_look(data, start + i * stride, end + i * stride, 1, placeholders, known, longest,
                   &from, &to, &head, &flags);
        if (!(flags & FILLED)) continue;
        if (kind == KIND_LETTERS && !(flags & LETTERS)) continue;
        if (kind == KIND_CODE && !(flags & (LETTERS | DIGIT))) continue;
        if (kind == KIND_DATE) {
            date = date_at(data, from, to);
            if (!date) continue;
            value[found] = date;
        }
        low[found] = from;
        high[found] = to;
        which[found++] = i;
    }
    return found;
}

/* Cells that are `digits` digits and nothing else (at most 19), and their numbers. */
EXPORT int64_t cells_digits(const uint8_t *data, const int64_t *start, const int64_t *end,
                            int64_t count, int64_t digits, int64_t *which, uint64_t *value) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        if (end[i] - start[i] != digits) continue;
        uint64_t number = 0;
        int64_t n = 0;
        for (; n < digits && is_digit(data[start[i] + n]); n++)
            number = number * 10 + (uint64_t)(data[start[i] + n] - '0');
        if (n < digits) continue;
        value[found] = number;
        which[found++] = i;
    }
    return found;
}
