/** What can happen to a part of the drawing. */
export interface PossibleFault {
  /** Name of the fault, a key of {@link Drawing.faults}. */
  readonly fault: string;
  /** As the command `fault` takes it: a node, `NODE:INTERFACE`, a tunnel, a connection, a zone or the lab. */
  readonly target: string;
  /** What the form begins with, where the defaults do not suit this target. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Why it cannot be had on this engine, or of this target, as a sentence. Absent: it can. */
  readonly refusal?: string;
}

/**
 * Something of the lab that a person can choose: to see its state, or to break it. Links to the public network have no
 * line; what can happen to them is also in the list of their node.
 */
export interface DrawnPart {
  /** `node:NAME`, `tunnel:NAME`, `link:NODE:INTERFACE`, `zone:NAME` or `lab:NAME`. */
  readonly id: string;
  /** `lab`: a lab with a scenario; it has no box. */
  readonly kind: 'node' | 'tunnel' | 'link' | 'zone' | 'lab';
  /** Its name in the lab. */
  readonly name: string;
  /** What it is, for people: `gateway instance`. */
  readonly what: string;
  readonly faults: readonly PossibleFault[];
}

/** A box, with its texts in lines. */
export interface DrawnBox {
  readonly part: string;
  readonly role: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: readonly string[];
  readonly what: readonly string[];
}

/** A straight line between two boxes. */
export interface DrawnLine {
  /** The link or the tunnel. Absent: nothing can happen to it alone. */
  readonly part?: string;
  readonly kind: 'wire' | 'tunnel';
  /** A tunnel that is there only after a takeover. */
  readonly standby?: true;
  /** Names of the nodes at its ends. */
  readonly ends: readonly [string, string];
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface DrawnLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly DrawnLine[];
}

/** A parameter of a fault, as a field of a form. */
export type ParameterField = {
  readonly name: string;
  readonly description: string;
  /** Why this engine cannot do it. Absent: it can. */
  readonly refusal?: string;
} & (
  | {
      readonly kind: 'number';
      readonly default?: number;
      readonly least?: number;
      readonly most?: number;
      readonly whole: boolean;
    }
  | { readonly kind: 'choice'; readonly default?: string; readonly choices: readonly string[] }
  | { readonly kind: 'switch'; readonly default?: boolean }
  | { readonly kind: 'text'; readonly default?: string }
);

export interface FaultForm {
  readonly summary: string;
  readonly parameters: readonly ParameterField[];
}

/** The topology of a lab as the page draws it, and what can happen to each part. */
export interface Drawing {
  readonly parts: readonly DrawnPart[];
  /** From left to right, and from top to bottom where there is no room for that. */
  readonly layouts: { readonly across: DrawnLayout; readonly down: DrawnLayout };
  /** By the name of the fault. */
  readonly faults: Readonly<Record<string, FaultForm>>;
}
