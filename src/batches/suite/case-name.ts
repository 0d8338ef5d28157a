import { faultText } from '../../report/words/fault-text.ts';
import type { CaseAbout } from './case-result.ts';

/** The words for a case: "dual-redundancy, instance-crash of vnet1gw-0". */
export const caseName = (one: CaseAbout): string => `${one.lab}, ${faultText(one)}`;
