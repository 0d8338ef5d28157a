/** Names of a lesson and of a lab differ in upper and lower case only by habit: Azure ignores it. */
export const sameName = (one: string, other: string | null | undefined): boolean =>
  other !== null && other !== undefined && one.toLowerCase() === other.toLowerCase();
