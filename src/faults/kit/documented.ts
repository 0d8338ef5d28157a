import { z } from 'zod';
import { azureRecovery } from '../../definition/azure/recovery.ts';
import type { VirtualNetworkGateway } from '../../definition/definition.ts';
import { instancesOf } from '../../topology/find.ts';
import type { InstanceNode } from '../../topology/topology-node.ts';
import type { AnyFault, Setting } from './fault.ts';
import { nodesOf, zoneName } from './target.ts';

export const documentedSchema = z
  .object({
    figure: z.string().nullable().describe('Null: Azure documents none for this case.'),
    text: z.string().describe('The figure, or why there is none.'),
    source: z.string(),
  })
  .readonly()
  .describe(
    'What Azure documents about how long this takes. It stands beside a measurement, and never replaces one.',
  );

export type DocumentedFigure = z.infer<typeof documentedSchema>;

/**
 * The documented figure for a fault, by the mode of the gateways that it happens to; Azure has none for faults on
 * premises. The figures are for Azure's own timers, so with other ones there is nothing to compare.
 *
 * @param target undefined: the usual ones of the fault
 */
export function documentedRecovery(
  fault: Pick<AnyFault, 'documented' | 'targets'>,
  setting: Setting,
  target: string | undefined,
): DocumentedFigure {
  const { documented } = fault;
  const none = (text: string) => ({ figure: null, text, source: azureRecovery.plannedMaintenance.source });
  if (!documented) return none('no figure for this fault');
  const hit = instancesHit(setting, target ?? fault.targets(setting)[0] ?? '');
  if (isGatewayGone(setting, hit)) return none('no figure where both instances of a gateway are gone');
  const gateways = gatewaysOf(setting, hit);
  if (documented !== azureRecovery.zoneFailure && gateways.every(({ activeActive }) => activeActive)) {
    return none('no figure for active-active gateways');
  }
  const { connections } = setting.definition;
  const servesOnlyClients = gateways.every(
    ({ name, vpnClientConfiguration }) =>
      vpnClientConfiguration &&
      !connections.some((own) => [own.virtualNetworkGateway1, own.virtualNetworkGateway2].includes(name)),
  );
  if (servesOnlyClients) return none(azureRecovery.clients.text);
  const { text, source } = documented;
  return { figure: text, text, source };
}

/** The instances that a target names, or those in the zone that it names. */
function instancesHit({ topology }: Setting, target: string): InstanceNode[] {
  const nodes = nodesOf(target);
  return instancesOf(topology).filter(
    ({ name, zone }) => nodes.includes(name) || (zone !== undefined && zoneName(zone) === target),
  );
}

/** Whether both instances of a gateway are hit at once, as by the failure of the zone of a zonal gateway. */
const isGatewayGone = ({ topology }: Setting, hit: readonly InstanceNode[]): boolean =>
  hit.some(({ gateway }) =>
    instancesOf(topology).every((instance) => instance.gateway !== gateway || hit.includes(instance)),
  );

/** The gateways that a fault happens to: those of the instances that it hits; all, if it hits none. */
function gatewaysOf({ definition }: Setting, hit: readonly InstanceNode[]): readonly VirtualNetworkGateway[] {
  const names = new Set(hit.map(({ gateway }) => gateway));
  const all = definition.virtualNetworkGateways;
  return names.size === 0 ? all : all.filter(({ name }) => names.has(name));
}
