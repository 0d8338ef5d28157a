import type { Mechanism } from '../recovery/mechanism.ts';

/**
 * How long convergence takes (ms): from the moment at which a mechanism fires until the node's FIB has changed.
 *
 * @param rebuilds the flows wait for a new tunnel, whichever mechanism fires last before it is opened
 */
export function convergenceOf(mechanism: Mechanism, rebuilds = false): number {
  if (rebuilds) return rebuildMs;
  switch (mechanism) {
    case 'dpd':
    case 'initial-contact':
    case 'ike-closed':
    case 'ike-deleted':
    case 'ike-session':
    case 'replacement':
      return tunnelConvergenceMs;
    case 'takeover':
      return rebuildMs;
    default:
      return frrConvergenceMs;
  }
}

/**
 * From the session going down to the FIB: three fixed work-queue holds of FRR, 10 + 50 + 10 ms, and the work
 * itself. Measured 70.4 to 72.2 ms in 22 of 22 cases (docs/trust.md, "What is predicted").
 */
const frrConvergenceMs = 71;

/**
 * From the end of a tunnel's SA until its interface has lost its address, and the kernel therefore its next hops:
 * charon starts the updown script, which starts `ip`. Seen in our labs: 6 to 15 ms.
 */
const tunnelConvergenceMs = 10;

/**
 * From the moment at which the sibling has the addresses until tunnel, session and route are up: IKE and BGP start from
 * nothing, between peers that are ready. Seen in our labs: 130 to 240 ms.
 */
export const rebuildMs = 200;
