import { addressChange } from './address-change.ts';
import { bgpReset } from './bgp-reset.ts';
import { blackhole } from './blackhole.ts';
import { connectionReset } from './connection-reset.ts';
import { deviceCrash } from './device-crash.ts';
import { deviceMaintenance } from './device-maintenance.ts';
import { flapOf } from './flap.ts';
import { gatewayReset } from './gateway-reset.ts';
import { gatewayResize } from './gateway-resize.ts';
import { inTurnOf } from './in-turn.ts';
import { instanceAndDeviceCrash } from './instance-and-device-crash.ts';
import { instanceCrash } from './instance-crash.ts';
import type { AnyFault, Fault } from './kit/fault.ts';
import { linkDegrade } from './link-degrade.ts';
import { linkDown } from './link-down.ts';
import { mtu } from './mtu.ts';
import { plannedMaintenance } from './planned-maintenance.ts';
import { processCrash } from './process-crash.ts';
import { pskMismatch } from './psk-mismatch.ts';
import { rekey } from './rekey.ts';
import { routeFlood } from './route-flood.ts';
import { scenarioOf } from './scenario.ts';
import { tunnelDelete } from './tunnel-delete.ts';
import { zoneFailure } from './zone-failure.ts';

/** Every fault that is applied by itself: a new one needs its own file and a line here. In the order of lists. */
const single = {
  [instanceCrash.name]: instanceCrash,
  [deviceCrash.name]: deviceCrash,
  [instanceAndDeviceCrash.name]: instanceAndDeviceCrash,
  [zoneFailure.name]: zoneFailure,
  [plannedMaintenance.name]: plannedMaintenance,
  [gatewayReset.name]: gatewayReset,
  [gatewayResize.name]: gatewayResize,
  [deviceMaintenance.name]: deviceMaintenance,
  [linkDown.name]: linkDown,
  [linkDegrade.name]: linkDegrade,
  [mtu.name]: mtu,
  [blackhole.name]: blackhole,
  [addressChange.name]: addressChange,
  [tunnelDelete.name]: tunnelDelete,
  [processCrash.name]: processCrash,
  [bgpReset.name]: bgpReset,
  [routeFlood.name]: routeFlood,
  [connectionReset.name]: connectionReset,
  [rekey.name]: rekey,
  [pskMismatch.name]: pskMismatch,
} as const satisfies Readonly<Record<string, Fault>>;

const singles: readonly Fault[] = Object.values(single);
const flap = flapOf(singles.filter(({ canFlap }) => canFlap));
const inTurn = inTurnOf([gatewayResize, plannedMaintenance, gatewayReset]);
const scenario = scenarioOf([...singles, flap]);

/** Everything that can be asked to be broken in a lab, by name. */
export const faultsByName = {
  ...single,
  [flap.name]: flap,
  [inTurn.name]: inTurn,
  [scenario.name]: scenario,
} as const satisfies Readonly<Record<string, AnyFault>>;

export type FaultName = keyof typeof faultsByName;

/** The same as a list, for those who read lab files and `--fault`. */
export const faults: readonly AnyFault[] = Object.values(faultsByName);
