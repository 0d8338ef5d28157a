/** A place in the text that a person wrote. */
export interface Position {
  /** The file, named as in the command line. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /**
   * Names the place in the source's own terms where line and column do not say enough: the name of an ARM resource or
   * the address of a Terraform resource, with the property. Absent: line and column suffice.
   */
  readonly label?: string;
}
