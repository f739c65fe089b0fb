/* Cells of tables, and the text that is left to search when some of them are left out. */
#include "kernel.h"

enum { WORDS = 32 };

/* A copy of a text without some of its fields. */
typedef struct {
    const uint8_t *data;
    int64_t size;
    uint8_t sign, *out;
    int64_t *piece, *removed;
    int64_t from, to, count; /* where the text goes on, where its copy does, and marks so far */
} Copy;

/* Copies what stands before a field, or several that follow each other, and leaves it out. */
static inline void leave_out(Copy *copy, int64_t start, int64_t end) {
    const uint8_t *at = copy->data + copy->from;
    uint8_t *out = copy->out + copy->to;
    int64_t between = start - copy->from;
    if (copy->count && between == 1 && *at != '\n') {
        copy->from = end;
        copy->removed[copy->count - 1] = end - copy->to;
        return;
    }
    /* Mostly a separator or a few words; the copy never overtakes the text, so there is room. */
    if (between <= WORDS && copy->from + WORDS <= copy->size) {
        memcpy(out, at, WORDS / 2);
        if (between > WORDS / 2) memcpy(out + WORDS / 2, at + WORDS / 2, WORDS / 2);
    } else {
        memcpy(out, at, (size_t)between);
    }
    out[between] = copy->sign;
    copy->to += between + 1;
    copy->piece[copy->count] = copy->to;
    copy->from = end;
    copy->removed[copy->count++] = end - copy->to;
}

/* Fields, and which of them go: those of a hidden column, but for `exposed` ones, and of those that
 * were `handled`, either NULL for none.
 */
typedef struct {
    const int64_t *start, *end;
    const int32_t *column;
    const uint8_t *hidden_column, *exposed, *handled;
} Hidden;

static inline void leave_out_each(Copy *copy, const Hidden *all, int64_t first, int64_t last) {
    for (int64_t i = first; i < last; i++) {
        int hides = all->hidden_column[all->column[i]] && !(all->exposed && all->exposed[i]);
        if (!hides && !(all->handled && all->handled[i])) continue;
        if (all->end[i] - all->start[i] > 1) leave_out(copy, all->start[i], all->end[i]);
    }
}

/* Fields of a row that are looked at together, a bit each, and what is read beyond them. */
enum { MOST_TOGETHER = 64, READ_BEYOND = 64 };

#if defined(__AVX2__)
/* Which fields of a row have two bytes at least, and stand one behind the field before. */
static inline void shapes_of(const int64_t *start, const int64_t *end, int64_t width,
                             uint64_t *long_enough, uint64_t *close) {
    const __m256i one = _mm256_set1_epi64x(1);
    *long_enough = *close = 0;
    for (int64_t c = 0; c < width; c += 4) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(start + c));
        __m256i size = _mm256_sub_epi64(_mm256_loadu_si256((const __m256i *)(end + c)), low);
        __m256i gap = _mm256_sub_epi64(low, _mm256_loadu_si256((const __m256i *)(end + c - 1)));
        __m256i is_long = _mm256_cmpgt_epi64(size, one), is_close = _mm256_cmpeq_epi64(gap, one);
        *long_enough |= (uint64_t)_mm256_movemask_pd(_mm256_castsi256_pd(is_long)) << c;
        *close |= (uint64_t)_mm256_movemask_pd(_mm256_castsi256_pd(is_close)) << c;
    }
}

/* Which bytes are not 0. */
static inline uint64_t marked(const uint8_t *at, int64_t count) {
    uint64_t found = 0;
    for (int64_t i = 0; i < count; i += WIDE)
        found |= (uint64_t)(uint32_t)~bits_of(same(wide_at(at + i), all_of(0))) << i;
    return found;
}
#else
static inline void shapes_of(const int64_t *start, const int64_t *end, int64_t width,
                             uint64_t *long_enough, uint64_t *close) {
    *long_enough = *close = 0;
    for (int64_t c = 0; c < width; c++) {
        *long_enough |= (uint64_t)(end[c] - start[c] > 1) << c;
        *close |= (uint64_t)(start[c] - end[c - 1] == 1) << c;
    }
}

