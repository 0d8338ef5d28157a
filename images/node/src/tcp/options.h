#ifndef SWITCHOVER_TCP_OPTIONS_H
#define SWITCHOVER_TCP_OPTIONS_H

#include <netinet/in.h>
#include <stdint.h>

#define MOST_CONNECTIONS 128
#define MOST_REQUEST_BYTES (1 << 20)

struct options {
    uint16_t listen_port;
    struct sockaddr_in peer;
    uint32_t connections;
    uint32_t interval_milliseconds; /* between two requests on the same connection */
    uint32_t request_bytes; /* of which the first are a message */
    uint32_t user_timeout_milliseconds; /* TCP_USER_TIMEOUT; 0 leaves it to the kernel's own limits */
};

/* Ends the program with exit code 2 if they are wrong. */
struct options read_options(int argc, char *argv[]);

#endif
