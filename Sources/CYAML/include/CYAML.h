// The door to libyaml: a YAML text as a sequence of events, in the order of the text.
//
// yaml.h is private to the .c file: none of its names and unions reach Swift.

#ifndef CYAML_H
#define CYAML_H

#include <stdbool.h>
#include <stddef.h>

typedef enum cy_kind {
  /// `text` is its value, quotes and escapes undone.
  CY_SCALAR,
  CY_SEQUENCE,
  CY_MAPPING,
  /// Of the innermost sequence or mapping.
  CY_END,
  CY_ALIAS,
  CY_DOCUMENT,
  CY_DOCUMENT_END,
  CY_STREAM_END,
  /// No event follows. `text` is what is wrong, `context` what was being read.
  CY_BAD_SYNTAX,
  /// No event follows. `text` is what is wrong with the character at `offset`.
  CY_BAD_CHARACTER,
  /// No event follows.
  CY_NO_MEMORY,
} cy_kind;

typedef struct cy_event {
  cy_kind kind;
  /// UTF-8; valid until the next event.
  const char *text;
  size_t length;
  /// NULL where there is none.
  const char *context;
  /// What the text says of the type, such as `tag:yaml.org,2002:int`; NULL where it says nothing.
  const char *tag;
  /// Whether a scalar stands without quotes, and is no block of text.
  bool is_plain;
  /// Counted from 1.
  size_t line;
  /// Of a bad character, in bytes.
  size_t offset;
} cy_event;

typedef struct cy_parser cy_parser;

/// Reads UTF-8 without a byte order mark; `bytes` must outlive the parser. NULL only without memory.
cy_parser *cy_open(const unsigned char *bytes, size_t length);

/// The next event.
cy_event cy_next(cy_parser *parser);

void cy_close(cy_parser *parser);

#endif
