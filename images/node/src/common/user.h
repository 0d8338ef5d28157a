/* Runs this process as somebody else than root, with a few capabilities. */
#ifndef SWITCHOVER_USER_H
#define SWITCHOVER_USER_H

#include <linux/capability.h>
#include <stdint.h>

#define RIGHT(capability) (UINT64_C(1) << (capability))

/*
 * Becomes a user with all of its groups, for good. Of the capabilities only `rights` remain, and every program that is
 * started from here on has them as well (the ambient set). Ends the program if it cannot.
 */
void become(const char *name, uint64_t rights);

#endif
