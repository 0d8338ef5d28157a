/**
 * The Linux capabilities of the nodes: each container drops all, including Docker's default ones, and gets back those that
 * its processes were observed to need. images/node/README.md says in one table which, where, and why.
 */

/** Addresses, routes, packet filters, tunnel devices; ping and captures; a capture gives up being root. */
export const everyNodeNeeds = ['NET_ADMIN', 'NET_RAW', 'SETGID', 'SETUID'] as const;

/** Daemons that become the user frr and keep some capabilities, which root has to reach and to end nevertheless. */
export const frrNeeds = ['CHOWN', 'DAC_OVERRIDE', 'KILL', 'NET_BIND_SERVICE', 'SYS_ADMIN'] as const;

/** IKE's port 500. */
export const charonNeeds = ['NET_BIND_SERVICE'] as const;
