/** How many names of a long list are named, unless it is said otherwise. */
const usual = 8;

/** Names as a part of a sentence; of a long list the first ones and how many are left: "a, b and 3 more". */
export function listed(names: readonly string[], most = usual): string {
  const more = names.length - most;
  // A single name more is no longer than its mention.
  if (more <= 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${more} more`;
}
