/* switchover-stamp: prints the present time of the lab's clock, for what a script does at a known moment. */
#include <inttypes.h>
#include <stdio.h>

#include "clock.h"

int main(void)
{
    printf("%" PRId64 "\n", monotonic_nanoseconds());
    return 0;
}
