// Signals, and giving the terminal back when the program cannot.
//
// Handlers run on any thread at any moment: they use only what POSIX lists as async-signal-safe, and
// only memory that was filled before they were installed.

#define _GNU_SOURCE 1
#define _DARWIN_C_SOURCE 1

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#include <termios.h>
#include <unistd.h>

// MARK: - Rescue

static atomic_bool is_taken;
static int rescue_input = -1, rescue_output = -1;
static char sequence[512];
static size_t sequence_length;
static struct termios modes_before, modes_raw;
static bool has_modes;
// The real standard error while it is captured, and where it is captured.
static int real_error = -1, captured_error = -1;

int cn_memory_file(void) {
#if defined(__linux__)
  int descriptor = memfd_create("terminal", MFD_CLOEXEC);
  if (descriptor >= 0) return descriptor;
#endif
  FILE *file = tmpfile();
  if (file == NULL) return -1;
  int copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  fclose(file);
  return copy;
}

void cn_rescue_save_modes(int input) { has_modes = tcgetattr(input, &modes_before) == 0; }
void cn_rescue_save_raw_modes(int input) {
  if (tcgetattr(input, &modes_raw) < 0) return;
  // The raw mode of curses still echoes, and translates between Enter and line feed.
  modes_raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  modes_raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON | BRKINT | PARMRK);
  modes_raw.c_oflag &= ~(tcflag_t)OPOST;
}

void cn_rescue_prepare(int input, int output) {
  static bool is_registered;
  rescue_input = input;
  rescue_output = output;
  if (!is_registered) {
    is_registered = true;
    atexit(cn_rescue_give_back);
  }
}

void cn_rescue_set_sequence(const char *bytes) {
  size_t length = strlen(bytes);
  // Longer than any terminal's; a cut sequence would be worse than none.
  if (length > sizeof sequence) length = 0;
  sequence_length = 0;
  memcpy(sequence, bytes, length);
  sequence_length = length;
}

// Writes all, but gives up on a terminal that takes nothing for half a second.
static void write_patiently(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd writable = {descriptor, POLLOUT, 0};
      if (poll(&writable, 1, 500) <= 0) return;
    } else if (written == 0 || errno != EINTR) {
      return;
    }
  }
}

static void set_modes(const struct termios *modes) {
  if (!has_modes) return;
  // TCSADRAIN would wait for ever on a terminal that was stopped with Ctrl-S.
  while (tcsetattr(rescue_input, TCSANOW, modes) < 0 && errno == EINTR) {
  }
}

static void capture_error(void) {
  if (captured_error >= 0 || !isatty(STDERR_FILENO)) return;
  captured_error = cn_memory_file();
  if (captured_error < 0) return;
  real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_error >= 0) dup2(captured_error, STDERR_FILENO);
}

static void replay_error(void) {
  if (captured_error < 0) return;
  if (real_error >= 0) {
    char buffer[1024];
    off_t place = 0;
    ssize_t count;
    dup2(real_error, STDERR_FILENO);
    while ((count = pread(captured_error, buffer, sizeof buffer, place)) > 0) {
      write_patiently(real_error, buffer, (size_t)count);
      place += count;
    }
    close(real_error);
  }
  close(captured_error);
  real_error = captured_error = -1;
}

void cn_rescue_take(void) {
  // In the background this stops the process until it is brought to the foreground, as it should.
  set_modes(&modes_raw);
  capture_error();
  atomic_store(&is_taken, true);
}

void cn_rescue_give_back(void) {
  if (!atomic_exchange(&is_taken, false)) return;
  int saved = errno;
  write_patiently(rescue_output, sequence, sequence_length);
  // Answers of the terminal that nobody reads any more would reach the shell.
  tcflush(rescue_input, TCIFLUSH);
  set_modes(&modes_before);
  replay_error();
  errno = saved;
}

// MARK: - Signals

static int signal_pipe[2] = {-1, -1};
static const int reported[] = {
    SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP,
    // Rarely sent, but each would end the program with the terminal as it is.
    SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO,
#if defined(SIGPWR)
    SIGPWR,
#endif
#if defined(SIGSTKFLT)
    SIGSTKFLT,
#endif
};
static const int fatal[] = {SIGILL,  SIGTRAP, SIGSEGV, SIGBUS,
                            SIGFPE,  SIGABRT, SIGQUIT, SIGSYS};
