#ifndef SWITCHOVER_OPTIONS_H
#define SWITCHOVER_OPTIONS_H

#include <netinet/in.h>
#include <stdint.h>

/* Enough for 8 paths: 68 flows that choose at random use all of them with a probability of 99.9 %. The live line of 128
 * flows still fits into PIPE_BUF. */
#define MOST_FLOWS 128

struct options {
    uint16_t listen_port;
    struct sockaddr_in peer;
    uint32_t flows;
    uint32_t rate; /* packets a second, of each flow */
    uint16_t source_port; /* of flow 0; flow i sends from source_port + i */
    const char *records_directory;
    uint32_t tick_microseconds;
    uint32_t max_seconds;
};

/* Ends the program with exit code 2 if they are wrong. */
struct options read_options(int argc, char *argv[]);

#endif
