import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredZone, Evaluation, Mention } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { mentionsInOutput, mentionsInTargets, mentionsInValue } from './edits.ts';
import { keyOf, keysOf, type ZoneMetadata } from './metadata.ts';
import type { PdnsFile } from './pdnsFile.ts';
import { readServer, type Server } from './server.ts';
import { serverFiles } from './sources.ts';
import { isDoubt } from './transfer.ts';
import { Zones } from './zones.ts';

/** What a server does with the zones that were found. Specified in test/unit/primaries/pdns. */
export function* evaluate(sources: Sources<PdnsFile>): Steps<Evaluation> {
  const files = serverFiles(sources);
  yield;
  const server = yield* readServer(files, sources);
  yield;
  const found = new Zones(server);
  const zones: ConfiguredZone[] = [];
  const doubts: Doubt[] = [...server.doubts];
  const mentions: Mention[] = [...mentionsInSettings(server)];
  const stated = new Set<string>();
  for (const file of server.zonesFiles) {
    for (const list of file.alsoNotify) mentions.push(...withoutEffect(mentionsInTargets(list, file.text)));
    for (const statement of file.zones) {
      const zone = found.ofStatement(statement, file);
      if (zone && 'transfer' in zone) zones.push(zone);
      else if (zone) doubts.push(zone);
      stated.add(keyOf(statement.name.text));
      if (statement.alsoNotify) mentions.push(...mentionsInTargets(statement.alsoNotify, file.text));
      yield;
    }
  }
  for (const [name, metadata] of server.metadata) {
    if (server.hasOtherZones && !stated.has(name)) zones.push(found.ofMetadata(metadata));
    mentions.push(...mentionsOfMetadata(metadata));
    yield;
  }
  return { dialect: 'pdns', zones, mentions, keys: yield* keysOf(files.saved), doubts };
}

/** Mentions in a list that no one reads: nothing is added there. */
function withoutEffect(mentions: readonly Mention[]): readonly Mention[] {
  return mentions.map((mention) => ({ ...mention, beside: undefined }));
}

function mentionsInSettings({ settings, texts }: Server): readonly Mention[] {
  const lists = [
    ['allow-axfr-ips', 'transfer'],
    ['also-notify', 'notify'],
  ] as const;
  return lists.flatMap(([name, role]) => {
    const value = settings.value(name);
    return value === undefined || 'doubt' in value ? [] : mentionsInValue(value, texts, role);
  });
}

function mentionsOfMetadata(metadata: ZoneMetadata): readonly Mention[] {
  const lists = [
    ['ALLOW-AXFR-FROM', 'transfer'],
    ['ALSO-NOTIFY', 'notify'],
  ] as const;
  return lists.flatMap(([kind, role]) => {
    const line = metadata.of(kind);
    return line === undefined || isDoubt(line) ? [] : mentionsInOutput(line.words, role);
  });
}
