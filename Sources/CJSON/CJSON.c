#include "CJSON.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { DEEPEST = 64 };

struct reader {
  cj_tape tape;
  size_t capacity, node_count;
  size_t text_length, text_room;
  size_t open[DEEPEST];
  int depth;
  /// Nodes of values that are complete.
  size_t whole_nodes;
};

/// What stands for a number that is none: DEL, which no text begins with.
static const char NOT_FINITE = 0x7F;

static bool room(void **array, size_t *capacity, size_t wanted, size_t size) {
  if (wanted <= *capacity) return true;
  size_t larger = *capacity ? *capacity * 2 : 4096;
  while (larger < wanted) larger *= 2;
  void *moved = realloc(*array, larger * size);
  if (!moved) return false;
  *array = moved;
  *capacity = larger;
  return true;
}

static int fail(struct reader *reader, cj_outcome outcome) {
  reader->tape.outcome = outcome;
  return 0;
}

static int add(struct reader *reader, cj_kind kind, const void *text, size_t length) {
  cj_tape *tape = &reader->tape;
  if (!room((void **)&tape->nodes, &reader->capacity, reader->node_count + 1, sizeof(cj_node)) ||
      !room((void **)&tape->text, &reader->text_room, reader->text_length + length + 1, 1)) {
    return fail(reader, CJ_NO_MEMORY);
  }
  tape->nodes[reader->node_count++] = (cj_node){
      .start = (uint32_t)reader->text_length, .length = (uint32_t)length, .kind = kind};
  if (length) memcpy(tape->text + reader->text_length, text, length);
  reader->text_length += length;
  if (!reader->depth) reader->whole_nodes = reader->node_count;
  return 1;
}

static int null(void *reader) { return add(reader, CJ_NULL, NULL, 0); }

static int boolean(void *reader, int value) {
  return add(reader, value ? CJ_TRUE : CJ_FALSE, NULL, 0);
}

static int number(void *reader, const char *text, size_t length) {
  return add(reader, CJ_NUMBER, text, length);
}

static int text(void *reader, const unsigned char *text, size_t length) {
  if (length && (char)text[0] == NOT_FINITE) return add(reader, CJ_NOT_FINITE, NULL, 0);
  return add(reader, CJ_TEXT, text, length);
}

static int key(void *reader, const unsigned char *text, size_t length) {
  return add(reader, CJ_KEY, text, length);
}

static int begin(struct reader *reader, cj_kind kind) {
  if (reader->depth == DEEPEST) return fail(reader, CJ_TOO_DEEP);
  reader->open[reader->depth++] = reader->node_count;
  return add(reader, kind, NULL, 0);
}

static int begin_object(void *reader) { return begin(reader, CJ_OBJECT); }
static int begin_array(void *reader) { return begin(reader, CJ_ARRAY); }

static int end(void *context) {
  struct reader *reader = context;
  reader->tape.nodes[reader->open[--reader->depth]].length = (uint32_t)reader->node_count;
  if (!reader->depth) reader->whole_nodes = reader->node_count;
  return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = null,
    .yajl_boolean = boolean,
    .yajl_number = number,
    .yajl_string = text,
    .yajl_start_map = begin_object,
    .yajl_map_key = key,
    .yajl_end_map = end,
    .yajl_start_array = begin_array,
    .yajl_end_array = end,
};

/// Puts a text of the same length where a word stands that is no JSON.
static void replace_words(unsigned char *bytes, size_t length) {
  static const char *const words[] = {"-Infinity", "Infinity", "-NaN", "NaN"};
  bool quoted = false;
  for (size_t place = 0; place < length; place++) {
    unsigned char byte = bytes[place];
    if (quoted) {
      if (byte == '\\') place++;
      quoted = byte != '"';
      continue;
    }
    if (byte == '"') quoted = true;
    if (byte != 'N' && byte != 'I' && byte != '-') continue;
    for (size_t word = 0; word < sizeof words / sizeof *words; word++) {
      size_t size = strlen(words[word]);
      if (length - place < size || memcmp(bytes + place, words[word], size) != 0) continue;
      memset(bytes + place, NOT_FINITE, size);
      bytes[place] = '"';
      bytes[place + size - 1] = '"';
      place += size - 1;
      break;
    }
  }
}

cj_tape cj_read(unsigned char *bytes, size_t length) {
  struct reader reader = {0};
  replace_words(bytes, length);
  yajl_handle handle = yajl_alloc(&callbacks, NULL, &reader);
  if (!handle) return (cj_tape){.outcome = CJ_NO_MEMORY};
  yajl_config(handle, yajl_allow_multiple_values, 1);
  // All at once: of a text in several pieces the parser begins anew with each of them.
  enum { CHUNK = 1 << 26 };
  size_t place = 0;
  yajl_status status = yajl_status_ok;
  while (place < length && status == yajl_status_ok) {
    size_t size = length - place < CHUNK ? length - place : CHUNK;
    status = yajl_parse(handle, bytes + place, size);
    size_t used = status == yajl_status_ok ? size : yajl_get_bytes_consumed(handle);
    place += used < size ? used : size;
  }
  if (status == yajl_status_ok) {
    status = yajl_complete_parse(handle);
    if (status != yajl_status_ok) reader.tape.outcome = CJ_CUT_OFF;
  }
  if (status != yajl_status_ok && reader.tape.outcome == CJ_READ) {
    reader.tape.outcome = CJ_BAD_SYNTAX;
  }
  yajl_free(handle);
  reader.tape.offset = place;
  reader.tape.count = reader.whole_nodes;
  return reader.tape;
}

void cj_free(cj_tape tape) {
  free(tape.nodes);
  free(tape.text);
}
