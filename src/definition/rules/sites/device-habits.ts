import { counted } from '../../../base/counted.ts';
import { shown } from '../../../base/quote.ts';
import type { Connection, Definition, Device } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { deviceStarts } from '../../ipsec-proposals.ts';
import { placedDevices } from '../connections/ends.ts';
import { type Placed, placedConnections } from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';

/** Habits of devices that people report. A lab shows what they cost, and a warning says it before. */

export const deviceGivesUp: Rule = {
  name: 'device-gives-up',
  severity: 'warning',
  source:
    "strongSwan's keyingtries has the default 1: a peer that does not answer is then not called again. Other devices count as well.",
  *check(definition) {
    for (const { device, connection } of startedConnections(definition)) {
      const tries = device.value.ipsec?.givesUpAfterTries;
      if (tries === undefined) continue;
      yield habit(device, connection, 'givesUpAfterTries', {
        does: `tries ${counted(tries, 'time')} to open ${shown(connection.value.name)} to a silent gateway, and does not open it later`,
        alone: 'a tunnel whose gateway stays away for longer stays down',
        advice: 'Leave givesUpAfterTries out: a careful engineer lets it try for ever.',
      });
    }
  },
};

export const deviceDoesNotCallAgain: Rule = {
  name: 'device-does-not-call-again',
  severity: 'warning',
  source:
    "strongSwan's close_action and dpd_action do not start a tunnel again unless they are set: a tunnel that has ended stays down.",
  *check(definition) {
    for (const { device, connection } of startedConnections(definition)) {
      if (device.value.ipsec?.callsAgain !== false) continue;
      yield habit(device, connection, 'callsAgain', {
        does: `does not open ${shown(connection.value.name)} again by itself`,
        alone: 'a tunnel that was closed or found dead stays down',
        advice: 'Leave callsAgain out: a careful engineer lets it call again.',
      });
    }
  },
};

export const habitWithoutEffect: Rule = {
  name: 'habit-without-effect',
  severity: 'warning',
  source: 'A habit matters only to a device that starts IKE, or that has static routes.',
  *check(definition) {
    const started = new Set(startedConnections(definition).map(({ device }) => device.value));
    for (const { value: device, path } of placedDevices(definition)) {
      const own = connectionsOf(definition, device);
      if (own.length === 0) continue;
      for (const property of ['givesUpAfterTries', 'callsAgain'] as const) {
        const value = device.ipsec?.[property];
        if (value === undefined || value === true || started.has(device)) continue;
        yield {
          path: [...path, 'ipsec', property],
          basis: own.map((connection) => connection.path),
          message: device.ipsec?.initiates
            ? `Azure ignores what ${shown(device.name)} starts (connectionMode InitiatorOnly), so ${property} has no effect.`
            : `${shown(device.name)} does not start IKE, so ${property} has no effect: Azure opens its tunnels.`,
          advice: device.ipsec?.initiates
            ? 'Set connectionMode: Default at the connection.'
            : 'Set initiates: true, or connectionMode: ResponderOnly at the connection.',
        };
      }
      if (device.putsRoutesBack !== false || own.some(({ value }) => !value.enableBgp)) continue;
      yield {
        path: [...path, 'putsRoutesBack'],
        basis: own.map((connection) => connection.path),
        message: `${shown(device.name)} has no static routes into its tunnels, so putsRoutesBack has no effect.`,
        advice: 'Leave putsRoutesBack out: BGP learns the routes anew.',
      };
    }
  },
};

export const routesOutliveTunnel: Rule = {
  name: 'routes-outlive-tunnel',
  severity: 'warning',
  source:
    'A route into an interface that is up does not depend on the SA behind it (Linux: a VTI or XFRM interface has no state of its tunnel).',
  *check(definition) {
    for (const { value: device, path } of placedDevices(definition)) {
      if (device.routesFollowTunnel !== false) continue;
      for (const { value, path: connection } of connectionsOf(definition, device)) {
        yield {
          path: [...path, 'routesFollowTunnel'],
          basis: [connection],
          message: value.enableBgp
            ? `${shown(device.name)} keeps its routes into ${shown(value.name)} while the tunnel is dead: the site sends into it until the BGP hold time ends.`
            : `${shown(device.name)} keeps its static routes into ${shown(value.name)} while the tunnel is dead: the site sends into it until the tunnel is back, whatever other path there is.`,
          advice: 'Leave routesFollowTunnel out, or let something watch the tunnel.',
        };
      }
    }
  },
};

export const routesNotPutBack: Rule = {
  name: 'routes-not-put-back',
  severity: 'warning',
  source: 'A kernel drops the routes of an interface that goes down; somebody has to put them back.',
  *check(definition) {
    for (const { value: device, path } of placedDevices(definition)) {
      if (device.putsRoutesBack !== false) continue;
      for (const { value, path: connection } of connectionsOf(definition, device)) {
        if (value.enableBgp) continue;
        yield {
          path: [...path, 'putsRoutesBack'],
          basis: [connection],
          message: `${shown(device.name)} does not put its static routes into ${shown(value.name)} back: after a reconnection the tunnel is up, and the site does not use it.`,
          advice: 'Leave putsRoutesBack out, or use BGP.',
        };
      }
    }
  },
};

export const contradictoryRouteHabits: Rule = {
  name: 'contradictory-route-habits',
  severity: 'error',
  source: 'Routes that stay need not be put back.',
  *check(definition) {
    for (const { value, path } of placedDevices(definition)) {
      if (value.routesFollowTunnel !== false || value.putsRoutesBack !== false) continue;
      yield {
        path: [...path, 'putsRoutesBack'],
        basis: [[...path, 'routesFollowTunnel']],
        message: `${shown(value.name)} keeps its routes into dead tunnels, so it has none to put back.`,
        advice: 'Leave routesFollowTunnel or putsRoutesBack out.',
      };
    }
  },
};

function habit(
  device: Placed<Device>,
  connection: Placed<Connection>,
  property: 'givesUpAfterTries' | 'callsAgain',
  { does, alone, advice }: { readonly does: string; readonly alone: string; readonly advice: string },
): Breach {
  const isAlone = connection.value.connectionMode === 'ResponderOnly';
  return {
    path: [...device.path, 'ipsec', property],
    basis: [[...connection.path, 'connectionMode']],
    message: `${shown(device.value.name)} ${does}${
      isAlone ? `, and Azure never opens it: ${alone}, until somebody acts.` : '; only Azure does.'
    }`,
    advice: isAlone ? `${advice} Or set connectionMode: Default, so that Azure calls as well.` : advice,
  };
}

const connectionsOf = (definition: Definition, device: Device): Placed<Connection>[] =>
  placedConnections(definition).filter(
    ({ value: { localNetworkGateway2: name = '' } }) => name !== '' && standsForDevice(name)(device),
  );

/** The connections that devices start, each with its device. What a device starts at InitiatorOnly, the gateway ignores. */
const startedConnections = (definition: Definition) =>
  placedDevices(definition).flatMap((device) =>
    connectionsOf(definition, device.value)
      .filter(
        ({ value }) => value.connectionMode !== 'InitiatorOnly' && deviceStarts(value, device.value.ipsec),
      )
      .map((connection) => ({ device, connection })),
  );
