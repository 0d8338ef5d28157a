/** One next hop of a route in the kernel. */
export interface NextHop {
  readonly gateway?: string;
  readonly interface: string;
}
