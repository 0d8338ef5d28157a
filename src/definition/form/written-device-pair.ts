import * as z from 'zod';
import { devicePairLimits, usualPair } from '../device-pair.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';

/** A device that is two, which share its address by VRRP: the word, or with numbers of its own. */
export function devicePairForm(leaf: Leaf) {
  const { advertisementSeconds, priority } = devicePairLimits;
  const { truth } = formKit(leaf);
  const settings = z.strictObject({
    advertisementSeconds: leaf(
      z.number().meta({ minimum: advertisementSeconds.least, maximum: advertisementSeconds.most }).optional(),
      undefined,
    ).describe(
      `Seconds between two advertisements of the device that has the address, ${advertisementSeconds.least} to ${advertisementSeconds.most}; after three silent ones the other device takes over. Default: ${usualPair.advertisementSeconds}.`,
    ),
    priority: leaf(
      z.int().meta({ minimum: priority.least, maximum: priority.most }).optional(),
      undefined,
    ).describe(
      `VRRP priority of the device that waits, ${priority.least} to ${priority.most}: the lower it is, the longer it waits after the third one. Default: ${usualPair.priority}.`,
    ),
    preempt: truth(
      'true: the first device takes the address back as soon as it is there again. Default: false.',
    ),
  });
  return z.union([settings, z.boolean()]);
}
