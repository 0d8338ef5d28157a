/** The part of docker-modem that its own types leave out. */
declare module 'docker-modem/lib/http.js' {
  const http: { maxRedirects: number };
  export = http;
}
