import { parametersText } from '../../definition/fault-parameters.ts';
import type { ActiveFault } from '../../lab/snapshot/snapshot.ts';
import { faultText } from './fault-text.ts';

/** A fault that is there, or was, as texts name it. */
export const activeFaultText = ({ fault, target, parameters }: ActiveFault): string =>
  faultText({ fault, target, parameters: parametersText(parameters) });

/** Its end by the clock in UTC, as a rest of a sentence: ", until 21:10:30"; nothing where only `heal` ends it. */
export const untilText = ({ endsAt }: ActiveFault): string =>
  endsAt === null ? '' : `, until ${endsAt.slice(11, 19)}`;
