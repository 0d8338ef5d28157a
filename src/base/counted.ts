/** A number with its noun in the right form: "1 node", "2 nodes". For nouns whose plural ends in -s. */
export const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;

/** The same with its verb: "1 flow was", "2 flows were". */
export const countedWere = (number: number, noun: string): string =>
  `${counted(number, noun)} ${number === 1 ? 'was' : 'were'}`;
