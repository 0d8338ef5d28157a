import type { Definition } from '../../definition/definition.ts';

/** What Azure says about how long something takes; put beside a measurement, never in its place. */
export interface DocumentedFigure {
  /** Null: Azure documents nothing for this case. */
  readonly figure: string | null;
  /** For people: the figure, or why there is none. */
  readonly text: string;
  readonly source: string;
}

const article = 'Design highly available gateway connectivity (Azure VPN Gateway, 2024-07-24)';
const reset = 'Reset a VPN gateway or a connection (Azure VPN Gateway; the figure is in its 2017 text)';

/** What the documentation says of an active-standby gateway, by what happened to it. */
const activeStandby: ReadonlyMap<string, { readonly figure: string; readonly source: string }> = new Map([
  ['planned-maintenance', { figure: '10 to 15 seconds', source: article }],
  ['instance-crash', { figure: '1 to 3 minutes in the worst case', source: article }],
  ['zone-failure', { figure: '1 to 3 minutes in the worst case', source: article }],
  ['gateway-reset', { figure: 'less than 1 minute', source: reset }],
]);

/** The documented figure for a fault, by the mode of the gateways; for what breaks on premises, none. */
export function documentedRecovery({ virtualNetworkGateways }: Definition, fault: string): DocumentedFigure {
  const none = (text: string) => ({ figure: null, text, source: article });
  const documented = activeStandby.get(fault);
  if (!documented) return none('no figure for this fault');
  if (virtualNetworkGateways.every((gateway) => gateway.activeActive)) {
    return none('no figure for active-active gateways');
  }
  return { ...documented, text: documented.figure };
}
