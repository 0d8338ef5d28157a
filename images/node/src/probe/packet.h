/* The payload of a packet: 24 bytes, in the byte order of the machine that both hosts run on. */
#ifndef SWITCHOVER_PACKET_H
#define SWITCHOVER_PACKET_H

#include <stdint.h>

#define PACKET_MAGIC UINT32_C(0x53575052) /* tells our packets from others on the same port */

struct packet {
    uint32_t magic;
    uint32_t flow;
    uint32_t sequence;
    uint32_t reserved;
    int64_t sent; /* nanoseconds of CLOCK_MONOTONIC, taken just before the packet was given to the kernel */
};

#endif
