import { activeTarget } from '../format/fault-words.ts';
import { sameName } from './same-name.ts';

/** A fault that a check asks for. */
export interface WantedFault {
  readonly fault?: string | undefined;
  readonly target?: string | undefined;
  readonly with?: Readonly<Record<string, unknown>> | undefined;
}

/** A fault that was applied. */
export interface AppliedFault {
  readonly fault: string;
  readonly target: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Absent: not known, and then no target is the active one. */
  readonly activeBefore?: readonly string[];
}

/** Whether a fault is what a check asks for. What the check does not name does not matter. */
export const fitsFault = (wanted: WantedFault, { fault, target, parameters, activeBefore }: AppliedFault) =>
  (wanted.fault === undefined || wanted.fault === fault) &&
  (wanted.target === undefined ||
    (wanted.target === activeTarget
      ? (activeBefore ?? []).some((node) => sameName(node, target))
      : sameName(nodesInOrder(wanted.target), nodesInOrder(target)))) &&
  Object.entries(wanted.with ?? {}).every(
    ([name, value]) => value === undefined || value === (parameters[name] ?? null),
  );

/** Of several nodes that fail at once the order does not matter. */
const nodesInOrder = (target: string): string => target.toLowerCase().split('+').sort().join('+');

/** The fault that is asked for in words: "blackhole of device1:wan0 (only=esp)". */
export function wantedText({ fault, target, with: parameters = {} }: WantedFault): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [value === null ? `without ${name}` : `${name}=${value}`],
  );
  const of = target === undefined ? '' : ` of ${target === activeTarget ? 'the active instance' : target}`;
  return `${fault ?? 'a fault'}${of}${given.length === 0 ? '' : ` (${given.join(', ')})`}`;
}
