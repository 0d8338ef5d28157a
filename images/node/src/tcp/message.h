/* A request, or the answer to it. */
#ifndef SWITCHOVER_TCP_MESSAGE_H
#define SWITCHOVER_TCP_MESSAGE_H

#include <stdint.h>

struct message {
    /* In an answer, in network order: until the server's TCP sends it again if nobody acknowledges it. */
    uint32_t timeout_microseconds;
    char unused[28];
};

#endif