static inline uint64_t marked(const uint8_t *at, int64_t count) {
    uint64_t found = 0;
    for (int64_t i = 0; i < count; i++) found |= (uint64_t)(at[i] != 0) << i;
    return found;
}
#endif

/* The same for whole rows of `width` fields, those of each that follow each other in one go. */
static inline void leave_out_runs(Copy *copy, const Hidden *all, int64_t width, int64_t first,
                                  int64_t last) {
    uint64_t row = ~(uint64_t)0 >> (MOST_TOGETHER - width), hidden = 0;
    for (int64_t c = 0; c < width; c++) hidden |= (uint64_t)(all->hidden_column[c] != 0) << c;
    for (int64_t at = first; at < last; at += width) {
        const int64_t *start = all->start + at, *end = all->end + at;
        uint64_t gone = hidden, long_enough, close;
        shapes_of(start, end, width, &long_enough, &close);
        if (all->exposed) gone &= ~marked(all->exposed + at, width);
        if (all->handled) gone |= marked(all->handled + at, width);
        gone &= long_enough & row;
        uint64_t joined = gone & gone << 1 & close;
        for (uint64_t left = joined; left; left &= left - 1) {
            int c = __builtin_ctzll(left);
            if (copy->data[end[c - 1]] == '\n') joined ^= (uint64_t)1 << c;
        }
        for (gone ^= joined; gone; gone &= gone - 1) {
            int c = __builtin_ctzll(gone);
            /* No field is joined to one beyond the last, and 64 cannot all be. */
            int more = c + 1 < MOST_TOGETHER ? __builtin_ctzll(~(joined >> (c + 1))) : 0;
            leave_out(copy, start[c], end[c + more]);
        }
    }
}

/* Copies the text without hidden fields, of which one mark stays for those that follow each other
 * in a line; `width` is how many each record has when all have the same columns in order, else 0.
 * Returns the size of the copy; `piece` and `removed` tell, for each mark, where the text behind it
 * begins in the copy and how many bytes were left out up to there.
 */
EXPORT int64_t cells_searched(const uint8_t *data, int64_t size, const int64_t *start,
                              const int64_t *end, const int32_t *column, int64_t fields,
                              int64_t width, const uint8_t *hidden_column, const uint8_t *exposed,
                              const uint8_t *handled, uint8_t sign, uint8_t *out,
                              int64_t *piece, int64_t *removed, int64_t *hidden) {
    Copy copy = {data, size, sign, out, piece, removed, 0, 0, 0};
    Hidden all = {start, end, column, hidden_column, exposed, handled};
    int64_t together = 0;
    if (width && width <= MOST_TOGETHER && fields > width + READ_BEYOND) {
        /* The first row has no field before it, and the last ones none to be read behind them. */
        together = fields - (fields - READ_BEYOND) % width - READ_BEYOND;
        leave_out_each(&copy, &all, 0, width);
        leave_out_runs(&copy, &all, width, width, together);
    }
    leave_out_each(&copy, &all, together, fields);
    memcpy(out + copy.to, data + copy.from, (size_t)(size - copy.from));
    *hidden = copy.count;
    return copy.to + size - copy.from;
}

static inline int is_blank(uint8_t sign) {
    if (sign > '\'') return 0;
    return sign == ' ' || (sign >= 9 && sign <= 13) || sign == '"' || sign == '\'';
}

/* TRIMMED: blanks taken off either end of a cell at most, as many as fill CHAR columns up. */
enum { TRIMMED = 256, FILLED = 1, LETTERS = 2, DIGIT = 4 };

/* Upper-case letters as lower-case ones, spaces as underscores. */
static inline uint64_t placeholder_fold(uint64_t word) {
    uint64_t low = word & ~HIGH;
    uint64_t upper = at_least(low, 'A') & ~at_least(low, 'Z' + 1) & ~word & HIGH;
    uint64_t space = at_least(low, ' ') & ~at_least(low, ' ' + 1) & ~word & HIGH;
    /* 'A' | 0x20 is 'a'; ' ' ^ 0x7F is '_'. */
    return (word | upper >> 2) ^ (space - (space >> 7));
}

