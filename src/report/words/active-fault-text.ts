import { parametersText } from '../../definition/fault-parameters.ts';
import type { ActiveFault } from '../../lab/snapshot/snapshot.ts';
import { faultText } from './fault-text.ts';

/** A fault that is there, or was, as texts name it. */
export const activeFaultText = ({ fault, target, parameters }: ActiveFault): string =>
  faultText({ fault, target, parameters: parametersText(parameters) });
