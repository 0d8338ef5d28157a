/** An error as a page shows it: what went wrong, without the place in the program. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
