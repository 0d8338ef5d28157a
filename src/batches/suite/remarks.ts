import { caseName } from './case-name.ts';
import type { CaseResult } from './case-result.ts';

/**
 * Remarks of the runs about their own measurements, as sentences. Remarks that say the same, but for the quantities in them,
 * are one sentence: with the range of each quantity, and with the number of its cases if there are more than two.
 */
export function remarks(cases: readonly CaseResult[]): string[] {
  return alike(cases).map((group) => {
    const names = [...new Set(group.map(({ name }) => name))];
    const text = withRanges(group.map((one) => one.text));
    return names.length > 2
      ? `Note: in ${names.length} of ${cases.length} cases ${text}.`
      : `Note: ${names.join(' and ')}: ${text}.`;
  });
}

interface Remark {
  readonly name: string;
  readonly text: string;
}

const quantity = /(\d+(?:\.\d+)?) (ms|s|%)(?!\w)/g;
const trialNumber = /^trial \d+ \([^)]*\): /;

/** Groups of one remark or more, which differ in their quantities only. */
function alike(cases: readonly CaseResult[]): Remark[][] {
  const groups = new Map<string, Remark[]>();
  for (const one of cases) {
    for (const note of one.notes) {
      const text = note.replace(trialNumber, '');
      const key = text.replace(quantity, '');
      groups.set(key, [...(groups.get(key) ?? []), { name: caseName(one), text }]);
    }
  }
  return [...groups.values()];
}

/** A text in which each quantity is the range of that quantity in all of the texts: "by 10 to 24 ms". */
function withRanges(texts: readonly string[]): string {
  const quantities = texts.map((text) => [...text.matchAll(quantity)].map(([words]) => words));
  let place = 0;
  return (texts[0] ?? '').replace(quantity, () => {
    const here = quantities.flatMap((words) => words[place] ?? []);
    place += 1;
    return rangeText(here);
  });
}

/** The least and the greatest of some quantities: "10 ms", "10 to 24 ms", "900 ms to 1.20 s". */
function rangeText(quantities: readonly string[]): string {
  const [least = '', ...others] = quantities.toSorted((a, b) => size(a) - size(b));
  const greatest = others.at(-1) ?? least;
  if (least === greatest) return least;
  const [number, unit] = least.split(' ');
  return `${greatest.endsWith(` ${unit}`) ? number : least} to ${greatest}`;
}

function size(text: string): number {
  const [number, unit] = text.split(' ');
  return Number(number) * (unit === 's' ? 1000 : 1);
}
