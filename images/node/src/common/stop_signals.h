/* SIGTERM and SIGINT, which tell a program to stop. */
#ifndef SWITCHOVER_STOP_SIGNALS_H
#define SWITCHOVER_STOP_SIGNALS_H

#include <signal.h>

/* Blocks them in this thread and in every thread that it starts later, so that the main thread can wait for them. */
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
