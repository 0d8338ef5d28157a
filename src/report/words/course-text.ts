import type { RunTrialResult } from '../../analysis/run-result.ts';
import { duration } from './quantities.ts';

/**
 * When what was broken was undone: "undone after 12.0 s", or of several faults "link-down of device1:wan0: 0 s to 2.0 s,
 * 4.0 s to 6.0 s". Undefined where the machines that are away say all there is to say.
 */
export function courseText({ changes = [], away }: RunTrialResult['fault']): string | undefined {
  const begun = changes.filter(({ applied }) => applied);
  const [first] = begun;
  if (!first || (begun.length === 1 && away.length > 0)) return undefined;
  if (begun.length === 1) {
    const end = changes.find(({ applied }) => !applied);
    return end ? `undone after ${duration(end.atMs)}` : 'nothing to undo: it came back by itself';
  }
  const names = [...new Set(begun.map(nameOf))];
  return names.map((name) => `${name}: ${timesOf(name, changes).join(', ')}`).join('; ');
}

/** A row for a table of facts; none where there is nothing to say. */
export function courseRow(fault: RunTrialResult['fault']): string[][] {
  const text = courseText(fault);
  return text === undefined ? [] : [['Fault', text]];
}

type Change = NonNullable<RunTrialResult['fault']['changes']>[number];

const nameOf = ({ fault, target }: Change): string => `${fault} of ${target}`;

/** From each time that it was applied to the next time that it was undone. */
function timesOf(name: string, changes: readonly Change[]): string[] {
  const own = changes.filter((change) => nameOf(change) === name);
  return own.flatMap(({ applied, atMs }, index) => {
    if (!applied) return [];
    const end = own.slice(index + 1).find((later) => !later.applied);
    const from = duration(Math.max(0, atMs));
    return [end ? `${from} to ${duration(end.atMs)}` : `from ${from} on`];
  });
}
