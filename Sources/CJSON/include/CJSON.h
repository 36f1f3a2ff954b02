// The door to yajl: a JSON text, or several one after the other, as a flat list of nodes.
//
// yajl's headers are private to the .c file. What yajl refuses and training logs contain all the same,
// NaN and Infinity, become CJ_NOT_FINITE.

#ifndef CJSON_H
#define CJSON_H

#include <stddef.h>
#include <stdint.h>

typedef enum cj_kind {
  CJ_NULL,
  CJ_TRUE,
  CJ_FALSE,
  /// As it is written.
  CJ_NUMBER,
  CJ_NOT_FINITE,
  CJ_TEXT,
  /// The name of the value that follows.
  CJ_KEY,
  /// `length` is the place behind its last node; its nodes follow.
  CJ_OBJECT,
  CJ_ARRAY,
} cj_kind;

/// Numbers, texts and keys: their place in `text`.
typedef struct cj_node {
  uint32_t start;
  uint32_t length;
  cj_kind kind;
} cj_node;

typedef enum cj_outcome {
  CJ_READ,
  CJ_BAD_SYNTAX,
  /// The text ends inside a value.
  CJ_CUT_OFF,
  CJ_TOO_DEEP,
  CJ_NO_MEMORY,
} cj_outcome;

typedef struct cj_tape {
  cj_node *nodes;
  /// All nodes of values that are complete.
  size_t count;
  char *text;
  cj_outcome outcome;
  /// Where reading ended, in bytes.
  size_t offset;
} cj_tape;

/// Reads UTF-8 without a byte order mark of less than 4 GB. The bytes are changed: words that are no
/// JSON become texts of the same length.
cj_tape cj_read(unsigned char *bytes, size_t length);

void cj_free(cj_tape tape);

#endif
