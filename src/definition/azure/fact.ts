/**
 * A known fact about Azure. The form, the rules, their messages, `--help` and the documentation take the values from
 * here, and repeat none of them.
 */
export type AzureFact = NumberFact | RangeFact | AddressRangeFact | PrefixLengthFact | ListFact | TextFact;

interface Origin {
  /** What it is, as the beginning of a table row: "DPD timeout of a connection". */
  readonly what: string;
  /** The document, issue or RFC that says so. */
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * - `documented`: Microsoft's documentation says so
 * - `seen`: real gateways, the API or its errors showed it, as reported in the source
 */
export type Confidence = 'documented' | 'seen';

export interface NumberFact extends Origin {
  readonly value: number;
  /** Such as `s`; empty for a plain number. */
  readonly unit: string;
}

/** The range that Azure accepts or recommends, and Azure's default. */
export interface RangeFact extends Origin {
  readonly least: number;
  readonly most?: number;
  readonly usual?: number;
  readonly unit: string;
}

export interface AddressRangeFact extends Origin {
  readonly first: string;
  readonly last: string;
}

/** How small a network may be. */
export interface PrefixLengthFact extends Origin {
  readonly longestPrefix: number;
}

export interface ListFact extends Origin {
  readonly values: readonly string[];
}

/** A value in Azure's own words. */
export interface TextFact extends Origin {
  readonly text: string;
}

/** The value as text: "9 to 3600 s, by default 45 s". */
export function factText(fact: AzureFact): string {
  if ('text' in fact) return fact.text;
  if ('values' in fact) return fact.values.join(', ');
  if ('first' in fact) return `${fact.first} to ${fact.last}`;
  if ('longestPrefix' in fact) return `/${fact.longestPrefix}`;
  const withUnit = (value: number) => (fact.unit === '' ? String(value) : `${value} ${fact.unit}`);
  if ('value' in fact) return withUnit(fact.value);
  const { least, most, usual } = fact;
  const range = most === undefined ? `${withUnit(least)} or more` : `${least} to ${withUnit(most)}`;
  return usual === undefined ? range : `${range}, by default ${withUnit(usual)}`;
}
