#ifndef SWITCHOVER_OPTIONS_H
#define SWITCHOVER_OPTIONS_H

#include <netinet/in.h>
#include <stdint.h>

/* Enough for 8 paths (measuring-recovery: 99.9 % that all of them carry flows), and a live line of so many flows
 * still fits into PIPE_BUF, below which a write to a pipe is atomic. */
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

/* Ends the program with a word about its usage if they are not right. */
struct options read_options(int argc, char *argv[]);

#endif
