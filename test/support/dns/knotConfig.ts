import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';

/** A zone's section, one line an item: `item: value`. */
export interface KnotZone {
  readonly name: string;
  readonly items: readonly string[];
}

export interface KnotConfig {
  readonly folder: string;
  readonly server: ServerAddress;
  readonly keys: readonly TsigKey[];
  /** Other servers, by an id of letters and digits. */
  readonly remotes: ReadonlyMap<string, ServerAddress>;
  /** With which of `keys`, by name, this server speaks to the others. */
  readonly remoteKey: string | undefined;
  readonly actions: readonly ('transfer' | 'notify')[];
  /** Cuts all answers short but one a second: the rest has to come over TCP. */
  readonly truncates: boolean;
  readonly zones: readonly KnotZone[];
}

/** Writes a configuration of Knot DNS 3.2 or later: small, in one folder, on one address, for loopback. */
export function knotConfig(config: KnotConfig): string {
  return [
    ...serverSections(config),
    ...config.keys.flatMap((key, index) => [
      ...(index === 0 ? ['key:'] : []),
      `  - id: ${key.name}`,
      `    algorithm: ${key.algorithm.replace(/\.$/, '')}`,
      `    secret: ${key.secret}`,
    ]),
    ...remoteSection(config),
    ...accessSection(config),
    'zone:',
    ...config.zones.flatMap(({ name, items }) => [
      `  - domain: ${name}`,
      `    storage: "${config.folder}"`,
      `    acl: [ ${[...accessRules(config).keys()].join(', ')} ]`,
      '    zonefile-sync: -1',
      ...items.map((item) => `    ${item}`),
    ]),
    '',
  ].join('\n');
}

function serverSections({ folder, server, truncates }: KnotConfig): string[] {
  return [
    'server:',
    `    rundir: "${folder}"`,
    `    listen: "${server.address}@${server.port}"`,
    ...['udp', 'tcp', 'background'].map((kind) => `    ${kind}-workers: 1`),
    'log:',
    '  - target: stderr',
    '    any: info',
    'database:',
    `    storage: "${folder}/db"`,
    ...['journal', 'kasp', 'timer', 'catalog'].map((name) => `    ${name}-db-max-size: 8M`),
    ...(truncates
      ? [
          'mod-rrl:',
          '  - id: cut',
          '    rate-limit: 1',
          '    slip: 1',
          'template:',
          '  - id: default',
          '    global-module: mod-rrl/cut',
        ]
      : []),
  ];
}

/** Signed questions need a rule that names their key, even for an SOA. With a `remoteKey`, transfers need one too. */
function accessRules({ keys, remoteKey }: KnotConfig): ReadonlyMap<string, readonly string[]> {
  const names = keys.map(({ name }) => name).join(', ');
  return new Map([
    ...(remoteKey === undefined ? [['unsigned', []] as const] : []),
    ...(keys.length > 0 ? [['signed', [`    key: [ ${names} ]`]] as const] : []),
  ]);
}

function accessSection(config: KnotConfig): string[] {
  return [
    'acl:',
    ...[...accessRules(config)].flatMap(([id, items]) => [
      `  - id: ${id}`,
      '    address: [ 127.0.0.0/8, "::1" ]',
      `    action: [ ${config.actions.join(', ')} ]`,
      ...items,
    ]),
  ];
}

function remoteSection({ remotes, remoteKey, server }: KnotConfig): string[] {
  return [...remotes].flatMap(([id, { address, port }], index) => [
    ...(index === 0 ? ['remote:'] : []),
    `  - id: ${id}`,
    `    address: "${address}@${port}"`,
    `    via: "${server.address}"`,
    ...(remoteKey === undefined ? [] : [`    key: ${remoteKey}`]),
  ]);
}
