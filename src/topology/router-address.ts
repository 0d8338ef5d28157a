import { addressAt } from '../base/addresses.ts';

/** Azure's own router has the first address of every subnet. */
export const routerAddress = (prefix: string): string => addressAt(prefix, 1);
