/* A line with one JSON object: how every program of the image reports something. */
#ifndef SWITCHOVER_JSON_H
#define SWITCHOVER_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero at first. Its memory grows as needed and serves one line after the other. */
struct json_line {
    char *bytes;
    size_t length;
    size_t capacity;
};

/* Begins a new line with the opening brace, in place of what the line held before. */
void json_begin_line(struct json_line *line);

/* Adds the closing brace and the newline. Prints nothing yet. */
void json_end_line(struct json_line *line);

/* Adds a line that has ended to others, which json_print then writes together. */
void json_append(struct json_line *lines, const struct json_line *line);

/* Writes the whole line to stdout. A line that cannot be written is lost: the reader may be gone. */
void json_print(const struct json_line *line);

void json_free(struct json_line *line);

/* Values. The key is NULL for the elements of an array. */
void json_text(struct json_line *line, const char *key, const char *value);
/* A text that need be neither terminated nor valid UTF-8. Each byte that is not valid becomes U+FFFD. */
void json_bytes(struct json_line *line, const char *key, const char *bytes, size_t length);
void json_flag(struct json_line *line, const char *key, bool value);
void json_number(struct json_line *line, const char *key, int64_t value);

void json_begin_array(struct json_line *line, const char *key);
void json_end_array(struct json_line *line);
void json_begin_object(struct json_line *line, const char *key);
void json_end_object(struct json_line *line);

#endif
