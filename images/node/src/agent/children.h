/* The processes that PID 1 answers for: the one that it started, and every daemon that lost its parent. */
#ifndef SWITCHOVER_CHILDREN_H
#define SWITCHOVER_CHILDREN_H

#include <stdbool.h>
#include <sys/types.h>

struct ended_child {
    pid_t pid;
    char program[64];
    char status[32]; /* "exit 3" or "signal 9" */
    bool succeeded;
};

/* Starts a command; what it prints goes to stderr, since stdout belongs to the agent's own lines. */
pid_t start_child(char *const command[]);

/* Buries every child that has ended and hands each to `ended`. False if no child is left alive. */
bool reap_children(void (*ended)(const struct ended_child *child));

#endif
