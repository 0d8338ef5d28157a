#include "common/numbers.h"

#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

int64_t parse_number(const char *name, const char *text, int64_t least, int64_t most)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    /* strtoll() also takes leading spaces and a sign. */
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || number < least || number > most)
        errx(2, "%s must be a number from %" PRId64 " to %" PRId64 ", not \"%s\"", name, least, most, text);
    return number;
}
