import { addressAt } from '../definition/address.ts';

/** Azure's own router has the first address of every subnet. */
export const routerAddress = (prefix: string): string => addressAt(prefix, 1);
