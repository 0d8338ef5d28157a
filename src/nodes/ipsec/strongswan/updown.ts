/**
 * The script that charon calls when a tunnel comes up or goes down (also when dead peer detection gives it up).
 * The tunnel's device has the addresses of the two BGP speakers for as long as the tunnel is up: everything that
 * was learned from a peer behind a dead tunnel is withdrawn at once, not when the BGP hold time is over.
 */
export const updownScript = `#!/bin/sh
# updown LOCAL-ADDRESS PEER-ADDRESS INTERFACE
case $PLUTO_VERB in
up-client) exec ip address replace "$1" peer "$2/32" dev "$3" ;;
down-client) exec ip address delete "$1" peer "$2/32" dev "$3" ;;
esac
`;
