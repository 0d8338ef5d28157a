import { bgpReset } from './bgp-reset.ts';
import { blackhole } from './blackhole.ts';
import { deviceCrash } from './device-crash.ts';
import { deviceMaintenance } from './device-maintenance.ts';
import { gatewayReset } from './gateway-reset.ts';
import { instanceAndDeviceCrash } from './instance-and-device-crash.ts';
import { instanceCrash } from './instance-crash.ts';
import type { Fault } from './kit/fault.ts';
import { linkDegrade } from './link-degrade.ts';
import { linkDown } from './link-down.ts';
import { plannedMaintenance } from './planned-maintenance.ts';
import { processCrash } from './process-crash.ts';
import { pskMismatch } from './psk-mismatch.ts';
import { tunnelDelete } from './tunnel-delete.ts';
import { zoneFailure } from './zone-failure.ts';

/** Every fault that is applied by itself, in the order in which they are listed. */
export const singleFaults: readonly Fault[] = [
  instanceCrash,
  deviceCrash,
  instanceAndDeviceCrash,
  zoneFailure,
  plannedMaintenance,
  gatewayReset,
  deviceMaintenance,
  linkDown,
  linkDegrade,
  blackhole,
  tunnelDelete,
  processCrash,
  bgpReset,
  pskMismatch,
];
