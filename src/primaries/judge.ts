import { type AddressRange, readAddress, readRange, samplesOf } from './addressRange.ts';
import {
  type CloudflareAddress,
  NEW_SOURCES,
  NOTIFY_TARGETS,
  OLD_SOURCES,
  TRANSFER_SOURCES,
} from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { ConfiguredZone, Decision, NotifyDecision, NotifyPolicy, TransferPolicy } from './evaluation.ts';
import type { Span } from './span.ts';

export type SourceAnswer = 'allowed' | 'allowed-with-key' | 'partly' | 'refused' | 'cannot-tell';

/** What a zone's primary answers to one of Cloudflare's sources. */
export interface JudgedSource {
  readonly source: CloudflareAddress;
  readonly answer: SourceAnswer;
  /** The key that is needed; undefined where none is. */
  readonly key: string | undefined;
  /** Why it cannot be told. */
  readonly doubt: Doubt | undefined;
  /** The statements or elements that decide, each once. */
  readonly decidedAt: readonly Span[];
}

/** What a zone's primary answers to the sources of one family, summed up. */
export type FamilyAnswer = SourceAnswer | 'only-old';

export interface JudgedTransfer {
  readonly sources: readonly JudgedSource[];
  readonly ipv4: FamilyAnswer;
  readonly ipv6: FamilyAnswer;
}

export interface JudgedTarget {
  readonly target: CloudflareAddress;
  readonly decision: NotifyDecision;
}

/** What is so for one zone. */
export interface JudgedZone {
  readonly zone: ConfiguredZone;
  readonly transfer: JudgedTransfer;
  readonly notify: readonly JudgedTarget[];
}

interface Known {
  readonly source: CloudflareAddress;
  readonly range: AddressRange;
}

const SOURCES: readonly Known[] = TRANSFER_SOURCES.flatMap((source) => {
  const range = readRange(source.prefix);
  return range ? [{ source, range }] : [];
});

const TARGETS = NOTIFY_TARGETS.flatMap((target) => {
  const address = readAddress(target.prefix);
  return address ? [{ target, address }] : [];
});

/** Judges zones; policies that several zones share are judged once. */
export class Judge {
  readonly #transfers = new WeakMap<TransferPolicy, JudgedTransfer>();
  readonly #notifies = new WeakMap<NotifyPolicy, readonly JudgedTarget[]>();

  judge(zone: ConfiguredZone): JudgedZone {
    const { transfer, notify } = zone;
    return {
      zone,
      transfer: this.#transfer(transfer.shared ?? transfer),
      notify: this.#notify(notify.shared ?? notify),
    };
  }

  #transfer(policy: TransferPolicy): JudgedTransfer {
    let judged = this.#transfers.get(policy);
    if (judged === undefined) {
      judged = judgeTransfer(policy);
      this.#transfers.set(policy, judged);
    }
    return judged;
  }

  #notify(policy: NotifyPolicy): readonly JudgedTarget[] {
    let judged = this.#notifies.get(policy);
    if (judged === undefined) {
      judged = TARGETS.map(({ target, address }) => ({ target, decision: policy.decide(address) }));
      this.#notifies.set(policy, judged);
    }
    return judged;
  }
}

function judgeTransfer(policy: TransferPolicy): JudgedTransfer {
  const sources = SOURCES.map((known) => judgeSource(policy, known));
  return { sources, ipv4: familyAnswer(sources, 4), ipv6: familyAnswer(sources, 6) };
}

/** The decisions for all parts of a source, for requests with one key or with none. */
interface Signed {
  readonly key: string | undefined;
  readonly decisions: readonly Decision[];
}

function judgeSource(policy: TransferPolicy, { source, range }: Known): JudgedSource {
  const samples = samplesOf(range, policy.edges);
  const signed = [undefined, ...policy.keys].map((key) => ({
    key,
    decisions: samples.map((address) => policy.decide({ address, key })),
  }));
  const least = answerOf(signed, 'refuse');
  const unsure = firstUnsure(signed);
  const most = unsure === undefined ? least : answerOf(signed, 'allow');
  if (least.answer === most.answer && least.key === most.key) {
    const decidedAt = placesOf(signed, least.answer === 'refused' ? undefined : least);
    return { source, answer: least.answer, key: least.key, doubt: undefined, decidedAt };
  }
  return { source, answer: 'cannot-tell', key: undefined, doubt: unsure, decidedAt: placesOf(signed) };
}

type Answered = Pick<JudgedSource, 'answer' | 'key'>;

function firstUnsure(signed: readonly Signed[]): Doubt | undefined {
  for (const { decisions } of signed) {
    for (const decision of decisions) {
      if (decision.kind === 'cannot-tell') return decision.doubt;
    }
  }
  return undefined;
}

/** The answer if whatever cannot be told were as `assumed`. */
function answerOf(signed: readonly Signed[], assumed: 'allow' | 'refuse'): Answered {
  const allows = ({ kind }: Decision): boolean => (kind === 'cannot-tell' ? assumed : kind) === 'allow';
  const whole = signed.find(({ decisions }) => decisions.every(allows));
  if (whole !== undefined) {
    return { answer: whole.key === undefined ? 'allowed' : 'allowed-with-key', key: whole.key };
  }
  const part = signed.find(({ decisions }) => decisions.some(allows));
  return part === undefined ? { answer: 'refused', key: undefined } : { answer: 'partly', key: part.key };
}

/** Where requests were decided, each place once: all of them, or those with the key of an answer. */
function placesOf(signed: readonly Signed[], answered?: Answered): readonly Span[] {
  const places: Span[] = [];
  for (const { key, decisions } of signed) {
    if (answered !== undefined && answered.key !== key) continue;
    for (const { at } of decisions) {
      if (at && !places.some(({ file, start }) => start === at.start && file === at.file)) places.push(at);
    }
  }
  return places;
}

function familyOf({ source }: JudgedSource): 4 | 6 {
  return source.prefix.includes(':') ? 6 : 4;
}

const ALLOWS: ReadonlySet<SourceAnswer> = new Set(['allowed', 'allowed-with-key', 'partly']);

function familyAnswer(sources: readonly JudgedSource[], family: 4 | 6): FamilyAnswer {
  const answers = (known: readonly CloudflareAddress[]): readonly SourceAnswer[] =>
    sources
      .filter((judged) => familyOf(judged) === family && known.includes(judged.source))
      .map(({ answer }) => answer);
  const present = answers(NEW_SOURCES);
  if (present.includes('cannot-tell')) return 'cannot-tell';
  if (present.every((answer) => answer === 'allowed')) return 'allowed';
  if (present.every((answer) => answer === 'allowed' || answer === 'allowed-with-key')) {
    return 'allowed-with-key';
  }
  if (present.some((answer) => ALLOWS.has(answer))) return 'partly';
  const old = answers(OLD_SOURCES);
  if (old.some((answer) => ALLOWS.has(answer))) return 'only-old';
  return old.includes('cannot-tell') ? 'cannot-tell' : 'refused';
}