typedef struct {
    const uint64_t *known; /* keys of placeholders, ascending; see `cells._key` */
    int64_t count;
    const uint32_t *sizes; /* by first byte: a bit for each size of those that begin so */
} Placeholders;

enum { MOST_SIZES = 32 };

static inline int is_placeholder(const Placeholders *all, uint64_t head, int64_t size) {
    /* Tells nearly all cells from them, without a key. */
    if (size >= MOST_SIZES || !(all->sizes[head & 0xFF] >> size & 1)) return 0;
    uint64_t key = placeholder_fold(head) ^ (uint64_t)size * 0x9E3779B97F4A7C15u;
    int64_t place = place_of(all->known, all->count, key);
    return place < all->count && all->known[place] == key;
}

typedef struct {
    int64_t start, end;
    uint64_t head;
    uint8_t flags;
} Cell;

/* Not 0 where one of the bytes is `sign`. */
static inline uint64_t has_byte(uint64_t word, uint8_t sign) {
    uint64_t other = word ^ ONES * sign;
    return (other - ONES) & ~other & HIGH;
}

/* Whether two of the bytes, at least, are letters or begin one. */
static inline int has_letters(uint64_t word) {
    uint64_t low = word & ~HIGH, lower = low | ONES * 0x20;
    uint64_t letter = at_least(lower, 'a') & ~at_least(lower, 'z' + 1) & ~word & HIGH;
    letter |= at_least(low, 0xC3 & 0x7F) & word & HIGH;
    return (letter & (letter - 1)) != 0;
}

/* A trimmed cell and its first eight bytes. */
static inline Cell trimmed(const uint8_t *data, int64_t size, int64_t from, int64_t to) {
    for (int n = 0; n < TRIMMED && from < to && is_blank(data[from]); n++) from++;
    for (int n = 0; n < TRIMMED && from < to && is_blank(data[to - 1]); n++) to--;
    Cell cell = {from, to, 0, 0};
    int64_t length = to - from;
    if (!length) return cell;
    if (from + 8 <= size) memcpy(&cell.head, data + from, 8);
    else memcpy(&cell.head, data + from, (size_t)(size - from));
    if (length < 8) cell.head &= ~(uint64_t)0 >> (64 - 8 * length);
    return cell;
}

/* What the first bytes of a cell are: FILLED when it holds something that is no placeholder, LETTERS
 * when it begins with two letters at least, DIGIT when a digit is among them.
 */
static inline Cell look(const uint8_t *data, int64_t size, int64_t from, int64_t to,
                        const Placeholders *all) {
    Cell cell = trimmed(data, size, from, to);
    if (cell.start == cell.end) return cell;
    if (has_letters(cell.head)) cell.flags |= LETTERS;
    if (digit_bits(cell.head)) cell.flags |= DIGIT;
    if (!is_placeholder(all, cell.head, cell.end - cell.start)) cell.flags |= FILLED;
    return cell;
}

/* What is known of cells, an array for each part of it. */
typedef struct {
    int64_t *low, *high;
    uint64_t *head;
    uint8_t *flags;
} Looks;

static inline void put(const Looks *looks, int64_t at, Cell cell) {
    looks->low[at] = cell.start;
    looks->high[at] = cell.end;
    looks->head[at] = cell.head;
    looks->flags[at] = cell.flags;
}

/* Trims cells (every `stride`-th span) and looks at them; see `Placeholders` for `known` and `sizes`. */
EXPORT void cells_look(const uint8_t *data, int64_t size, const int64_t *start,
                       const int64_t *end, int64_t stride, int64_t count, const uint64_t *known,
                       int64_t placeholders, const uint32_t *sizes, int64_t *low, int64_t *high,
                       uint64_t *head, uint8_t *flags) {
    Placeholders all = {known, placeholders, sizes};
    Looks looks = {low, high, head, flags};
    for (int64_t i = 0; i < count; i++)
        put(&looks, i, look(data, size, start[i * stride], end[i * stride], &all));
}

