import type { Path } from '../sources/path.ts';
import type { FormFault } from './check-form.ts';
import type { LabForm } from './lab-form.ts';
import type { WrittenDefinition } from './written.ts';

/**
 * The usable part of data with faults in its form: wrong values become empty, so that the rules can check all others.
 */
export function understood(
  data: unknown,
  faults: readonly FormFault[],
  { written, salvaged }: LabForm,
): WrittenDefinition | undefined {
  if (faults.length === 0) return written.safeParse(data).data;
  const unknownProperties = faults.filter((fault) => fault.atKey).map((fault) => fault.path);
  return salvaged.safeParse(withoutProperties(data, unknownProperties)).data;
}

function withoutProperties(data: unknown, unwanted: readonly Path[]): unknown {
  if (unwanted.length === 0 || typeof data !== 'object' || data === null) return data;
  const names = new Set(unwanted.filter((path) => path.length === 1).map(([name]) => String(name)));
  const inner = (key: string) =>
    unwanted.filter((path) => path.length > 1 && String(path[0]) === key).map((path) => path.slice(1));
  if (Array.isArray(data)) return data.map((item, index) => withoutProperties(item, inner(String(index))));
  const kept = Object.entries(data).filter(([key]) => !names.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProperties(value, inner(key))]));
}
