import { azureRecovery } from '../../definition/azure/recovery.ts';
import type { Definition } from '../../definition/definition.ts';
import type { AnyFault } from './fault.ts';

/** What Azure says about how long something takes; put beside a measurement, never in its place. */
export interface DocumentedFigure {
  /** Null: Azure documents nothing for this case. */
  readonly figure: string | null;
  /** For people: the figure, or why there is none. */
  readonly text: string;
  readonly source: string;
}

/** The documented figure for a fault, by the mode of the gateways; for what breaks on premises there is none. */
export function documentedRecovery(
  { documented }: Pick<AnyFault, 'documented'>,
  { virtualNetworkGateways }: Definition,
): DocumentedFigure {
  const none = (text: string) => ({ figure: null, text, source: azureRecovery.plannedMaintenance.source });
  if (!documented) return none('no figure for this fault');
  if (virtualNetworkGateways.every((gateway) => gateway.activeActive)) {
    return none('no figure for active-active gateways');
  }
  const { text, source } = documented;
  return { figure: text, text, source };
}
