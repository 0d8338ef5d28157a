import http from 'docker-modem/lib/http.js';

/**
 * An engine redirects nobody. docker-modem follows up to five redirections, to wherever they lead, and an error of such a
 * second request ends the process, because nobody listens for it. So the first redirection is the error.
 */
export function followNoRedirects(): void {
  http.maxRedirects = 0;
}

/** Whether a request was answered with a redirection. */
export const isRedirection = (error: Error): boolean => error.message.startsWith('Max redirects exceeded');
