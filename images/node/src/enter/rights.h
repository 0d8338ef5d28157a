/* What a process may do: capabilities, as sets of bits. */
#ifndef SWITCHOVER_RIGHTS_H
#define SWITCHOVER_RIGHTS_H

#include <stdint.h>

/* The bounding set of the process that this folder in /proc stands for: all that a program in its container can have.
 * Ends the program if it cannot be read. */
uint64_t rights_of(int process);

/* Gives up, for good, every capability that is not in `kept`. Ends the program if it cannot. */
void keep_only(uint64_t kept);

#endif
