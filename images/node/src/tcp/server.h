/* Answers every byte with the same byte, on as many connections as there are. */
#ifndef SWITCHOVER_TCP_SERVER_H
#define SWITCHOVER_TCP_SERVER_H

#include <stdint.h>

/* Returns when the port is open; goes on for as long as the program. */
void start_server(uint16_t port);

#endif
