#include "CYAML.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct cy_parser {
  yaml_parser_t parser;
  /// The one whose text the caller may still read.
  yaml_event_t event;
};

cy_parser *cy_open(const unsigned char *bytes, size_t length) {
  cy_parser *parser = calloc(1, sizeof *parser);
  if (!parser) return NULL;
  if (!yaml_parser_initialize(&parser->parser)) {
    free(parser);
    return NULL;
  }
  yaml_parser_set_encoding(&parser->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser->parser, bytes, length);
  return parser;
}

void cy_close(cy_parser *parser) {
  if (!parser) return;
  yaml_event_delete(&parser->event);
  yaml_parser_delete(&parser->parser);
  free(parser);
}

static cy_event failure(const yaml_parser_t *parser) {
  cy_event event = {.kind = CY_BAD_SYNTAX};
  if (parser->error == YAML_MEMORY_ERROR) event.kind = CY_NO_MEMORY;
  if (parser->error == YAML_READER_ERROR) event.kind = CY_BAD_CHARACTER;
  event.text = parser->problem ? parser->problem : "";
  event.length = strlen(event.text);
  event.context = event.kind == CY_BAD_SYNTAX ? parser->context : NULL;
  event.line = parser->problem_mark.line + 1;
  event.offset = parser->problem_offset;
  return event;
}

cy_event cy_next(cy_parser *parser) {
  yaml_event_t *source = &parser->event;
  do {
    yaml_event_delete(source);
    if (!yaml_parser_parse(&parser->parser, source)) return failure(&parser->parser);
  } while (source->type == YAML_STREAM_START_EVENT);

  cy_event event = {.text = "", .line = source->start_mark.line + 1};
  switch (source->type) {
    case YAML_SCALAR_EVENT:
      event.kind = CY_SCALAR;
      event.text = (const char *)source->data.scalar.value;
      event.length = source->data.scalar.length;
      event.is_plain = source->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
      if (!source->data.scalar.quoted_implicit) event.tag = (const char *)source->data.scalar.tag;
      break;
    case YAML_SEQUENCE_START_EVENT:
      event.kind = CY_SEQUENCE;
      if (!source->data.sequence_start.implicit) {
        event.tag = (const char *)source->data.sequence_start.tag;
      }
      break;
    case YAML_MAPPING_START_EVENT:
      event.kind = CY_MAPPING;
      if (!source->data.mapping_start.implicit) {
        event.tag = (const char *)source->data.mapping_start.tag;
      }
      break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: event.kind = CY_END; break;
    case YAML_ALIAS_EVENT: event.kind = CY_ALIAS; break;
    case YAML_DOCUMENT_START_EVENT: event.kind = CY_DOCUMENT; break;
    case YAML_DOCUMENT_END_EVENT: event.kind = CY_DOCUMENT_END; break;
    // After the end, libyaml gives events of no type.
    default: event.kind = CY_STREAM_END; break;
  }
  return event;
}
