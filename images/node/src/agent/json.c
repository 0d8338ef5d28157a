#include "json.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

static char *line;
static size_t line_length;
static size_t line_capacity;

static void append(const char *bytes, size_t length)
{
    if (line_length + length > line_capacity) {
        line_capacity = 2 * (line_length + length);
        line = realloc(line, line_capacity);
        if (line == NULL)
            err(1, "no memory for a line of %zu bytes", line_capacity);
    }
    memcpy(line + line_length, bytes, length);
    line_length += length;
}

static void append_text(const char *text)
{
    append(text, strlen(text));
}

static void separate(void)
{
    char last = line[line_length - 1];
    if (last != '{' && last != '[')
        append(",", 1);
}

static void append_key(const char *key)
{
    separate();
    append("\"", 1);
    append_text(key);
    append("\":", 2);
}

/* Length of the UTF-8 sequence that begins here, or 0 where it is not one: overlong forms, surrogates and
 * everything above U+10FFFF are not (table 3-7 of the Unicode standard). */
static size_t utf8_length(const unsigned char *bytes, size_t available)
{
    unsigned char first = bytes[0];
    size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || length > available)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (first == 0xe0 && bytes[1] < 0xa0) || (first == 0xf0 && bytes[1] < 0x90);
    bool surrogate = first == 0xed && bytes[1] > 0x9f;
    bool too_large = first == 0xf4 && bytes[1] > 0x8f;
    return overlong || surrogate || too_large ? 0 : length;
}

static void append_escaped(const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        size_t taken = utf8_length(bytes, length);
        if (taken == 0) {
            append_text("\\ufffd");
            taken = 1;
        } else if (*bytes == '"' || *bytes == '\\') {
            append("\\", 1);
            append((const char *)bytes, 1);
        } else if (*bytes < 0x20 || *bytes == 0x7f) {
            char escaped[sizeof "\\u0000"];
            snprintf(escaped, sizeof escaped, "\\u%04x", *bytes);
            append_text(escaped);
        } else {
            append((const char *)bytes, taken);
        }
        bytes += taken;
        length -= taken;
    }
}

void json_begin_line(const char *kind)
{
    char stamp[sizeof "{\"t\":" + 20];
    snprintf(stamp, sizeof stamp, "{\"t\":%" PRId64, monotonic_nanoseconds());
    line_length = 0;
    append_text(stamp);
    json_text("kind", kind);
}

void json_end_line(void)
{
    append("}\n", 2);
    for (size_t written = 0; written < line_length;) {
        ssize_t taken = write(STDOUT_FILENO, line + written, line_length - written);
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0)
            return; /* Nobody listens any more; the node works on until it is told to stop. */
        written += taken;
    }
}

void json_text(const char *key, const char *value)
{
    json_bytes(key, value, strlen(value));
}

void json_bytes(const char *key, const char *bytes, size_t length)
{
    append_key(key);
    append("\"", 1);
    append_escaped((const unsigned char *)bytes, length);
    append("\"", 1);
}

void json_flag(const char *key, bool value)
{
    append_key(key);
    append_text(value ? "true" : "false");
}

void json_number(const char *key, uint64_t value)
{
    char digits[sizeof "18446744073709551615"];
    snprintf(digits, sizeof digits, "%" PRIu64, value);
    append_key(key);
    append_text(digits);
}

void json_begin_array(const char *key)
{
    append_key(key);
    append("[", 1);
}

void json_end_array(void)
{
    append("]", 1);
}

void json_begin_object(void)
{
    separate();
    append("{", 1);
}

void json_end_object(void)
{
    append("}", 1);
}