/* The same for several columns of `rows` rows of `width` spans, each row read once: column by
 * column.
 */
EXPORT void cells_look_columns(const uint8_t *data, int64_t size, const int64_t *start,
                               const int64_t *end, int64_t width, int64_t rows,
                               const int64_t *column, int64_t columns, const uint64_t *known,
                               int64_t placeholders, const uint32_t *sizes, int64_t *low,
                               int64_t *high, uint64_t *head, uint8_t *flags) {
    Placeholders all = {known, placeholders, sizes};
    Looks looks = {low, high, head, flags};
    for (int64_t row = 0; row < rows; row++) {
        for (int64_t c = 0; c < columns; c++) {
            int64_t at = row * width + column[c];
            put(&looks, c * rows + row, look(data, size, start[at], end[at], &all));
        }
    }
}

enum { KIND_FILLED = 0, KIND_LETTERS = 1, KIND_CODE = 2, KIND_DATE = 3 };
enum { PIVOT_YEAR = 30, MIN_YEAR = 1850, MAX_YEAR = 2099 };

static inline uint64_t dated(int year, int month, int day) {
    if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    return (uint64_t)(year * 10000 + month * 100 + day);
}

static inline int four_digits(const uint8_t *at) {
    return two_digits(at) * 100 + two_digits(at + 2);
}

enum { LONGEST_DATE = 10, SEEN_OF_DATE = 32 };

/* Which of the first bytes of a date and the one behind it are digits, and which part numbers. */
static inline void signs_of_date(const uint8_t *at, uint32_t *digits, uint32_t *parts) {
#if defined(WIDE)
    Wide x = wide_at(at);
    /* '-', '.' and '/' follow each other. */
    *digits = bits_of(within(x, '0', 10));
    *parts = bits_of(either(within(x, '-', 3), same(x, all_of(' '))));
#else
    *digits = *parts = 0;
    for (int i = 0; i <= LONGEST_DATE; i++) {
        *digits |= (uint32_t)is_digit(at[i]) << i;
        *parts |= (uint32_t)(at[i] == '/' || at[i] == '-' || at[i] == '.' || at[i] == ' ') << i;
    }
#endif
}

/* The date at the start of a cell as yyyymmdd, 0 for none; see `date.numbers_in`. */
static inline uint64_t date_at(const uint8_t *data, int64_t size, int64_t start, int64_t end) {
    uint8_t tail[SEEN_OF_DATE] = {0};
    const uint8_t *sign = data + start;
    if (size - start < SEEN_OF_DATE) sign = memcpy(tail, sign, (size_t)(end - start));
    uint32_t digits, parts;
    signs_of_date(sign, &digits, &parts);
    if (end - start <= LONGEST_DATE) {
        uint32_t own = ((uint32_t)1 << (end - start)) - 1;
        digits &= own;
        parts &= own;
    }
    uint64_t found = 0;
    /* DD?MM?YYYY, YYYY?MM?DD, DD?MM?yy, YYYYMMDD, DDMMYYYY, and no digit after. */
    if ((digits & 0x7DB) == 0x3DB && (parts & 0x24) == 0x24)
        found = dated(four_digits(sign + 6), two_digits(sign + 3), two_digits(sign));
    if (!found && (digits & 0x76F) == 0x36F && (parts & 0x90) == 0x90)
        found = dated(four_digits(sign), two_digits(sign + 5), two_digits(sign + 8));
    if (!found && (digits & 0x1DB) == 0xDB && (parts & 0x24) == 0x24) {
        int year = two_digits(sign + 6);
        year += year > PIVOT_YEAR ? 1900 : 2000;
        found = dated(year, two_digits(sign + 3), two_digits(sign));
    }
    if (!found && (digits & 0x1FF) == 0xFF) {
        found = dated(four_digits(sign), two_digits(sign + 4), two_digits(sign + 6));
        if (!found) found = dated(four_digits(sign + 4), two_digits(sign + 2), two_digits(sign));
    }
    return found;
}

