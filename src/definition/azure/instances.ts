/** Every gateway has two instances, which Azure's documentation numbers like this. */
export const instanceIndexes = [0, 1] as const;

/** End of the name of an instance's node. */
export const instanceEnding = (index: number): string => `-${index}`;
