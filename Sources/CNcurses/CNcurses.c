// Cells and keys through curses. Each function exists because Swift cannot call what it wraps (a
// macro, a global, a variadic function) or should not know it.

#define _GNU_SOURCE 1
#define _DARWIN_C_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1

#include "CNcurses.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// term.h names capabilities by macros of ordinary words.
#undef columns

static SCREEN *screen;
// Keys are read through a pad: reading through a window would refresh the screen.
static WINDOW *pad;
static FILE *curses_output, *curses_input;
// The file that curses believes to be the terminal. Where files may not grow (ulimit -f) it is the
// end of a pipe, whose other end is read after each row: what curses writes has room in it then.
static int memory = -1, pipe_reader = -1;
static uint8_t *rendered;
static size_t rendered_room, rendered_size;
static bool has_color_started;
// Colour and ground of each pair but the first, in the order of their making; where a pair begins to
// be looked for is its hash.
enum { PAIR_ROOM = 8192 };
static int32_t pairs[PAIR_ROOM];
static short pair_numbers[PAIR_ROOM];
static int pair_count;
static bool cursor_is_visible;
static char enter_sequence[256], leave_sequence[256];

// MARK: - Locale

bool cn_set_locale(const char *name) { return setlocale(LC_CTYPE, name) != NULL; }

bool cn_locale_is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

// MARK: - Session

// Codes for sequences that terminfo does not list, clear of those that curses gives out itself.
enum { PRIVATE = 0x4000 };

static void define_keys(const char *term) {
  static const struct {
    const char *sequence;
    int key;
  } keys[] = {
      {"\033[0n", CN_KEY_REPORT},
      {"\033[200~", CN_KEY_PASTE_BEGIN},
      {"\033[201~", CN_KEY_PASTE_END},
      // Mouse events are read here and not by curses, which cannot ask for drags alone and makes
      // clicks out of presses.
      {"\033[<", CN_KEY_MOUSE},
      {"\033[M", CN_KEY_OLD_MOUSE},
      // Terminals differ on whether keypad mode changes the arrows: both forms.
      {"\033[A", CN_KEY_UP},
      {"\033[B", CN_KEY_DOWN},
      {"\033[C", CN_KEY_RIGHT},
      {"\033[D", CN_KEY_LEFT},
      {"\033OA", CN_KEY_UP},
      {"\033OB", CN_KEY_DOWN},
      {"\033OC", CN_KEY_RIGHT},
      {"\033OD", CN_KEY_LEFT},
      {"\033[1;2A", CN_KEY_SHIFT_UP},
      {"\033[1;2B", CN_KEY_SHIFT_DOWN},
      {"\033[1;2C", CN_KEY_SHIFT_RIGHT},
      {"\033[1;2D", CN_KEY_SHIFT_LEFT},
      {"\033[a", CN_KEY_SHIFT_UP},
      {"\033[b", CN_KEY_SHIFT_DOWN},
      {"\033[c", CN_KEY_SHIFT_RIGHT},
      {"\033[d", CN_KEY_SHIFT_LEFT},
      {"\033[H", CN_KEY_HOME},
      {"\033OH", CN_KEY_HOME},
      {"\033[1~", CN_KEY_HOME},
      {"\033[7~", CN_KEY_HOME},
      {"\033[F", CN_KEY_END},
      {"\033OF", CN_KEY_END},
      {"\033[4~", CN_KEY_END},
      {"\033[8~", CN_KEY_END},
      {"\033[2~", CN_KEY_INSERT},
      {"\033[3~", CN_KEY_DELETE},
      {"\033[5~", CN_KEY_PAGE_UP},
      {"\033[6~", CN_KEY_PAGE_DOWN},
      {"\033[Z", CN_KEY_BACK_TAB},
      {"\033OM", CN_KEY_ENTER},
      {"\033OP", CN_KEY_FUNCTION + 1},
      {"\033OQ", CN_KEY_FUNCTION + 2},
      {"\033OR", CN_KEY_FUNCTION + 3},
      {"\033OS", CN_KEY_FUNCTION + 4},
      {"\033[11~", CN_KEY_FUNCTION + 1},
      {"\033[12~", CN_KEY_FUNCTION + 2},
      // A keypad in application mode (PuTTY): the characters on its keys.
      {"\033Oj", '*'},
      {"\033Ok", '+'},
      {"\033Ol", ','},
      {"\033Om", '-'},
      {"\033On", '.'},
      {"\033Oo", '/'},
      {"\033OX", '='},
  };
  // Some entries have names for single control codes (linux: Ctrl-Z is "suspend"). They stay bytes.
  for (char code = 1; code < 0x20; code++)
    if (code != 0x1b) define_key((char[]){code, 0}, 0);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    define_key(keys[i].sequence, PRIVATE + keys[i].key);
  // rxvt sends the same for the arrows and Home on the keypad, and digits for its digits.
  if (strncmp(term, "rxvt", 4) == 0) return;
  for (char digit = 0; digit < 10; digit++)
    define_key((char[]){'\033', 'O', 'p' + digit, 0}, PRIVATE + '0' + digit);
}