/* Whether a cell of at least `least` bytes (16 or fewer are looked at, eight at either end) holds a
 * number or an address besides a name.
 */
static inline int holds_more(const uint8_t *data, int64_t from, int64_t to, int64_t least,
                             int64_t most) {
    if (to - from < least) return 0;
    if (to - from > most) return 1;
    uint64_t first, last;
    memcpy(&first, data + from, 8);
    memcpy(&last, data + to - 8, 8);
    uint64_t one = digit_bits(first), other = digit_bits(last);
    if ((one && other) || (one & (one - 1)) || (other & (other - 1))) return 1;
    return (has_byte(first, '@') | has_byte(last, '@') | has_byte(last, '.')) != 0;
}

/* Whether a trimmed cell has what a kind asks for; its date, for KIND_DATE. */
static inline int has_kind(const uint8_t *data, int64_t size, const Cell *cell, int kind,
                           const Placeholders *all, uint64_t *value) {
    if (cell->start == cell->end) return 0;
    switch (kind) {
    case KIND_LETTERS:
        if (!has_letters(cell->head)) return 0;
        break;
    case KIND_CODE:
        if (!digit_bits(cell->head) && !has_letters(cell->head)) return 0;
        break;
    case KIND_DATE:
        *value = date_at(data, size, cell->start, cell->end);
        if (!*value) return 0;
        break;
    }
    return !is_placeholder(all, cell->head, cell->end - cell->start);
}

typedef struct {
    const uint8_t *data;
    int64_t size;
    const int64_t *start, *end; /* of the first cell of a column */
    int64_t stride;             /* to the next one */
} Column;

typedef struct {
    int64_t *low, *high, *which;
    uint64_t *value; /* the date of each, for KIND_DATE */
} Accepted;

/* Adds the cells from `first` to `last` that have what a kind asks for to the `found` before. */
static inline int64_t accept_kind(int kind, Column column, int64_t first, int64_t last,
                                  const Placeholders *all, Accepted out, int64_t found) {
    for (int64_t i = first; i < last; i++) {
        int64_t at = i * column.stride;
        Cell cell = trimmed(column.data, column.size, column.start[at], column.end[at]);
        out.low[found] = cell.start;
        out.high[found] = cell.end;
        out.which[found] = i;
        found += has_kind(column.data, column.size, &cell, kind, all, out.value + found);
    }
    return found;
}

/* The same, a loop for each kind. */
static int64_t accept(int64_t kind, Column column, int64_t first, int64_t last,
                      const Placeholders *all, Accepted out, int64_t found) {
    switch (kind) {
    case KIND_LETTERS: return accept_kind(KIND_LETTERS, column, first, last, all, out, found);
    case KIND_CODE: return accept_kind(KIND_CODE, column, first, last, all, out, found);
    case KIND_DATE: return accept_kind(KIND_DATE, column, first, last, all, out, found);
    default: return accept_kind(KIND_FILLED, column, first, last, all, out, found);
    }
}

/* Cells of a column (every `stride`-th span) that count: spans trimmed, which they are, and the
 * date of each for KIND_DATE. Returns how many.
 */
EXPORT int64_t cells_of_kind(int kind, const uint8_t *data, int64_t size, const int64_t *start,
                             const int64_t *end, int64_t stride, int64_t count,
                             const uint64_t *known, int64_t placeholders, const uint32_t *sizes,
                             int64_t *low, int64_t *high, int64_t *which, uint64_t *value) {
    Placeholders all = {known, placeholders, sizes};
    Column column = {data, size, start, end, stride};
    Accepted out = {low, high, which, value};
    return accept(kind, column, 0, count, &all, out, 0);
}

/* Rows whose columns are gone through one after the other: few enough for their text to stay in the
 * nearest cache meanwhile.
 */
enum { ROWS_TOGETHER = 32 };

