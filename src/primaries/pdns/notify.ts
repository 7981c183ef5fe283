import type { Address } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, NotifyDecision, NotifyPolicy } from '../evaluation.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Metadata } from './metadata.ts';
import type { Settings, Switch, Word } from './settingsFile.ts';

import { reaches, readTarget, type TargetAddress } from './target.ts';
import { isDoubt } from './transfer.ts';

/** Targets from one or more statements, and why there may be more. */
export interface Targets {
  readonly addresses: readonly TargetAddress[];
  readonly doubt: Doubt | undefined;
  readonly at: Span | undefined;
}

const NO_TARGETS: Targets = { addresses: [], doubt: undefined, at: undefined };

/** What the settings of a server say about NOTIFY, for all its zones. */
export interface ServerNotify {
  readonly primary: Switch;
  readonly targets: Targets;
}

/** Reads what the settings say. Which addresses of name servers are told is `only-notify`: it limits no others. */
export function serverNotify(settings: Settings): ServerNotify {
  const value = settings.value('also-notify');
  const targets =
    value === undefined
      ? NO_TARGETS
      : 'doubt' in value
        ? { ...NO_TARGETS, doubt: value.doubt }
        : targetsOf(value.words, value.lines.at(-1)?.at);
  return { primary: primaryOf(settings), targets };
}

/** NOTIFY is sent by a primary alone; before version 4.5 it was called a master. */
function primaryOf(settings: Settings): Switch {
  const [primary, master] = [settings.isOn('primary'), settings.isOn('master')];
  if (!primary.doubt && primary.on) return primary;
  if (master.doubt || master.on) return master;
  return primary.doubt || primary.at ? primary : master;
}

/** The targets of a list of words. */
export function targetsOf(words: readonly (Word | Doubt)[], at: Span | undefined): Targets {
  const addresses: TargetAddress[] = [];
  let doubt: Doubt | undefined;
  for (const word of words) {
    const target = 'kind' in word ? undefined : readTarget(word);
    if (target) addresses.push(target);
    else doubt ??= 'kind' in word ? word : doubtAbout(word.text, word.span);
  }
  return { addresses, doubt, at };
}

/** The targets that metadata name. */
export function targetsOfMetadata(line: Metadata | Doubt | undefined): Targets {
  if (line === undefined) return NO_TARGETS;
  return isDoubt(line) ? { ...NO_TARGETS, doubt: line } : targetsOf(line.words, line.at);
}

/** All targets together: PowerDNS adds one list to the other. The first statement stands for all. */
export function joined(all: readonly Targets[]): Targets {
  return {
    addresses: all.flatMap(({ addresses }) => addresses),
    doubt: all.find(({ doubt }) => doubt)?.doubt,
    at: all.find(({ at }) => at)?.at,
  };
}

/** What decides beside the targets whether a zone's server sends NOTIFY. */
export interface Sender {
  readonly isOn: boolean;
  readonly doubt: Doubt | undefined;
  /** The statement that switches it off. */
  readonly off: Span | undefined;
}

/** Whether the server sends NOTIFY at all, by its settings. */
export function senderOf({ primary }: ServerNotify): Sender {
  if (primary.doubt) return { isOn: true, doubt: primary.doubt, off: undefined };
  return { isOn: primary.on, doubt: undefined, off: primary.on ? undefined : primary.at };
}

/** Whom the server tells of changes of a zone. Addresses of name servers (NS records) are none of Cloudflare's. */
export function notifyPolicy(sender: Sender, targets: Targets, addition: Addition | undefined): NotifyPolicy {
  const decide = (target: Address): NotifyDecision => {
    const isListed = targets.addresses.some((address) => reaches(address, target));
    if (!sender.isOn || !(isListed || targets.doubt)) return { kind: 'does-not-send' };
    const doubt = sender.doubt ?? (isListed ? undefined : targets.doubt);
    return doubt ? { kind: 'cannot-tell', doubt } : { kind: 'sends' };
  };
  return { decide, at: targets.at, off: sender.off, addition };
}
