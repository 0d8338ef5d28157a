import * as z from 'zod';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { prefix } from './value-checks.ts';

/** The traffic selectors of one child SA, in ARM's words. */
export function trafficSelectorsForm(leaf: Leaf) {
  const { text, someOf } = formKit(leaf);
  const ranges = (description: string) =>
    someOf(text(prefix), labLimits.selectorRanges).describe(description);
  return z.strictObject({
    localAddressRanges: ranges('Prefixes at its own end.'),
    remoteAddressRanges: ranges('Prefixes at the other end.'),
  });
}
