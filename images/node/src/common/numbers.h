/* Numbers on the command line. */
#ifndef SWITCHOVER_NUMBERS_H
#define SWITCHOVER_NUMBERS_H

#include <stdint.h>

/* A decimal number from `least` to `most`, neither of them negative. Ends the program with exit code 2 if the text is
 * anything else; `name` tells the user which number that was ("--rate"). */
int64_t parse_number(const char *name, const char *text, int64_t least, int64_t most);

#endif
