#ifndef SWITCHOVER_TCP_TIMEOUT_H
#define SWITCHOVER_TCP_TIMEOUT_H

#include <netinet/tcp.h>
#include <stdint.h>

/* Until TCP sends a segment again for the first time. While it does so, tcpi_rto is the doubled timeout. */
static inline uint32_t first_timeout_microseconds(const struct tcp_info *info)
{
    return info->tcpi_rto >> info->tcpi_backoff;
}

#endif
