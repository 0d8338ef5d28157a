/* SIGTERM and SIGINT, which tell a program to come to an end. */
#ifndef SWITCHOVER_STOP_SIGNALS_H
#define SWITCHOVER_STOP_SIGNALS_H

#include <signal.h>

/* Blocked in every thread that is started afterwards, so that it is the main one that takes them. */
static inline sigset_t block_stop_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    return signals;
}

#endif
