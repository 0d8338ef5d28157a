/* Tells UTF-8 from other bytes. */
#ifndef SWITCHOVER_UTF8_H
#define SWITCHOVER_UTF8_H

#include <stddef.h>

/* Length of the UTF-8 sequence that begins here, at most `available` bytes. 0 if the bytes are not valid UTF-8, which
 * excludes overlong forms, surrogates and everything above U+10FFFF (table 3-7 of the Unicode standard). */
size_t utf8_length(const unsigned char *bytes, size_t available);

#endif
