/** A shell command that removes a table; it does no harm when the table is gone. */
export const deleteTable = (family: 'inet' | 'netdev', table: string): string =>
  `if nft list table ${family} ${table} >/dev/null 2>&1; then nft delete table ${family} ${table}; fi`;

/** The name of a table, from words with characters that nftables does not take. */
export const tableName = (...words: readonly string[]): string =>
  words.join('_').replaceAll(/[^a-z0-9_]/g, '_');
