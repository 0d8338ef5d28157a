/** Everything that a lab file can ask to be broken, by name; how it is done is known on a higher floor. */
export const faultNames = [
  'instance-crash',
  'device-crash',
  'instance-and-device-crash',
  'planned-maintenance',
  'gateway-reset',
  'device-maintenance',
] as const;

export type FaultName = (typeof faultNames)[number];
