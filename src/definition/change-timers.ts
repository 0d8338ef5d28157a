import { listed } from '../base/listed.ts';
import { quote } from '../base/quote.ts';
import { azureBgp, besideAzure } from './azure/bgp.ts';
import { azureIpsec } from './azure/ipsec.ts';
import type { Connection, Definition, Device } from './definition.ts';
import { standsForDevice } from './device-lines.ts';
import { deviceRoutingLimits } from './device-routing.ts';
import type { Profile } from './profile.ts';
import { dpdTimeoutRange, type TimerChanges } from './timers.ts';

/**
 * Other timers for a lab that is up: the DPD timeout of a connection, as Azure has it, and the BGP timers of the devices
 * at its other end. A gateway's own BGP timers cannot be changed.
 */
export interface TimerChange extends Pick<TimerChanges, 'dpdTimeoutSeconds' | 'bgp'> {
  /** Name of a connection, in any case, or `all`. */
  readonly connection: string;
}

/** The definition with these timers. A device with a `dpd` of its own keeps it. */
export function withChangedTimers(definition: Definition, change: TimerChange): Definition {
  const { dpdTimeoutSeconds, bgp } = change;
  const chosen = chosenConnections(definition, change);
  const devices = devicesWithBgp(definition, chosen);
  return {
    ...definition,
    connections: definition.connections.map((connection) =>
      dpdTimeoutSeconds !== undefined && chosen.includes(connection)
        ? { ...connection, dpdTimeoutSeconds }
        : connection,
    ),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) =>
        bgp && devices.includes(device) ? { ...device, bgpTimers: { ...device.bgpTimers, ...bgp } } : device,
      ),
    })),
  };
}

/** Why a definition cannot have these timers; undefined when it can. */
export function objectionToTimers(definition: Definition, change: TimerChange): string | undefined {
  const { connection, dpdTimeoutSeconds: dpd, bgp } = change;
  if (dpd === undefined && !bgp) return 'No timer is given. Write dpd=10, bgp=3/9, or both.';
  const chosen = chosenConnections(definition, change);
  if (chosen.length === 0) {
    const known = listed(definition.connections.map(({ name }) => name));
    return `The lab has no connection ${quote(connection)}. It has: ${known || 'none'}.`;
  }
  return (
    (dpd === undefined ? undefined : objectionToDpd(dpd)) ??
    (bgp && (objectionToBgp(bgp) ?? withoutDevice(definition, chosen))) ??
    ownFile(definition, chosen, change)
  );
}

/**
 * What to know of these timers, as sentences: what Azure would make of them, and what stays.
 *
 * @param profile with the BGP timers of the gateways
 */
export function notesOnTimers(
  definition: Definition,
  { bgp: gateways }: Pick<Profile, 'bgp'>,
  change: TimerChange,
): string[] {
  const { dpdTimeoutSeconds: dpd, bgp } = change;
  const { dpdTimeout, recommendedDpdTimeout: recommended } = azureIpsec;
  const own = devicesOf(definition, chosenConnections(definition, change))
    .filter(({ ipsec }) => ipsec?.dpd !== undefined)
    .map(({ name }) => name);
  return [
    ...(dpd !== undefined && dpd < dpdTimeout.least
      ? [
          `Azure accepts a DPD timeout of ${dpdTimeout.least} to ${dpdTimeout.most} s. ${dpd} s are for a lab only.`,
        ]
      : []),
    ...(dpd !== undefined && dpd >= dpdTimeout.least && dpd < recommended.least
      ? [`Microsoft recommends a DPD timeout of ${recommended.least} to ${recommended.most} s.`]
      : []),
    ...(dpd !== undefined && own.length > 0
      ? [
          `${listed(own)} ${own.length === 1 ? 'has DPD timers of its own, which stay' : 'have DPD timers of their own, which stay'}.`,
        ]
      : []),
    ...(bgp && bgp.holdSeconds > gateways.holdSeconds
      ? [
          `The gateways of this lab have a hold time of ${gateways.holdSeconds} s, and both ends keep the lower one.`,
        ]
      : []),
    ...(bgp && besideAzure(bgp) === 'flaps'
      ? [
          `Azure sends a keepalive every ${azureBgp.keepalive.value} s, so a session with a hold time of ${bgp.holdSeconds} s flaps there. In a lab it does not: FRR agrees on the lower hold time.`,
        ]
      : []),
  ];
}

const chosenConnections = (
  { connections }: Definition,
  { connection }: TimerChange,
): readonly Connection[] =>
  connection === 'all'
    ? connections
    : connections.filter(({ name }) => name.toLowerCase() === connection.toLowerCase());

const devicesOf = ({ sites }: Definition, connections: readonly Connection[]): Device[] =>
  sites
    .flatMap(({ devices }) => devices)
    .filter((device) =>
      connections.some(
        ({ localNetworkGateway2: gateway }) => gateway !== undefined && standsForDevice(gateway)(device),
      ),
    );

const devicesWithBgp = (definition: Definition, connections: readonly Connection[]): Device[] =>
  devicesOf(
    definition,
    connections.filter(({ enableBgp }) => enableBgp),
  );

const isWithin = (value: number, { least, most }: { readonly least: number; readonly most: number }) =>
  Number.isInteger(value) && value >= least && value <= most;

const objectionToDpd = (seconds: number): string | undefined =>
  isWithin(seconds, dpdTimeoutRange)
    ? undefined
    : `A DPD timeout is ${dpdTimeoutRange.least} to ${dpdTimeoutRange.most} whole seconds, not ${seconds}.`;

function objectionToBgp({
  keepaliveSeconds,
  holdSeconds,
}: NonNullable<TimerChange['bgp']>): string | undefined {
  const { keepaliveSeconds: keepalive, holdSeconds: hold } = deviceRoutingLimits;
  return isWithin(keepaliveSeconds, keepalive) &&
    isWithin(holdSeconds, hold) &&
    holdSeconds >= 3 * keepaliveSeconds
    ? undefined
    : `BGP timers are whole seconds: a keepalive of ${keepalive.least} to ${keepalive.most}, and a hold time of at least three times that, up to ${hold.most}.`;
}

const withoutDevice = (definition: Definition, chosen: readonly Connection[]): string | undefined =>
  devicesWithBgp(definition, chosen).length > 0
    ? undefined
    : `${listed(chosen.map(({ name }) => name))} has no device with BGP at its other end, and the BGP timers of a gateway cannot be changed (${azureBgp.hold.source}).`;

/** A device whose whole configuration is its owner's keeps it. */
function ownFile(
  definition: Definition,
  chosen: readonly Connection[],
  { dpdTimeoutSeconds, bgp }: TimerChange,
): string | undefined {
  const own = devicesOf(definition, chosen).flatMap(({ name, frr, swanctl }) => [
    ...(bgp && frr?.file !== undefined ? [`The bgpd.conf of ${name} is its own file`] : []),
    ...(dpdTimeoutSeconds !== undefined && swanctl?.file !== undefined
      ? [`The swanctl.conf of ${name} is its own file`]
      : []),
  ])[0];
  return own && `${own}. Change the timers there, and bring the lab up again.`;
}
