import type { Answer } from './answer.ts';

export { DEMO_CREDENTIALS, demoWorld } from './demoWorld.ts';
export { manyZones } from './manyZones.ts';

/** What a token or key may do, as Cloudflare's dashboard names it. */
export type Permission =
  | 'Zone Read'
  | 'Zone Write'
  | 'Zone Settings Read'
  | 'Zone Settings Write'
  | 'DNS Read'
  | 'DNS Write'
  | 'Account Settings Read'
  | 'Account Settings Write';

/** What the API knows. Tests change it while the API runs, and the next answer follows. */
export interface World {
  accounts: AccountRecord[];
  zones: ZoneRecord[];
  tokens: TokenRecord[];
  keys: KeyRecord[];
  peers: PeerRecord[];
  tsigs: TsigRecord[];
  /** Older API versions list zones of every type, whatever `type` asks for. */
  ignoresZoneType: boolean;
}

export interface AccountRecord {
  id: string;
  name: string;
}

export interface ZoneRecord {
  id: string;
  /** Without a trailing dot. */
  name: string;
  type: 'secondary' | 'full' | 'partial' | 'internal';
  status: 'initializing' | 'pending' | 'active' | 'moved';
  accountId: string;
  /** The config as the API sends it; null is sent as `result: null`, 'missing' as HTTP 404. */
  incoming: Readonly<Record<string, unknown>> | null | 'missing';
  /** Sent instead of the config, to whoever may read it. */
  override?: Answer;
  /** Begins what `force_axfr` asks for. */
  forceAxfr?: () => void;
}

/** What a credential may do, and where: a scope that is not given is all there is. */
export interface Grant {
  permissions: Set<Permission>;
  zoneIds?: string[];
  accountIds?: string[];
}

export interface TokenRecord extends Grant {
  secret: string;
  id: string;
  status: 'active' | 'disabled' | 'expired';
  owner: 'user' | { readonly accountId: string };
  /** As the API writes it; undefined for a token that does not expire. */
  expiresOn?: string;
}

export interface KeyRecord extends Grant {
  email: string;
  key: string;
}

export interface PeerRecord {
  accountId: string;
  id: string;
  name: string;
  /** Empty when unset. */
  ip: string;
  /** 0 when unset. */
  port: number;
  ixfr_enable: boolean;
  tsig_id?: string;
}

export interface TsigRecord {
  accountId: string;
  id: string;
  name: string;
  /** With a trailing dot, as Cloudflare writes it. */
  algo: string;
  /** Base64; the API sends it back in clear. */
  secret: string;
}
