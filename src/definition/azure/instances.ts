/** Every gateway has two instances, which Azure's documentation numbers like this. */
export const instanceIndexes = [0, 1] as const;

/** End of the name of an instance's node. */
export const instanceEnding = (index: number): string => `-${index}`;

/** The availability zones of a region, as a public IP address names them. */
export const zones = ['1', '2', '3'] as const;
