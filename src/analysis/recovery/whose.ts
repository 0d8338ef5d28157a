import { besideAzure } from '../../definition/azure/bgp.ts';
import type { Whose } from '../../definition/origin.ts';
import { dpdTimeoutSeconds } from '../../definition/profile.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import { callersOf } from './callers.ts';
import type { Decision, Mechanism } from './mechanism.ts';
import type { AnalysisContext, RecoveryPoint } from './recovery-map.ts';

/** What has to be known to say whose number decides. */
export type NumbersOfLab = Pick<AnalysisContext, 'timers' | 'azureNodes'>;

type PointTimers = Pick<RecoveryPoint, 'node' | 'dpd' | 'bgp' | 'takeover'>;

/**
 * Whose number the timer of a mechanism is that decides on a node, and which assumption about Azure it rests on.
 *
 * @param point the node that decides; undefined: none is known for the flows
 * @param applied the fault; what was repaired, or which machine was replaced
 */
export function restOf(
  mechanism: Mechanism,
  point: PointTimers | undefined,
  { timers, azureNodes }: NumbersOfLab,
  applied: Pick<AppliedFault, 'away' | 'parameters'>,
): Pick<Decision, 'whose' | 'assumption' | 'flapsOnAzure'> {
  const { origins, azureBgpFollowsTunnel } = timers;
  const onAzure = point !== undefined && azureNodes.includes(point.node);
  const whose = whoseTimer();
  const follows = onAzure && point.bgp !== undefined && azureBgpFollowsTunnel && endsTunnel.has(mechanism);
  const flaps =
    mechanism === 'bgp-hold' && whose === 'yours' && point?.bgp && besideAzure(point.bgp) === 'flaps';
  return {
    ...(whose && { whose }),
    ...(follows && { assumption: 'azureBgpFollowsTunnel' as const }),
    ...(flaps && { flapsOnAzure: true as const }),
  };

  function whoseTimer(): Whose | undefined {
    switch (mechanism) {
      case 'health-probe':
        return origins.healthProbe.whose;
      case 'bfd':
        return origins.siteBfd.whose;
      case 'takeover':
        return point?.takeover?.detection === undefined ? origins.takeover.whose : 'yours';
      case 'dpd': {
        const [caller] = point === undefined ? [] : callersOf(point);
        const noticing = caller ?? point;
        return noticing && azureNodes.includes(noticing.node) && isOfProfile(noticing, timers)
          ? origins.dpd.whose
          : 'yours';
      }
      case 'bgp-hold':
        return point?.bgp === undefined || point.bgp.holdSeconds === timers.bgp.holdSeconds
          ? origins.bgp.whose
          : 'yours';
      case 'replacement':
        if (applied.parameters?.lastsSeconds !== undefined) return 'yours';
        return applied.away.some(({ node }) => azureNodes.includes(node))
          ? origins.replacementSeconds.whose
          : origins.deviceRestartSeconds.whose;
      case 'repair':
        return (applied.parameters?.lastsSeconds ?? applied.parameters?.recordSeconds) === undefined
          ? origins.repairSeconds.whose
          : 'yours';
      default:
        return undefined;
    }
  }
}

/** A connection may have a timeout of its own, which is the design's. */
const isOfProfile = ({ dpd }: Pick<PointTimers, 'dpd'>, { dpd: usual }: AnalysisContext['timers']): boolean =>
  dpd !== undefined && dpdTimeoutSeconds(dpd) === dpdTimeoutSeconds(usual);

/** What ends a tunnel, and not its BGP session. */
const endsTunnel: ReadonlySet<Mechanism> = new Set([
  'dpd',
  'initial-contact',
  'ike-closed',
  'ike-deleted',
  'ike-session',
]);
