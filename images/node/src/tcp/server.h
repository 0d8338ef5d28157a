/* Answers every request with the timeout of its own TCP, on any number of connections. */
#ifndef SWITCHOVER_TCP_SERVER_H
#define SWITCHOVER_TCP_SERVER_H

#include "options.h"

/* Returns when the port is open. The server runs until the program ends. */
void start_server(const struct options *options);

#endif
