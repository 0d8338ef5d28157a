import http from 'docker-modem/lib/http.js';
import Docker from 'dockerode';
import { connectionOptions, type Endpoint } from './endpoint.ts';

/**
 * An engine redirects nobody. docker-modem follows up to five redirections, to wherever they lead, and an error of such a
 * second request ends the process, because nobody listens for it. So the first redirection is the error.
 */
http.maxRedirects = 0;

/** The clients with which an engine is asked. */
export class Clients {
  readonly #endpoint: Endpoint;
  /** For requests that an abort signal ends. */
  readonly patient: Docker;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.patient = new Docker(connectionOptions(endpoint));
  }

  /**
   * A client for requests that take no abort signal. Its connections close when no answer comes; otherwise the process
   * could not end before the system gives them up.
   */
  limited(timeoutMs: number): Docker {
    // The channel of ssh2 has no setTimeout, which `timeout` calls.
    const limit = this.#endpoint.kind === 'ssh' ? { connectionTimeout: timeoutMs } : { timeout: timeoutMs };
    return new Docker({ ...connectionOptions(this.#endpoint), ...limit });
  }
}
