import type { Charon } from '../ipsec/dataplane.ts';
import { firstChild } from '../ipsec/strongswan/children.ts';
import { swanctl } from './load-line.ts';

/** Whoever starts or moves a tunnel of a node holds this lock: two that start one give it two child SAs. */
export const tunnelLock = '/run/role.lock';

/** Begins IKE. It does not wait: events report the progress. */
export const begin = (charon: Charon, connection: string): string =>
  swanctl(charon, `--initiate --ike ${connection} --child ${firstChild} --timeout -1`);

/** Begins IKE where the tunnel is not up, and charon is not at work on it. For those who hold {@link tunnelLock}. */
export const beginIfDown = (charon: Charon, connection: string): string =>
  `${sasOf(charon, connection)} | grep -Eq 'INSTALLED|CONNECTING|CHILD_CREATE' || ${begin(charon, connection)}`;

/** Prints the SAs of a connection. */
export const sasOf = (charon: Charon, connection: string): string =>
  swanctl(charon, `--list-sas --raw --ike ${connection}`);
