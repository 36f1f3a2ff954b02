#include "CCSV.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct cc_parser {
  struct csv_parser csv;
  cc_cell *cells;
  size_t count, capacity;
  unsigned char *text;
  size_t length, room;
  bool has_no_memory;
};

/// Room for one more element of an array.
static bool grow(void **array, size_t *capacity, size_t wanted, size_t size) {
  if (wanted <= *capacity) return true;
  size_t larger = *capacity ? *capacity * 2 : 4096;
  while (larger < wanted) larger *= 2;
  void *moved = realloc(*array, larger * size);
  if (!moved) return false;
  *array = moved;
  *capacity = larger;
  return true;
}

static void add(cc_parser *parser, const void *text, size_t length, bool ends_row) {
  if (parser->has_no_memory) return;
  if (!grow((void **)&parser->cells, &parser->capacity, parser->count + 1, sizeof *parser->cells) ||
      !grow((void **)&parser->text, &parser->room, parser->length + length, 1)) {
    parser->has_no_memory = true;
    return;
  }
  parser->cells[parser->count++] = (cc_cell){
      .start = (uint32_t)parser->length, .length = (uint32_t)length, .ends_row = ends_row};
  if (length) memcpy(parser->text + parser->length, text, length);
  parser->length += length;
}

static void field(void *text, size_t length, void *parser) { add(parser, text, length, false); }

static void row(int terminator, void *parser) {
  (void)terminator;
  add(parser, NULL, 0, true);
}

cc_parser *cc_open(unsigned char separator) {
  cc_parser *parser = calloc(1, sizeof *parser);
  if (!parser) return NULL;
  if (csv_init(&parser->csv, 0)) {
    free(parser);
    return NULL;
  }
  csv_set_delim(&parser->csv, separator);
  // A field grows in pieces of this size; 128 bytes would be half a million pieces of a hostile one.
  csv_set_blk_size(&parser->csv, 1 << 16);
  return parser;
}

bool cc_feed(cc_parser *parser, const unsigned char *bytes, size_t length) {
  return csv_parse(&parser->csv, bytes, length, field, row, parser) == length &&
         !parser->has_no_memory;
}

bool cc_finish(cc_parser *parser) {
  return csv_fini(&parser->csv, field, row, parser) == 0 && !parser->has_no_memory;
}

// 2: libcsv's name for the state inside a field is its own.
bool cc_is_quoted(const cc_parser *parser) {
  return parser->csv.quoted && parser->csv.pstate == 2;
}

const cc_cell *cc_cells(const cc_parser *parser) { return parser->cells; }
size_t cc_count(const cc_parser *parser) { return parser->count; }
const unsigned char *cc_text(const cc_parser *parser) { return parser->text; }

void cc_clear(cc_parser *parser) {
  parser->count = 0;
  parser->length = 0;
}

void cc_close(cc_parser *parser) {
  if (!parser) return;
  csv_free(&parser->csv);
  free(parser->cells);
  free(parser->text);
  free(parser);
}
