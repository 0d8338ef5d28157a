/**
 * The Linux capabilities of the nodes. Each container drops all of them, including Docker's defaults, and gets back
 * those that its processes were observed to need. A table in images/node/README.md says which, where, and why.
 */

/**
 * For addresses, routes, packet filters and tunnel devices; for ping and captures; a capture drops root, and root must
 * still be able to end it.
 */
export const everyNodeNeeds = ['KILL', 'NET_ADMIN', 'NET_RAW', 'SETGID', 'SETUID'] as const;

/** For daemons that run as the user frr, and for root, which must reach them. `switchover-frr` does without SYS_ADMIN. */
export const frrNeeds = ['CHOWN', 'DAC_OVERRIDE', 'NET_BIND_SERVICE'] as const;

/** For IKE's port 500. */
export const charonNeeds = ['NET_BIND_SERVICE'] as const;
