/* switchover-stamp: prints the time by the lab's clock, for scripts that must know when they did something. */
#include <inttypes.h>
#include <stdio.h>

#include "common/clock.h"

int main(void)
{
    printf("%" PRId64 "\n", monotonic_nanoseconds());
    return 0;
}
