/** What Azure's API and its command line exchange: JSON. */
export type AzureValue = string | number | boolean | null | readonly AzureValue[] | AzureObject;

/** A property that is `undefined` is not printed, like one that Azure leaves out. */
export interface AzureObject {
  readonly [property: string]: AzureValue | undefined;
}
