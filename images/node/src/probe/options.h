#ifndef SWITCHOVER_OPTIONS_H
#define SWITCHOVER_OPTIONS_H

#include <netinet/in.h>
#include <stdint.h>

/* One for each of the 100 tunnels that a gateway can have. The live line of 128 flows still fits into PIPE_BUF. */
#define MOST_FLOWS 128

/* What an Ethernet frame holds behind the headers of IP and UDP. */
#define MOST_PAYLOAD_BYTES 1472

struct options {
    uint16_t listen_port;
    struct sockaddr_in peer;
    uint32_t flows; /* that it sends, and as many that it receives */
    uint32_t rate; /* packets a second, of each flow */
    uint16_t source_ports[MOST_FLOWS]; /* of each flow */
    const char *records_directory; /* NULL: packets are only counted */
    uint32_t tick_microseconds;
    uint32_t max_seconds;
    uint32_t payload_bytes; /* of a packet */
};

/* Ends the program with exit code 2 if they are wrong. */
struct options read_options(int argc, char *argv[]);

#endif
