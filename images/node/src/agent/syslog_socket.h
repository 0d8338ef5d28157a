/* /dev/log: the daemons of a node log to it by syslog(3), and each message becomes a line of kind "log". */
#ifndef SWITCHOVER_SYSLOG_SOCKET_H
#define SWITCHOVER_SYSLOG_SOCKET_H

void syslog_socket_open(void);

#endif
