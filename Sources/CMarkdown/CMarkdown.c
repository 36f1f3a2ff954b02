#include "CMarkdown.h"

#include <cmark.h>
#include <stdlib.h>

struct cm_document {
  cmark_node *root;
  cmark_iter *iterator;
};

cm_document *cm_parse(const char *bytes, size_t length) {
  cm_document *document = malloc(sizeof *document);
  if (!document) return NULL;
  document->root = cmark_parse_document(bytes, length, CMARK_OPT_VALIDATE_UTF8);
  document->iterator = document->root ? cmark_iter_new(document->root) : NULL;
  if (!document->iterator) {
    cm_free(document);
    return NULL;
  }
  return document;
}

void cm_free(cm_document *document) {
  if (!document) return;
  if (document->iterator) cmark_iter_free(document->iterator);
  if (document->root) cmark_node_free(document->root);
  free(document);
}

/// Fills in what a node is; false for those that say nothing, such as the document itself.
static bool describe(cmark_node *node, cm_event *event) {
  const char *text = NULL;
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH: event->kind = CM_PARAGRAPH; break;
    case CMARK_NODE_HEADING:
      event->kind = CM_HEADING;
      event->number = cmark_node_get_heading_level(node);
      break;
    case CMARK_NODE_BLOCK_QUOTE: event->kind = CM_QUOTE; break;
    case CMARK_NODE_LIST: {
      event->kind = CM_LIST;
      bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
      event->number = is_ordered ? cmark_node_get_list_start(node) : 0;
      event->is_tight = cmark_node_get_list_tight(node);
      break;
    }
    case CMARK_NODE_ITEM: event->kind = CM_ITEM; break;
    case CMARK_NODE_CODE_BLOCK:
      event->kind = CM_CODE_BLOCK;
      text = cmark_node_get_literal(node);
      break;
    case CMARK_NODE_THEMATIC_BREAK: event->kind = CM_THEMATIC_BREAK; break;
    case CMARK_NODE_EMPH: event->kind = CM_EMPHASIS; break;
    case CMARK_NODE_STRONG: event->kind = CM_STRONG; break;
    case CMARK_NODE_LINK:
      event->kind = CM_LINK;
      text = cmark_node_get_url(node);
      break;
    case CMARK_NODE_IMAGE: event->kind = CM_IMAGE; break;
    case CMARK_NODE_TEXT:
      event->kind = CM_TEXT;
      text = cmark_node_get_literal(node);
      break;
    case CMARK_NODE_CODE:
      event->kind = CM_CODE;
      text = cmark_node_get_literal(node);
      break;
    case CMARK_NODE_SOFTBREAK: event->kind = CM_SOFT_BREAK; break;
    case CMARK_NODE_LINEBREAK: event->kind = CM_LINE_BREAK; break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: event->kind = CM_HTML; break;
    default: return false;
  }
  event->text = text ? text : "";
  event->line = cmark_node_get_start_line(node);
  return true;
}

bool cm_next(cm_document *document, cm_event *event) {
  for (;;) {
    cmark_event_type type = cmark_iter_next(document->iterator);
    if (type == CMARK_EVENT_DONE || type == CMARK_EVENT_NONE) return false;
    *event = (cm_event){.enters = type == CMARK_EVENT_ENTER};
    if (describe(cmark_iter_get_node(document->iterator), event)) return true;
  }
}
