/* Listens on /dev/log, where the daemons of a node log with syslog(3). Prints a line of kind "log" for each message. */
#ifndef SWITCHOVER_SYSLOG_SOCKET_H
#define SWITCHOVER_SYSLOG_SOCKET_H

void syslog_socket_open(void);

#endif
