/* Answers every request with the timeout of its own TCP, on any number of connections. */
#ifndef SWITCHOVER_TCP_SERVER_H
#define SWITCHOVER_TCP_SERVER_H

#include <stdint.h>

/* Returns when the port is open. The server runs until the program ends. */
void start_server(uint16_t port);

#endif
