import type { WrittenDefinition } from '../form/written.ts';

/** An item of one of the lists of a written definition. */
export type WrittenItem<Property extends keyof WrittenDefinition> =
  NonNullable<WrittenDefinition[Property]> extends (infer Item)[] ? Item : never;
