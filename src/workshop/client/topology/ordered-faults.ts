import type { DrawnPart, PossibleFault } from '../../protocol/drawing.ts';

/** What a learner seldom asks for first: it needs more knowledge, or shows little. */
const seldom: ReadonlySet<string> = new Set([
  'gateway-resize',
  'address-change',
  'route-flood',
  'rekey',
  'psk-mismatch',
  'flap',
]);

/** What can happen to a part on this engine: first what is plainly about it, then what is rare or takes other parts with it. */
export function orderedFaults({ kind, name, faults }: Pick<DrawnPart, 'kind' | 'name' | 'faults'>): {
  readonly first: readonly PossibleFault[];
  readonly more: readonly PossibleFault[];
} {
  const possible = faults.filter(({ refusal }) => refusal === undefined);
  const isPlain = ({ fault, target }: PossibleFault) =>
    !seldom.has(fault) && (target === name || (kind === 'node' && target.startsWith(`${name}:`)));
  const first = possible.filter(isPlain);
  // A part with nothing but rare faults has no reason to hide them.
  return first.length === 0
    ? { first: possible, more: [] }
    : { first, more: possible.filter((one) => !isPlain(one)) };
}
