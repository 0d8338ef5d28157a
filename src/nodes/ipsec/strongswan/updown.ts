/**
 * The script that charon calls when a tunnel comes up or goes down (also when dead peer detection gives it up). The
 * tunnel's device has the addresses of the two BGP speakers only while the tunnel is up. So all routes learned from a
 * peer behind a dead tunnel are withdrawn at once, not when the BGP hold time ends.
 */
export const updownScript = `#!/bin/sh
# updown LOCAL-ADDRESS PEER-ADDRESS INTERFACE
case $PLUTO_VERB in
up-client) exec ip address replace "$1" peer "$2/32" dev "$3" ;;
down-client) exec ip address delete "$1" peer "$2/32" dev "$3" ;;
esac
`;