// A write that they stand for fails, and that is told.
static const int ignored[] = {SIGPIPE, SIGXFSZ};
// Where there are real-time signals, too; their numbers are known at run time alone.
#if defined(SIGRTMIN)
#define REAL_TIME_COUNT (SIGRTMAX - SIGRTMIN + 1)
#define FIRST_REAL_TIME SIGRTMIN
#else
#define REAL_TIME_COUNT 0
#define FIRST_REAL_TIME 0
#endif
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
enum { REPORTED = COUNT(reported), FATAL = COUNT(fatal), IGNORED = COUNT(ignored), MOST_REAL_TIME = 64 };
static struct sigaction reported_before[REPORTED + MOST_REAL_TIME], fatal_before[FATAL], ignored_before[IGNORED];
static bool is_installed;
static atomic_bool is_quiet;

void cn_rescue_set_quiet(bool quiet) { atomic_store(&is_quiet, quiet); }

// A signal to end that waits to be read.
static atomic_int unread_end;

static int reported_count(void) {
  int real_time = REAL_TIME_COUNT;
  return REPORTED + (real_time < MOST_REAL_TIME ? real_time : MOST_REAL_TIME);
}

static int reported_signal(int index) {
  return index < REPORTED ? reported[index] : FIRST_REAL_TIME + index - REPORTED;
}

static bool ends(int signal_number) {
  return signal_number != SIGWINCH && signal_number != SIGTSTP && signal_number != SIGCONT;
}

static void on_reported(int signal_number) {
  int saved = errno;
  // The second request to end while the first is unread: the program's loop is stuck.
  if (ends(signal_number) && atomic_fetch_add(&unread_end, 1) > 0) {
    cn_rescue_give_back();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
  }
  unsigned char byte = (unsigned char)signal_number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void on_fatal(int signal_number, siginfo_t *info, void *context) {
  cn_rescue_give_back();
  // Somebody else's kill is no defect: no backtrace, only the default end.
  bool is_from_kill = info->si_code <= 0 || info->si_code == SI_USER;
  bool is_sent = atomic_load(&is_quiet) || signal_number == SIGQUIT || signal_number == SIGSYS || (is_from_kill && info->si_pid != getpid());
  for (int i = 0; i < FATAL && !is_sent; i++) {
    if (fatal[i] != signal_number) continue;
    const struct sigaction *before = &fatal_before[i];
    if (before->sa_flags & SA_SIGINFO) {
      before->sa_sigaction(signal_number, info, context);
      return;
    }
    if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN) {
      before->sa_handler(signal_number);
      return;
    }
  }
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void install_reported(bool saves) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_reported;
  // SIGWINCH must not fail somebody's read on another thread.
  action.sa_flags = SA_RESTART | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < reported_count(); i++) {
    if (saves) sigaction(reported_signal(i), NULL, &reported_before[i]);
    // Whoever started the program without one of the rare signals (nohup, a supervisor) meant it.
    bool is_rare = i >= 6;
    if (is_rare && reported_before[i].sa_handler == SIG_IGN) continue;
    sigaction(reported_signal(i), &action, NULL);
  }
}

int cn_signals_install(void) {
  // Again after curses has started: it installs its own handler of SIGTSTP.
  if (is_installed) {
    install_reported(false);
    return signal_pipe[0];
  }
  if (pipe(signal_pipe) < 0) return -1;
  for (int end = 0; end < 2; end++) {
    fcntl(signal_pipe[end], F_SETFD, FD_CLOEXEC);
    fcntl(signal_pipe[end], F_SETFL, O_NONBLOCK);
  }
  atomic_store(&unread_end, 0);

  // A handler of a stack overflow needs a stack.
  static char stack[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&own, NULL);
  }

  install_reported(true);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = on_fatal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &fatal_before[i]);
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_IGN;
  for (int i = 0; i < IGNORED; i++) sigaction(ignored[i], &action, &ignored_before[i]);
  is_installed = true;
  return signal_pipe[0];
}

void cn_signals_restore(void) {
  if (!is_installed) return;
  is_installed = false;
  for (int i = 0; i < reported_count(); i++) sigaction(reported_signal(i), &reported_before[i], NULL);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  for (int i = 0; i < IGNORED; i++) sigaction(ignored[i], &ignored_before[i], NULL);
  close(signal_pipe[0]);
  close(signal_pipe[1]);
  signal_pipe[0] = signal_pipe[1] = -1;
}

int cn_signals_next(void) {
  unsigned char byte;
  if (signal_pipe[0] < 0 || read(signal_pipe[0], &byte, 1) != 1) return 0;
  if (ends(byte)) atomic_store(&unread_end, 0);
  return byte;
}

void cn_stop(void) {
  struct sigaction action, own;
  sigset_t stop;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, &own);
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigset_t before;
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  // The whole group, as the terminal's own Ctrl-Z would: a shell script around us stops too.
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &own, NULL);
}
