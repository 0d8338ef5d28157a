import type { Charon } from '../ipsec/dataplane.ts';

/** Makes charon load its connections and keys. Connections that start by themselves do so at once. */
export const loadLine = (charon: Charon): string =>
  swanctl(charon, `--load-all --noprompt --file ${charon.swanctlConf}`);

/** A call of swanctl for one charon of a node. */
export const swanctl = ({ strongswanConf, viciSocket, credentialFolder }: Charon, command: string): string =>
  [
    ...(credentialFolder === undefined ? [] : [`SWANCTL_DIR=${credentialFolder}`]),
    `STRONGSWAN_CONF=${strongswanConf} swanctl ${command} --uri unix://${viciSocket}`,
  ].join(' ');