/* The same for several columns of `rows` rows of `width` spans, each read once: column by column
 * what `cells_of_kind` gives, and how many that is. With `least[c]`, at least 8, the rows of a column
 * of names whose cells hold more besides, too; see `cells_hold_more`.
 */
EXPORT void cells_of_columns(const uint8_t *data, int64_t size, const int64_t *start,
                             const int64_t *end, int64_t width, int64_t rows,
                             const int64_t *column, const int64_t *kind, const int64_t *least,
                             int64_t columns, int64_t most, const uint64_t *known,
                             int64_t placeholders, const uint32_t *sizes, int64_t *low, int64_t *high,
                             int64_t *which, uint64_t *value, int64_t *found, int64_t *more,
                             int64_t *found_more) {
    Placeholders all = {known, placeholders, sizes};
    for (int64_t c = 0; c < columns; c++) found[c] = found_more[c] = 0;
    for (int64_t first = 0; first < rows; first += ROWS_TOGETHER) {
        int64_t last = rows - first < ROWS_TOGETHER ? rows : first + ROWS_TOGETHER;
        for (int64_t c = 0; c < columns; c++) {
            Column own = {data, size, start + column[c], end + column[c], width};
            Accepted out = {low + c * rows, high + c * rows, which + c * rows, value + c * rows};
            found[c] = accept(kind[c], own, first, last, &all, out, found[c]);
            if (!least[c]) continue;
            int64_t held = found_more[c];
            for (int64_t row = first; row < last; row++) {
                more[c * rows + held] = row;
                held += holds_more(data, own.start[row * width], own.end[row * width], least[c], most);
            }
            found_more[c] = held;
        }
    }
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

/* Which cells hold more than a name; see `cell_hits._hold_more`. Returns how many there are. */
EXPORT int64_t cells_hold_more(const uint8_t *data, const int64_t *start, const int64_t *end,
                               int64_t stride, int64_t count, int64_t least, int64_t most,
                               int64_t *which) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        which[found] = i;
        found += holds_more(data, start[i * stride], end[i * stride], least, most);
    }
    return found;
}

enum { NIR_LETTER = 6, HUNDRED = 100 };

/* The first eight signs of a NIR with the place of birth that 2A or 2B stands for in its key. */
static inline uint64_t numeric_place(uint64_t head) {
    const int two = 8 * (NIR_LETTER - 1);
    uint8_t letter = (uint8_t)(head >> (two + 8)) | 32;
    if ((letter != 'a' && letter != 'b') || (uint8_t)(head >> two) != '2') return head;
    uint64_t place = letter == 'a' ? '1' | '9' << 8 : '1' | '8' << 8;
    return (head & ~((uint64_t)0xFFFF << two)) | place << two;
}

/* Cells that are fifteen digits, or fourteen around 2A or 2B, of the structure of a NIR: which they
 * are, their first thirteen as a number, and whether the key is right; see `nir_cells`.
 */
EXPORT int64_t cells_nirs(const uint8_t *data, const int64_t *start, const int64_t *end,
                          int64_t count, int64_t *which, uint64_t *number, uint8_t *sound) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        if (end[i] - start[i] != FULL_DIGITS) continue;
        uint64_t head, tail;
        memcpy(&head, data + start[i], 8);
        memcpy(&tail, data + end[i] - 8, 8);
        head = numeric_place(head);
        if (!are_digits(head) || !are_digits(tail)) continue;
        /* The last eight begin with the last of the first eight. */
        uint64_t rest = eight_digits(tail) % 10000000, value = eight_digits(head) * 10000000 + rest;
        int key = (int)(value % HUNDRED);
        value /= HUNDRED;
        if (!is_structured(value)) continue;
        which[found] = i;
        number[found] = value;
        sound[found++] = key == MODULUS - (int)(value % MODULUS);
    }
    return found;
}

/* Cells that are ten digits from a zero: which they are, the nine behind it as a number, whether it
 * can be a person's, none of `placeholder`, ascending, and whether it lies within one of `fictions`
 * ranges, first and last; see `phone_cells`.
 */
