import { reportOf, type TextOptions } from './checked.ts';

/** The settings with zones in a file of BIND's format, and no database. */
export const LAUNCH = 'launch=bind\nbind-config=/etc/dns/named.conf\n';

export const ONE_ZONE = 'zone "a.example" { type master; file "a.zone"; };\n';

/** What is reported of a.example, by its sources and NOTIFY targets. */
export interface Answers {
  readonly ipv4: string;
  readonly ipv6: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly why: Readonly<Record<string, string | undefined>>;
  readonly notify: Readonly<Record<string, boolean | 'cannot-tell'>>;
}

/** Checks settings for one zone, or saved metadata. */
export async function answersOf(text: string, options: TextOptions = {}): Promise<Answers> {
  const files = { '/etc/dns/named.conf': ONE_ZONE, ...options.files };
  const zone = (await reportOf('pdns', text, { ...options, files }))['a.example'];
  if (zone === undefined) throw new Error('a.example is not reported.');
  const sources = Object.entries(zone.sources);
  return {
    ipv4: zone.ipv4,
    ipv6: zone.ipv6,
    sources: Object.fromEntries(
      sources.map(([prefix, { answer, key }]) => [prefix, key === undefined ? answer : `${answer} ${key}`]),
    ),
    why: Object.fromEntries(sources.map(([prefix, { why }]) => [prefix, why])),
    notify: zone.notify,
  };
}
