/**
 * Whether a list of exceptions, as in `http.noProxy` or NO_PROXY, names a host. An entry is `*`, or a host name
 * or address that counts for its subdomains too (`example.com`, `.example.com`, `*.example.com`), and may end
 * in a port.
 * @param port never empty
 */
export function isExcepted(entries: readonly string[], hostname: string, port: string): boolean {
  const name = withoutBrackets(hostname).replace(/\.$/, '').toLowerCase();
  return entries.some((text) => {
    const entry = text.trim().toLowerCase();
    const { host = entry, port: only = port } =
      /^(?<host>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {};
    const domain = withoutBrackets(host)
      .replace(/^\*?\./, '')
      .replace(/\.$/, '');
    return only === port && (domain === '*' || name === domain || name.endsWith(`.${domain}`));
  });
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
