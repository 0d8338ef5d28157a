import { counted } from '../../base/counted.ts';
import type { Facts, Found } from './facts.ts';

/** Whether everything is there that full redundancy needs. */
export function redundancyFound(wanted: 'full' | 'missing', { snapshot }: Pick<Facts, 'snapshot'>): Found {
  const { complete, missing } = snapshot;
  return {
    holds: complete === (wanted === 'full'),
    text: complete
      ? 'Redundancy is full.'
      : `${counted(missing.length, 'thing')} that full redundancy needs ${missing.length === 1 ? 'is' : 'are'} missing.`,
  };
}
