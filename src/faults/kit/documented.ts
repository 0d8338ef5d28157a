import { z } from 'zod';
import { azureRecovery } from '../../definition/azure/recovery.ts';
import type { VirtualNetworkGateway } from '../../definition/definition.ts';
import { instancesOf } from '../../topology/find.ts';
import type { AnyFault, Setting } from './fault.ts';
import { nodesOf } from './target.ts';

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
  const documented = fault.documented?.(target);
  const none = (text: string) => ({ figure: null, text, source: azureRecovery.plannedMaintenance.source });
  if (!documented) return none('no figure for this fault');
  const gateways = gatewaysOf(setting, target ?? fault.targets(setting)[0] ?? '');
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

/** The gateways that a fault happens to: those of the instances in its target; all, where it names no instance. */
function gatewaysOf({ definition, topology }: Setting, target: string): readonly VirtualNetworkGateway[] {
  const nodes = nodesOf(target);
  const names = new Set(
    instancesOf(topology)
      .filter(({ name }) => nodes.includes(name))
      .map(({ gateway }) => gateway),
  );
  const all = definition.virtualNetworkGateways;
  return names.size === 0 ? all : all.filter(({ name }) => names.has(name));
}