EXPORT int64_t cells_phones(const uint8_t *data, const int64_t *start, const int64_t *end,
                            int64_t count, const uint64_t *placeholder, int64_t placeholders,
                            const uint64_t *fiction, int64_t fictions, int64_t *which,
                            uint64_t *number, uint8_t *sound, uint8_t *fictitious) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *digit = data + start[i];
        if (end[i] - start[i] != PHONE_DIGITS || digit[0] != '0' || !is_digit(digit[1])) continue;
        uint64_t rest;
        memcpy(&rest, digit + 2, 8);
        if (!are_digits(rest)) continue;
        uint64_t value = (uint64_t)(digit[1] - '0') * 100000000 + eight_digits(rest);
        /* 8 is services, and 70 to 72 are nobody's. */
        int personal = digit[1] != '0' && digit[1] != '8' && (digit[1] != '7' || digit[2] >= '3');
        if (personal) {
            int64_t place = place_of(placeholder, placeholders, value);
            personal = place == placeholders || placeholder[place] != value;
        }
        which[found] = i;
        number[found] = value;
        sound[found] = (uint8_t)personal;
        fictitious[found] = 0;
        for (int64_t k = 0; k < fictions; k++)
            fictitious[found] |= value >= fiction[2 * k] && value <= fiction[2 * k + 1];
        found++;
    }
    return found;
}

enum { NO = 0, YES = 1, UNKNOWN = 2, LONGER = 3 };

/* The cells of a column that were seen last, by hash: few columns hold many that differ. */
enum { SEEN_BITS = 8 };

/* What is known of cells, by their first eight bytes (`head`): NO for those that are empty, longer
 * than `longest`, or begin as nothing does that is sought; LONGER for others of more than eight
 * bytes; else what `verdict` says of the place of the head in `known`, ascending, or UNKNOWN.
 * Returns how many are UNKNOWN or LONGER.
 */
EXPORT int64_t cells_verdicts(const uint64_t *head, const int64_t *start, const int64_t *end,
                              int64_t count, int64_t longest, const uint8_t *begins,
                              const uint64_t *known, const uint8_t *verdict, int64_t words,
                              uint8_t *out) {
    int64_t open = 0;
    uint64_t seen[1 << SEEN_BITS] = {0};
    uint8_t said[1 << SEEN_BITS];
    memset(said, UNKNOWN, sizeof said);
    for (int64_t i = 0; i < count; i++) {
        int64_t size = end[i] - start[i];
        out[i] = NO;
        if (size <= 0 || size > longest || !begins[head[i] & 0xFF]) continue;
        if (size > 8) {
            out[i] = LONGER;
            open++;
            continue;
        }
        uint64_t slot = head[i] * 0x9E3779B97F4A7C15u >> (64 - SEEN_BITS);
        if (head[i] != seen[slot]) {
            int64_t place = place_of(known, words, head[i]);
            seen[slot] = head[i];
            said[slot] = place < words && known[place] == head[i] ? verdict[place] : UNKNOWN;
        }
        out[i] = said[slot];
        open += said[slot] == UNKNOWN;
    }
    return open;
}

/* A number for each span that only its bytes and two secret odd numbers decide. */
EXPORT void cells_hash(const uint8_t *data, const int64_t *start, const int64_t *end,
                       int64_t count, uint64_t seed, uint64_t factor, uint64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *at = data + start[i];
        int64_t left = end[i] - start[i];
        uint64_t hash = seed ^ (uint64_t)left * factor;
        while (left > 0) {
            uint64_t word = 0;
            if (left >= 8) memcpy(&word, at, 8);
            else memcpy(&word, at, (size_t)left);
            hash = (hash ^ word) * factor;
            hash ^= hash >> 29;
            at += 8;
            left -= 8;
        }
        hash *= factor;
        /* The lowest bit is left to the caller. */
        out[i] = (hash ^ hash >> 32) & ~(uint64_t)1;
    }
}
