// The door to libcmark: a Markdown text as a sequence of events, in the order of the text.
//
// cmark.h is private to the .c file: none of its names and macros reach Swift.

#ifndef CMARKDOWN_H
#define CMARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum cm_kind {
  // Blocks: entered and left.
  CM_PARAGRAPH,
  /// `number` is its level.
  CM_HEADING,
  CM_QUOTE,
  /// `number` is the first item's number; 0 for a list of bullets.
  CM_LIST,
  CM_ITEM,
  // Blocks that are only met.
  CM_CODE_BLOCK,
  CM_THEMATIC_BREAK,
  // Pieces of a line: entered and left.
  CM_EMPHASIS,
  CM_STRONG,
  /// `text` is where it leads.
  CM_LINK,
  CM_IMAGE,
  // Pieces of a line that are only met.
  CM_TEXT,
  CM_CODE,
  CM_SOFT_BREAK,
  CM_LINE_BREAK,
  /// HTML, as a block or in a line.
  CM_HTML,
} cm_kind;

typedef struct cm_event {
  cm_kind kind;
  /// Whether it is entered or met; false where it is left.
  bool enters;
  int number;
  /// Whether a list has no empty lines between its items.
  bool is_tight;
  /// Counted from 1, in the text; 0 for pieces of a line.
  int line;
  /// UTF-8, never NULL; valid until the document is freed.
  const char *text;
} cm_event;

typedef struct cm_document cm_document;

/// Reads a Markdown text; bytes that are not UTF-8 become U+FFFD. NULL only without memory.
cm_document *cm_parse(const char *bytes, size_t length);

/// The next event; false at the end.
bool cm_next(cm_document *document, cm_event *event);

void cm_free(cm_document *document);

#endif
