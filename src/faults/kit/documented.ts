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

/** The article with Azure's figures for gateway instances. */
export const highlyAvailable = 'Design highly available gateway connectivity (Azure VPN Gateway, 2024-07-24)';

/** For an instance that dies. */
export const worstCase = { figure: '1 to 3 minutes in the worst case', source: highlyAvailable };

/** The documented figure for a fault, by the mode of the gateways; for what breaks on premises there is none. */
export function documentedRecovery(
  { documented }: Pick<AnyFault, 'documented'>,
  { virtualNetworkGateways }: Definition,
): DocumentedFigure {
  const none = (text: string) => ({ figure: null, text, source: highlyAvailable });
  if (!documented) return none('no figure for this fault');
  if (virtualNetworkGateways.every((gateway) => gateway.activeActive)) {
    return none('no figure for active-active gateways');
  }
  return { ...documented, text: documented.figure };
}
