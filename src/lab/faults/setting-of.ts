import type { Setting } from '../../faults/kit/fault.ts';
import type { Lab } from '../lab.ts';

/** The setting of a fault: a lab that is up. */
export const settingOf = ({ blueprint: { definition }, topology, state }: Lab): Setting => ({
  definition,
  topology,
  holderOf: (gateway) => state.holderOf(gateway),
});