// tputs wants a function that takes one character and no context.
static char *collected;
static size_t collected_room;
static int collect(int c) {
  if (collected_room > 1) {
    *collected++ = (char)c;
    *collected = 0;
    collected_room--;
  }
  return c;
}

// Appends a capability, its padding left out by way of `tputs`.
static void append(char *buffer, size_t size, const char *capability) {
  size_t used = strlen(buffer);
  if (capability == NULL) return;
  collected = buffer + used;
  collected_room = size - used;
  tputs(capability, 1, collect);
}

const char *cn_capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == NULL || value == (char *)-1 || *value == 0 ? NULL : value;
}

const char *cn_enter_sequence(void) {
  enter_sequence[0] = 0;
  append(enter_sequence, sizeof enter_sequence, cn_capability("smcup"));
  append(enter_sequence, sizeof enter_sequence, cn_capability("smkx"));
  append(enter_sequence, sizeof enter_sequence, cn_capability("sgr0"));
  append(enter_sequence, sizeof enter_sequence, cn_capability("civis"));
  cursor_is_visible = false;
  return enter_sequence;
}

const char *cn_leave_sequence(int rows) {
  const char *alternate = cn_capability("rmcup"), *move = cn_capability("cup");
  leave_sequence[0] = 0;
  append(leave_sequence, sizeof leave_sequence, cn_capability("sgr0"));
  if (cn_colors() > 0) append(leave_sequence, sizeof leave_sequence, cn_capability("op"));
  // Without an alternate screen the shell goes on below what is shown.
  if (alternate == NULL && move != NULL) {
    char *to_last_row = tparm((char *)move, rows > 0 ? rows - 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0);
    append(leave_sequence, sizeof leave_sequence, to_last_row);
    append(leave_sequence, sizeof leave_sequence, cn_capability("el"));
  }
  append(leave_sequence, sizeof leave_sequence, cn_capability("rmkx"));
  append(leave_sequence, sizeof leave_sequence, cn_capability("cnorm"));
  append(leave_sequence, sizeof leave_sequence, alternate);
  return leave_sequence;
}

// Makes room for `size` bytes more of what curses has written.
static bool grow_rendered(size_t size) {
  if (rendered_size + size <= rendered_room) return true;
  uint8_t *larger = realloc(rendered, rendered_size + size);
  if (larger == NULL) return false;
  rendered = larger;
  rendered_room = rendered_size + size;
  return true;
}

// Takes what curses has written over into `rendered`.
static void collect_rendered(void) {
  enum { PIECE = 65536 };
  if (pipe_reader >= 0) {
    ssize_t got;
    while (grow_rendered(PIECE) &&
           (got = read(pipe_reader, rendered + rendered_size, PIECE)) > 0)
      rendered_size += (size_t)got;
    return;
  }
  off_t end = lseek(memory, 0, SEEK_CUR);
  if (end > 0 && grow_rendered((size_t)end)) {
    ssize_t got = pread(memory, rendered + rendered_size, (size_t)end, 0);
    if (got > 0) rendered_size += (size_t)got;
  }
  lseek(memory, 0, SEEK_SET);
}

// Points the descriptor that curses writes to at another file.
static void point_curses_at(int descriptor) {
  int own = fileno(curses_output);
  dup2(descriptor, own);
  fcntl(own, F_SETFD, FD_CLOEXEC);
}

static FILE *duplicate(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (file == NULL && copy >= 0) close(copy);
  return file;
}

// Whether a whole frame can be written to a file: a limit on files is one on those in memory, too.
static bool files_may_grow(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) < 0 || limit.rlim_cur >= 4 << 20;
}

static int open_pipe(void) {
  int ends[2];
  if (pipe(ends) < 0) return -1;
  for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  pipe_reader = ends[0];
  return ends[1];
}

