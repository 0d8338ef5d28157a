/** The pages, by the file of their client. */
export const pageNames = ['run', 'sweep'] as const;

export type PageName = (typeof pageNames)[number];

/** Everything that a page contains, so that it needs neither the network nor another file. */
export interface PageAssets {
  readonly style: string;
  /** The client, compiled. */
  readonly script: string;
}
