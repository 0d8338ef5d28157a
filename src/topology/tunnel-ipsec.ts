import type { Connection } from '../definition/definition.ts';
import {
  azureProposals,
  deviceProposals,
  deviceStarts,
  gatewayResponds,
  lifetimesOf,
} from '../definition/ipsec-proposals.ts';
import type { DpdTimers } from '../definition/profile.ts';
import { mirrored, proposedSelectors, type TrafficSelectors } from '../definition/traffic-selectors.ts';
import type { Endpoint } from './endpoints.ts';
import type { TunnelEnd } from './tunnel.ts';

/** What an end of a tunnel has of IKE and IPsec. */
export type EndIpsec = Pick<
  TunnelEnd,
  | 'starts'
  | 'givesUpAfterTries'
  | 'callsOnce'
  | 'ignoresPeer'
  | 'dpd'
  | 'retransmission'
  | 'proposals'
  | 'lifetimes'
  | 'selectors'
>;

/** An end of a tunnel, and the connection that its engineer reads: between two gateways each has its own. */
export interface ConfiguredEnd {
  readonly endpoint: Endpoint;
  readonly connection: Connection;
  /** The timers that the connection asks for. */
  readonly dpd: DpdTimers;
}

/** IKE and IPsec of both ends of a tunnel. */
export function tunnelIpsec(first: ConfiguredEnd, second: ConfiguredEnd): [EndIpsec, EndIpsec] {
  const [firstStarts, secondStarts] = starts(first, second);
  return [endIpsec(first, firstStarts, second.endpoint), endIpsec(second, secondStarts, first.endpoint)];
}

/**
 * Which ends start IKE. In mode Default either side may. Between two gateways only the first one does: with both, Azure's
 * own rule for the duplicate is not known. A device does if its engineer says so, or the gateway does not.
 */
function starts(first: ConfiguredEnd, second: ConfiguredEnd): [boolean, boolean] {
  const { connectionMode } = first.connection;
  if (second.endpoint.side === 'device') {
    return [connectionMode !== 'ResponderOnly', deviceStarts(first.connection, second.endpoint.ipsec)];
  }
  const onlySecond =
    connectionMode === 'ResponderOnly' || second.connection.connectionMode === 'InitiatorOnly';
  return [!onlySecond, onlySecond];
}

function endIpsec(
  { endpoint, connection, dpd: asked }: ConfiguredEnd,
  starts: boolean,
  peer: Endpoint,
): EndIpsec {
  const { ipsecPolicy: policy, connectionMode } = connection;
  const own = endpoint.ipsec ?? {};
  const isAzure = endpoint.side === 'azure';
  const timers = deviceTimers(endpoint) ?? asked;
  const selectors = isAzure
    ? azureSelectors(connection, starts, [endpoint, peer])
    : deviceSelectors(connection, endpoint, peer);
  return {
    starts,
    ...(own.givesUpAfterTries !== undefined && { givesUpAfterTries: own.givesUpAfterTries }),
    ...(own.callsAgain === false && { callsOnce: true }),
    ...(isAzure && connectionMode === 'InitiatorOnly' && { ignoresPeer: true }),
    ...(own.dpd !== 'none' && { dpd: timers }),
    retransmission: timers,
    proposals: isAzure
      ? azureProposals(policy, {
          // Between two gateways one offers six combinations, so it does not matter how many the other one accepts.
          responds: peer.side === 'device' && gatewayResponds(connection, peer.ipsec),
        })
      : deviceProposals(policy, own),
    lifetimes: lifetimesOf(policy, own),
    ...(selectors && { selectors }),
  };
}

/** A gateway proposes its selectors where it starts IKE; as responder it accepts any (Custom traffic selectors). */
const azureSelectors = (
  connection: Connection,
  starts: boolean,
  [own, peer]: readonly [Endpoint, Endpoint],
): readonly TrafficSelectors[] | undefined =>
  starts ? proposedSelectors(connection, own.prefixes, peer.prefixes) : undefined;

/** A device has its own, or those of the connection, which its engineer was told. */
const deviceSelectors = (
  connection: Connection,
  { ipsec, prefixes }: Endpoint,
  gateway: Endpoint,
): readonly TrafficSelectors[] | undefined =>
  ipsec?.trafficSelectors ?? proposedSelectors(connection, gateway.prefixes, prefixes)?.map(mirrored);

/** A device's own timers are all its own; they do not depend on its connections. */
function deviceTimers({ ipsec }: Endpoint): DpdTimers | undefined {
  if (ipsec?.dpd === undefined || ipsec.dpd === 'none') return undefined;
  const { delaySeconds, intervalSeconds, tries } = ipsec.dpd;
  return { delaySeconds, retransmitSeconds: intervalSeconds, retransmitTries: tries - 1 };
}
