import { z } from 'zod';
import { azureRecovery } from '../../definition/azure/recovery.ts';
import type { Definition } from '../../definition/definition.ts';
import type { AnyFault } from './fault.ts';

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
 * The documented figure for a fault, by the mode of the gateways; Azure has none for faults on premises.
 *
 * @param target undefined: the usual one of the fault
 */
export function documentedRecovery(
  fault: Pick<AnyFault, 'documented'>,
  { virtualNetworkGateways }: Definition,
  target: string | undefined,
): DocumentedFigure {
  const documented = fault.documented?.(target);
  const none = (text: string) => ({ figure: null, text, source: azureRecovery.plannedMaintenance.source });
  if (!documented) return none('no figure for this fault');
  if (virtualNetworkGateways.every((gateway) => gateway.activeActive)) {
    return none('no figure for active-active gateways');
  }
  const { text, source } = documented;
  return { figure: text, text, source };
}