cn_open_result cn_open(int input, int output, const char *term, int rows, int columns) {
  memory = files_may_grow() ? cn_memory_file() : open_pipe();
  curses_output = memory < 0 ? NULL : duplicate(memory, "w");
  curses_input = curses_output == NULL ? NULL : duplicate(input, "r");
  if (curses_input == NULL) {
    cn_close();
    return CN_NO_RESOURCES;
  }
  cn_rescue_save_modes(input);
  // LINES and COLUMNS may be left over from another window; whether they count is the caller's
  // affair, who has read them. use_env(false) is no way out: it leaves
  // terminal types without a size in their entry (linux) with none.
  if (getenv("LINES") != NULL) unsetenv("LINES");
  if (getenv("COLUMNS") != NULL) unsetenv("COLUMNS");
  screen = newterm((char *)term, curses_output, curses_input);
  if (screen == NULL) {
    // The entry is a file: without a descriptor for it the type is not to blame.
    int spare = fcntl(input, F_DUPFD_CLOEXEC, 3);
    if (spare >= 0) close(spare);
    cn_close();
    return spare < 0 ? CN_NO_RESOURCES : CN_UNKNOWN_TERMINAL;
  }
  if (cn_capability("cup") == NULL || cn_capability("clear") == NULL) {
    cn_close();
    return CN_TOO_SIMPLE;
  }
  // curses sets modes through its output descriptor, which must be the terminal for that long.
  point_curses_at(output);
  def_prog_mode();
  raw();
  noecho();
  nonl();
  point_curses_at(memory);
  cn_rescue_save_raw_modes(input);

  set_escdelay(25);
  // Without this, doupdate stops half-way when a key has arrived.
  typeahead(-1);
  pad = newpad(1, 1);
  keypad(pad, true);
  nodelay(pad, true);
  meta(pad, true);
  define_keys(term);
  resizeterm(rows, columns);
  leaveok(stdscr, true);
  curs_set(0);
  // Whatever starting has written is replaced by the enter sequence.
  collect_rendered();
  rendered_size = 0;
  return CN_OPENED;
}

void cn_close(void) {
  if (pad != NULL) delwin(pad);
  pad = NULL;
  if (screen != NULL) {
    endwin();
    delscreen(screen);
  }
  screen = NULL;
  if (curses_output != NULL) fclose(curses_output);
  if (curses_input != NULL) fclose(curses_input);
  curses_output = curses_input = NULL;
  if (memory >= 0) close(memory);
  if (pipe_reader >= 0) close(pipe_reader);
  memory = pipe_reader = -1;
  free(rendered);
  rendered = NULL;
  rendered_room = rendered_size = 0;
  has_color_started = false;
  memset(pairs, 0, sizeof pairs);
  pair_count = 0;
  cursor_is_visible = false;
}

int cn_colors(void) {
  int colors = tigetnum((char *)"colors");
  return colors < 8 ? 0 : colors > 256 ? 256 : colors;
}

bool cn_has_direct_color(void) { return tigetnum((char *)"colors") > 256; }

// What curses calls a colour. In direct colour that is red, green and blue in one number, but for
// the first eight, which stay the terminal's own.
static int curses_color(int index) {
  static const int levels[] = {0, 95, 135, 175, 215, 255};
  static const int bright[] = {0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
                               0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
  if (!cn_has_direct_color() || index < 8) return index;
  if (index < 16) return bright[index - 8];
  if (index >= 232) return (8 + 10 * (index - 232)) * 0x010101;
  int cube = index - 16;
  return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6];
}

// MARK: - Cells

int cn_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// The pair of a colour and a ground (-1: the terminal's own), made when first used; without a ground
// where there are no more pairs.
static short pair_of(int color, int ground) {
  int colors = cn_colors();
  if (color < 0 || color >= colors) color = -1;
  if (ground < 0 || ground >= colors) ground = -1;
  if (color < 0 && ground < 0) return 0;
  if (!has_color_started) {
    has_color_started = true;
    start_color();
    use_default_colors();
  }
  // Never 0, which says that a place is free.
  int32_t key = (color + 1) * 512 + ground + 1;
  unsigned place = (unsigned)key * 2654435761u % PAIR_ROOM;
  while (pairs[place] != 0 && pairs[place] != key) place = (place + 1) % PAIR_ROOM;
  if (pairs[place] == 0) {
    int most = COLOR_PAIRS < PAIR_ROOM / 2 ? COLOR_PAIRS : PAIR_ROOM / 2;
    // A quarter is for words.
    if (pair_count + 1 >= (ground < 0 ? most : most - most / 4)) {
      return ground < 0 ? 0 : pair_of(color, -1);
    }
    pairs[place] = key;
    pair_numbers[place] = (short)++pair_count;
    init_extended_pair(pair_count, color < 0 ? -1 : curses_color(color),
                       ground < 0 ? -1 : curses_color(ground));
  }
  return pair_numbers[place];
}

