// The door to curses, and the part of giving a terminal back that must be safe in a signal handler.
//
// curses.h is private to the .c files: none of its names and macros reach Swift. There is one
// terminal per process, because curses and signal handlers know no other world; all functions
// belong to one thread unless their comment says otherwise.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: - Locale

/// Sets the locale of characters by name; "" takes it from the environment. Other categories stay
/// "C", so that numbers keep their decimal point. Returns whether such a locale exists.
bool cn_set_locale(const char *name);

/// Whether the locale of characters is UTF-8.
bool cn_locale_is_utf8(void);

// MARK: - Session

typedef enum cn_open_result {
  CN_OPENED = 0,
  /// terminfo has no entry for the terminal.
  CN_UNKNOWN_TERMINAL,
  /// The entry has no way to move the cursor.
  CN_TOO_SIMPLE,
  /// No descriptors or memory left.
  CN_NO_RESOURCES,
} cn_open_result;

/// Starts curses for the terminal type `term`, sets raw mode, and remembers the terminal's modes
/// before and after. What curses wants to send is kept until `cn_render` hands it out: no byte goes
/// to the terminal from here.
cn_open_result cn_open(int input, int output, const char *term, int rows, int columns);

/// Ends curses and frees what it holds; does not touch the terminal.
void cn_close(void);

/// Colours of the terminal type; 0 for none, 8 for "xterm", 256 at most.
int cn_colors(void);

/// Whether the terminal type takes colours as red, green and blue; their 256 usual indices are
/// translated.
bool cn_has_direct_color(void);

/// A string capability of the terminal type, or NULL when it has none.
const char *cn_capability(const char *name);

/// The sequence that takes the screen over (alternate screen, keypad, hidden cursor).
const char *cn_enter_sequence(void);

/// The sequence that gives the screen back, for `rows` rows. Valid until the next call.
const char *cn_leave_sequence(int rows);

// MARK: - Cells

/// A glyph for the screen.
typedef struct cn_cell {
  uint32_t scalar;
  /// A combining scalar over it, 0 for none.
  uint32_t mark;
  /// 0 to 255, or -1 for the terminal's own foreground.
  int16_t color;
  /// The same of what is behind the glyph.
  int16_t ground;
  /// 1 bold, 2 reverse, 4 underline.
  uint8_t emphasis;
} cn_cell;

/// Columns that a scalar takes in the current locale: 0, 1, 2, or -1 when it cannot be shown.
int cn_width(uint32_t scalar);

/// Puts glyphs side by side; a wide one takes two columns and has no continuation in `cells`.
void cn_put(int row, int column, const cn_cell *cells, int count);

/// Places the visible cursor; a negative row hides it.
void cn_set_cursor(int row, int column);

/// Blanks the screen, and has the next `cn_render` start from a cleared terminal.
void cn_clear(void);

/// Follows the terminal to a new size; the next `cn_render` repaints.
void cn_resize(int rows, int columns);

/// Has curses work out the bytes that bring the terminal to what was put. They are `*count` bytes at
/// the returned address, valid until the next call; NULL when there are none.
const uint8_t *cn_render(size_t *count);

// MARK: - Keys

/// What `cn_read_key` returns beside bytes (0 to 255).
enum cn_key {
  CN_KEY_NONE = -1,
  CN_KEY_UP = 0x100,
  CN_KEY_DOWN,
  CN_KEY_LEFT,
  CN_KEY_RIGHT,
  CN_KEY_SHIFT_UP,
  CN_KEY_SHIFT_DOWN,
  CN_KEY_SHIFT_LEFT,
  CN_KEY_SHIFT_RIGHT,
  CN_KEY_HOME,
  CN_KEY_END,
  CN_KEY_PAGE_UP,
  CN_KEY_PAGE_DOWN,
  CN_KEY_ENTER,
  CN_KEY_BACKSPACE,
  CN_KEY_DELETE,
  CN_KEY_INSERT,
  CN_KEY_BACK_TAB,
  /// The terminal's answer to a status request.
  CN_KEY_REPORT,
  CN_KEY_PASTE_BEGIN,
  CN_KEY_PASTE_END,
  /// The head of a mouse event: `button;column;row` and `M` or `m` follow as bytes.
  CN_KEY_MOUSE,
  /// The head of an old mouse event: three bytes follow.
  CN_KEY_OLD_MOUSE,
  /// A key that the explorer has no name for.
  CN_KEY_OTHER,
  /// F1 is CN_KEY_FUNCTION + 1.
  CN_KEY_FUNCTION = 0x200,
};

/// The next byte or key that has arrived, CN_KEY_NONE when there is none. Waits, at most 25 ms, only
/// for the rest of an escape sequence that has begun.
int cn_read_key(void);

// MARK: - Signals

/// Installs handlers for WINCH, TSTP, CONT, and every signal that would end the process, that write
/// the signal's number to a pipe, and handlers for crashes and QUIT that give the terminal back
/// first. Ignores PIPE and XFSZ: their writes fail. Returns the descriptor to poll, or -1.
int cn_signals_install(void);

/// Puts back every handler that was there before.
void cn_signals_restore(void);

/// The next signal that has arrived, 0 when there is none.
int cn_signals_next(void);

/// Stops the process group as Ctrl-Z does, and returns when it has been continued.
void cn_stop(void);

// MARK: - Rescue

/// Remembers how the terminal is to be given back: the sequence to send to `output`, and the modes
/// that `input` has had before `cn_open` and has now.
void cn_rescue_prepare(int input, int output);

/// Remembers the sequence that gives the terminal back; copied, at most 512 bytes.
void cn_rescue_set_sequence(const char *sequence);

/// Takes the terminal: raw modes on, standard error captured when it is a terminal. From here on a
/// crash, and `exit`, give it back.
void cn_rescue_take(void);

/// Gives the terminal back: the sequence, the modes, and what was written to standard error
/// meanwhile. Does nothing when the terminal is not taken. Safe in a signal handler and on any
/// thread.
void cn_rescue_give_back(void);

/// Whether a crash ends without a word: no backtrace, which names files, and no prompt of a debugger.
void cn_rescue_set_quiet(bool is_quiet);

// MARK: - Internal to the target

/// Called by `cn_open` while the terminal is known to be in the given state.
void cn_rescue_save_modes(int input);
void cn_rescue_save_raw_modes(int input);
/// A descriptor of an unlinked file, in memory where the system can.
int cn_memory_file(void);

#endif
