/* A line of JSON on stdout: the only way in which the agent tells anything. */
#ifndef SWITCHOVER_JSON_H
#define SWITCHOVER_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins a line that happened now: {"t":NANOSECONDS,"kind":KIND. There is one line at a time. */
void json_begin_line(const char *kind);

/* Ends the line and hands all of it to the kernel at once. */
void json_end_line(void);

void json_text(const char *key, const char *value);
/* The same for bytes that need be neither terminated nor valid UTF-8. */
void json_bytes(const char *key, const char *bytes, size_t length);
void json_flag(const char *key, bool value);
void json_number(const char *key, uint64_t value);

void json_begin_array(const char *key);
void json_end_array(void);
void json_begin_object(void);
void json_end_object(void);

#endif
