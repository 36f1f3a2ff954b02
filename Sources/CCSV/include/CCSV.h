// The door to libcsv: separated text as cells, chunk by chunk.
//
// csv.h is private to the .c file.

#ifndef CCSV_H
#define CCSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A cell, by its place in the text that has been read since `cc_clear`; or the end of a row.
typedef struct cc_cell {
  uint32_t start;
  uint32_t length;
  bool ends_row;
} cc_cell;

typedef struct cc_parser cc_parser;

/// NULL only without memory.
cc_parser *cc_open(unsigned char separator);

/// Takes bytes in; false without memory.
bool cc_feed(cc_parser *parser, const unsigned char *bytes, size_t length);

/// The end of the text: what is left is the last row. False without memory.
bool cc_finish(cc_parser *parser);

/// Whether the text so far ends inside quotes.
bool cc_is_quoted(const cc_parser *parser);

/// Cells since `cc_clear`; valid until the next call that takes a parser that is not const.
const cc_cell *cc_cells(const cc_parser *parser);
size_t cc_count(const cc_parser *parser);
const unsigned char *cc_text(const cc_parser *parser);

/// Forgets the cells that have been looked at.
void cc_clear(cc_parser *parser);

void cc_close(cc_parser *parser);

#endif
