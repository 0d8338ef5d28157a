/* The children of PID 1: the one that it started, and every daemon whose parent has ended. */
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

/* Starts a command. What it prints goes to stderr, because stdout is for the agent's own lines. */
pid_t start_child(char *const command[]);

/* Reaps every child that has ended, and calls `ended` for each. False if no child is left. */
bool reap_children(void (*ended)(const struct ended_child *child));

#endif
