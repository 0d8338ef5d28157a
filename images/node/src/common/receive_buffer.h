/* Room for what a socket receives while the program cannot run. */
#ifndef SWITCHOVER_RECEIVE_BUFFER_H
#define SWITCHOVER_RECEIVE_BUFFER_H

#include <sys/socket.h>

/* Only CAP_NET_ADMIN on the host allows more than net.core.rmem_max. A rootless engine does not give it, so the buffer
 * is then as large as the system allows. */
static inline void enlarge_receive_buffer(int socket, int bytes)
{
    if (setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

#endif
