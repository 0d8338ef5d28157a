#include "common/json.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/utf8.h"

static void append(struct json_line *line, const char *bytes, size_t length)
{
    if (line->length + length > line->capacity) {
        line->capacity = 2 * (line->length + length);
        line->bytes = realloc(line->bytes, line->capacity);
        if (line->bytes == NULL)
            err(1, "no memory for a line of %zu bytes", line->capacity);
    }
    memcpy(line->bytes + line->length, bytes, length);
    line->length += length;
}

static void append_text(struct json_line *line, const char *text)
{
    append(line, text, strlen(text));
}

static void append_escaped(struct json_line *line, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        size_t taken = utf8_length(bytes, length);
        if (taken == 0) {
            append_text(line, "\\ufffd");
            taken = 1;
        } else if (*bytes == '"' || *bytes == '\\') {
            append_text(line, "\\");
            append(line, (const char *)bytes, 1);
        } else if (*bytes < 0x20 || *bytes == 0x7f) {
            char escaped[sizeof "\\u0000"];
            snprintf(escaped, sizeof escaped, "\\u%04x", *bytes);
            append_text(line, escaped);
        } else {
            append(line, (const char *)bytes, taken);
        }
        bytes += taken;
        length -= taken;
    }
}

/* The comma, where the value is not the first of its object or array, and the key, if there is one. */
static void begin_value(struct json_line *line, const char *key)
{
    char last = line->bytes[line->length - 1];
    if (last != '{' && last != '[')
        append_text(line, ",");
    if (key == NULL)
        return;
    append_text(line, "\"");
    append_text(line, key);
    append_text(line, "\":");
}

void json_begin_line(struct json_line *line)
{
    line->length = 0;
    append_text(line, "{");
}

void json_end_line(struct json_line *line)
{
    append_text(line, "}\n");
}

void json_append(struct json_line *lines, const struct json_line *line)
{
    append(lines, line->bytes, line->length);
}

void json_print(const struct json_line *line)
{
    for (size_t written = 0; written < line->length;) {
        ssize_t taken = write(STDOUT_FILENO, line->bytes + written, line->length - written);
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0)
            return;
        written += taken;
    }
}

void json_free(struct json_line *line)
{
    free(line->bytes);
    *line = (struct json_line){0};
}

void json_text(struct json_line *line, const char *key, const char *value)
{
    json_bytes(line, key, value, strlen(value));
}

void json_bytes(struct json_line *line, const char *key, const char *bytes, size_t length)
{
    begin_value(line, key);
    append_text(line, "\"");
    append_escaped(line, (const unsigned char *)bytes, length);
    append_text(line, "\"");
}

void json_flag(struct json_line *line, const char *key, bool value)
{
    begin_value(line, key);
    append_text(line, value ? "true" : "false");
}

void json_number(struct json_line *line, const char *key, int64_t value)
{
    char digits[sizeof "-9223372036854775808"];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    begin_value(line, key);
    append_text(line, digits);
}

void json_begin_array(struct json_line *line, const char *key)
{
    begin_value(line, key);
    append_text(line, "[");
}

void json_end_array(struct json_line *line)
{
    append_text(line, "]");
}

void json_begin_object(struct json_line *line, const char *key)
{
    begin_value(line, key);
    append_text(line, "{");
}

void json_end_object(struct json_line *line)
{
    append_text(line, "}");
}
