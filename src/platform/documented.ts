import type { Definition } from '../definition/definition.ts';

/** What Azure says about how long something takes; put beside a measurement, never in its place. */
export interface DocumentedFigure {
  /** Null: Azure documents nothing for this case. */
  readonly figure: string | null;
  /** For people: the figure, or why there is none. */
  readonly text: string;
  readonly source: string;
}

const article = 'Design highly available gateway connectivity (Azure VPN Gateway, 2024-07-24)';

/** The documented figure for the loss of an instance, by the mode of the gateways; for what breaks on premises, none. */
export function documentedRecovery({ virtualNetworkGateways }: Definition, fault: string): DocumentedFigure {
  const none = (text: string) => ({ figure: null, text, source: article });
  if (!fault.startsWith('instance-')) return none('no figure: what broke is not its own');
  if (virtualNetworkGateways.every((gateway) => gateway.activeActive)) {
    return none('no figure for active-active gateways');
  }
  const figure = '1 to 3 minutes in the worst case';
  return { figure, text: figure, source: article };
}
