import { addressAt } from '../base/addresses.ts';

/** The address of the router in a subnet: Azure's own router has the first one. */
export const routerAddress = (prefix: string): string => addressAt(prefix, 1);
