/**
 * A build needs the proxy of a company's network: the build arguments for it. Docker keeps them out of the image and its
 * cache.
 */
export function buildProxies(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}
