import { deviceCrash } from './device-crash.ts';
import { deviceMaintenance } from './device-maintenance.ts';
import type { Fault } from './fault.ts';
import { gatewayReset } from './gateway-reset.ts';
import { instanceAndDeviceCrash } from './instance-and-device-crash.ts';
import { instanceCrash } from './instance-crash.ts';
import { plannedMaintenance } from './planned-maintenance.ts';

/** Every fault, by the name under which it is asked for. */
export const faults: readonly Fault[] = [
  instanceCrash,
  deviceCrash,
  instanceAndDeviceCrash,
  plannedMaintenance,
  gatewayReset,
  deviceMaintenance,
];

export const faultNamed = (name: string): Fault | undefined => faults.find((fault) => fault.name === name);
