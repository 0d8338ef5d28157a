import type { Container } from 'dockerode';
import type { Requests } from '../connection/requests.ts';

/** What the operations on a container need. */
export interface ContainerHandle {
  readonly requests: Requests;
  readonly docker: Container;
  readonly name: string;
}
