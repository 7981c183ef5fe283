import type { Doubt } from '../doubt.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Setting, Settings } from './settingsFile.ts';

/** Where a server has its zones and their metadata. */
export interface Backends {
  /** The lines that name files of zones. */
  readonly zonesFiles: readonly Setting[];
  /** Whether zones come from elsewhere too. */
  readonly hasOtherZones: boolean;
  /** Whether zones may have metadata: a setting for them, or another backend, which is asked for those of all zones. */
  readonly hasMetadata: boolean;
  /** Why none of this is certain. */
  readonly doubt: Doubt | undefined;
  readonly at: Span | undefined;
}

/** Reads which backends are launched. Specified in test/unit/primaries/pdns. */
export function backendsOf(settings: Settings): Backends {
  const launch = settings.value('launch');
  if (launch === undefined || 'doubt' in launch) {
    const doubt = launch?.doubt ?? { kind: 'elsewhere', subject: 'launch', at: undefined };
    return {
      ...fromFiles(settings, settings.names),
      hasOtherZones: true,
      hasMetadata: true,
      doubt,
      at: undefined,
    };
  }
  const unknown = launch.words.map(({ text, span }) => doubtAbout(text, span));
  const modules = launch.words.map(({ text }) => text.split(':'));
  const instances = modules
    .filter(([module]) => module === 'bind')
    .map(([, instance]) => (instance ? `bind-${instance}` : 'bind'));
  const hasOtherZones = modules.some(([module]) => module !== 'bind');
  const databases = instances.map((name) => settings.value(`${name}-dnssec-db`));
  return {
    ...fromFiles(
      settings,
      instances.map((name) => `${name}-config`),
    ),
    hasOtherZones,
    hasMetadata: hasOtherZones || databases.some(mayBeSet),
    doubt: unknown.find(({ kind }) => kind === 'placeholder') ?? doubtIn(databases),
    at: launch.lines.at(-1)?.at,
  };
}

function fromFiles(settings: Settings, names: readonly string[]): Pick<Backends, 'zonesFiles'> {
  return {
    zonesFiles: names
      .filter((name) => /^bind-(?:.+-)?config$/.test(name))
      .flatMap((name) => settings.lastOf(name) ?? []),
  };
}

type Looked = ReturnType<Settings['value']>;

function mayBeSet(value: Looked): boolean {
  return value !== undefined && ('doubt' in value || value.words.length > 0);
}

function doubtIn(values: readonly Looked[]): Doubt | undefined {
  return values.flatMap((value) => (value && 'doubt' in value ? [value.doubt] : []))[0];
}
