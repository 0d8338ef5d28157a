import type { NodeEvent } from '../../../src/observations/events/node-event.ts';

/**
 * IKE as vnet1gw-0 and its peers told of it in a real run of dual-redundancy (profile fast, userspace ESP, strongSwan
 * 5.9.8): it comes up, then planned maintenance drains it. Nanoseconds from the run's epoch.
 */
export const recordedDrain: readonly NodeEvent[] = [
  { node: 'device1', time: -1_909_885_569, kind: 'ike', tunnel: 'vnet1gw-0', up: true },
  { node: 'device1', time: -1_909_226_615, kind: 'child', tunnel: 'vnet1gw-0', up: true },
  { node: 'vnet1gw-0', time: -1_901_828_395, kind: 'ike', tunnel: 'device1', up: true },
  { node: 'vnet1gw-0', time: -1_901_824_249, kind: 'child', tunnel: 'device1', up: true },
  { node: 'device2', time: -1_892_556_889, kind: 'ike', tunnel: 'vnet1gw-0', up: true },
  { node: 'device2', time: -1_892_257_763, kind: 'child', tunnel: 'vnet1gw-0', up: true },
  { node: 'vnet1gw-0', time: -1_886_662_864, kind: 'ike', tunnel: 'device2', up: true },
  { node: 'vnet1gw-0', time: -1_886_073_464, kind: 'child', tunnel: 'device2', up: true },
  { node: 'device1', time: 8_368_550_381, kind: 'ike', tunnel: 'vnet1gw-0', up: false },
  { node: 'device1', time: 8_368_577_261, kind: 'child', tunnel: 'vnet1gw-0', up: false },
  { node: 'vnet1gw-0', time: 8_379_678_306, kind: 'ike', tunnel: 'device1', up: false },
  { node: 'vnet1gw-0', time: 8_379_682_372, kind: 'child', tunnel: 'device1', up: false },
  { node: 'device2', time: 8_397_067_075, kind: 'ike', tunnel: 'vnet1gw-0', up: false },
  { node: 'device2', time: 8_397_758_306, kind: 'child', tunnel: 'vnet1gw-0', up: false },
  { node: 'vnet1gw-0', time: 8_407_580_509, kind: 'ike', tunnel: 'device2', up: false },
  { node: 'vnet1gw-0', time: 8_407_658_305, kind: 'child', tunnel: 'device2', up: false },
];

/** The stamp with which the drain began: T0. */
export const recordedDrainStart = 8_273_999_005;