void cn_put(int row, int column, const cn_cell *cells, int count) {
  enum { ROOM = 512 };
  cchar_t glyphs[ROOM];
  while (count > 0) {
    int taken = count < ROOM ? count : ROOM, width = 0;
    for (int i = 0; i < taken; i++) {
      const cn_cell *cell = &cells[i];
      wchar_t text[3] = {(wchar_t)cell->scalar, (wchar_t)cell->mark, 0};
      attr_t attributes = (cell->emphasis & 1 ? A_BOLD : 0) | (cell->emphasis & 2 ? A_REVERSE : 0) |
                          (cell->emphasis & 4 ? A_UNDERLINE : 0);
      setcchar(&glyphs[i], text, attributes, pair_of(cell->color, cell->ground), NULL);
      int columns = cn_width(cell->scalar);
      width += columns > 0 ? columns : 1;
    }
    mvadd_wchnstr(row, column, glyphs, taken);
    if (pipe_reader >= 0) {
      wnoutrefresh(stdscr);
      doupdate();
      collect_rendered();
    }
    cells += taken;
    count -= taken;
    column += width;
  }
}

void cn_set_cursor(int row, int column) {
  bool is_visible = row >= 0;
  // Without a visible cursor its moves are bytes for nothing.
  leaveok(stdscr, !is_visible);
  if (is_visible) wmove(stdscr, row, column);
  if (is_visible != cursor_is_visible) {
    cursor_is_visible = is_visible;
    curs_set(is_visible ? 1 : 0);
  }
}

void cn_clear(void) {
  werase(stdscr);
  clearok(curscr, true);
}

void cn_resize(int rows, int columns) {
  if (is_term_resized(rows, columns)) resizeterm(rows, columns);
  cn_clear();
}

const uint8_t *cn_render(size_t *count) {
  wnoutrefresh(stdscr);
  doupdate();
  collect_rendered();
  *count = rendered_size;
  rendered_size = 0;
  return *count > 0 ? rendered : NULL;
}

// MARK: - Keys

int cn_read_key(void) {
  int code = pad == NULL ? ERR : wgetch(pad);
  if (code == ERR) return CN_KEY_NONE;
  if (code < 256) return code;
  if (code > PRIVATE) return code - PRIVATE;
  if (code > KEY_F0 && code <= KEY_F0 + 63) return CN_KEY_FUNCTION + code - KEY_F0;
  switch (code) {
    case KEY_UP: return CN_KEY_UP;
    case KEY_DOWN: return CN_KEY_DOWN;
    case KEY_LEFT: return CN_KEY_LEFT;
    case KEY_RIGHT: return CN_KEY_RIGHT;
    case KEY_SR: return CN_KEY_SHIFT_UP;
    case KEY_SF: return CN_KEY_SHIFT_DOWN;
    case KEY_SLEFT: return CN_KEY_SHIFT_LEFT;
    case KEY_SRIGHT: return CN_KEY_SHIFT_RIGHT;
    case KEY_HOME:
    case KEY_SHOME:
    case KEY_FIND:
    case KEY_A1: return CN_KEY_HOME;
    case KEY_END:
    case KEY_SEND:
    case KEY_SELECT:
    case KEY_LL:
    case KEY_C1: return CN_KEY_END;
    case KEY_PPAGE:
    case KEY_A3: return CN_KEY_PAGE_UP;
    case KEY_NPAGE:
    case KEY_C3: return CN_KEY_PAGE_DOWN;
    case KEY_ENTER: return CN_KEY_ENTER;
    case KEY_BACKSPACE: return CN_KEY_BACKSPACE;
    case KEY_DC: return CN_KEY_DELETE;
    case KEY_IC: return CN_KEY_INSERT;
    case KEY_BTAB: return CN_KEY_BACK_TAB;
    default: return CN_KEY_OTHER;
  }
}
