/* What goes over the wire: 24 bytes of payload, in the byte order of the one machine that both ends run on. */
#ifndef SWITCHOVER_PACKET_H
#define SWITCHOVER_PACKET_H

#include <stdint.h>

#define PACKET_MAGIC UINT32_C(0x53575052) /* "RPWS" in memory: tells our packets from anything else on the port */

struct packet {
    uint32_t magic;
    uint32_t flow;
    uint32_t sequence;
    uint32_t reserved;
    int64_t sent; /* CLOCK_MONOTONIC nanoseconds, taken just before the packet was given to the kernel */
};

#endif
