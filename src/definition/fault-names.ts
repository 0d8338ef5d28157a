/** Everything that a lab file can ask to be broken, by name; how it is done is known on a higher floor. */
export const faultNames = [
  'instance-crash',
  'device-crash',
  'instance-and-device-crash',
  'zone-failure',
  'planned-maintenance',
  'gateway-reset',
  'device-maintenance',
  'link-down',
  'link-degrade',
  'blackhole',
  'tunnel-delete',
  'process-crash',
  'bgp-reset',
  'psk-mismatch',
  'flap',
  'scenario',
] as const;

export type FaultName = (typeof faultNames)[number];

/** Those that {@link FaultParameters.of} may switch on and off: what was there before is there again at once. */
export const flappingFaults = ['link-down', 'link-degrade', 'blackhole'] as const;

/** Those that are made of no others. */
export const singleFaultNames = faultNames.filter(
  (name): name is SingleFaultName => name !== 'flap' && name !== 'scenario',
);

export type SingleFaultName = Exclude<FaultName, 'flap' | 'scenario'>;

/** Those that a scenario may be made of. */
export const scenarioFaultNames = [...singleFaultNames, 'flap'] as const;
