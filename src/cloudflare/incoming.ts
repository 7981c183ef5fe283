import type { Id } from '../text/id.ts';
import * as v from '../text/schema.ts';
import { cleanText, type Text, text } from '../text/text.ts';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import type { RequestOptions } from './requestOptions.ts';

/**
 * A zone's incoming transfer configuration, "Secondary Zone Configuration Details" of Cloudflare's API.
 * Every field is optional there; undefined means that the API left it out, sent null, or sent something of
 * another type, which `problems` then tells.
 */
export interface Incoming {
  /** Equals the zone's id. */
  readonly id: Id | undefined;
  /** The zone's name, with a trailing dot. */
  readonly name: Text | undefined;
  /** How often Cloudflare checks the primary regardless of NOTIFY, seconds. */
  readonly autoRefreshSeconds: number | undefined;
  /** RFC 3339 times, as reported. Before a first transfer all three are equal. */
  readonly checkedTime: Text | undefined;
  readonly createdTime: Text | undefined;
  readonly modifiedTime: Text | undefined;
  /** Peer tags, in no order. */
  readonly peers: readonly Id[] | undefined;
  /** The serial that Cloudflare holds, 0 before a first transfer. */
  readonly soaSerial: number | undefined;
  readonly problems: readonly FieldProblem[];
  /** The API's `result`, as it came. */
  readonly raw: unknown;
}

/** A field that came with another type than the API's contract has; texts are English, for log and page. */
export interface FieldProblem {
  readonly field: Text;
  readonly expected: Text;
  readonly received: Text;
}

/** The longest description of an unexpected value, characters. */
const MAX_RECEIVED = 80;

/** The longest time that is kept, characters: with nanoseconds and an offset it has 35. */
const MAX_TIME_TEXT = 64;

const time = v.pipe(
  v.text(MAX_TIME_TEXT),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'a time'),
);
const uint32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));

const schema = v.object({
  id: v.nullish(v.id),
  name: v.nullish(v.name),
  auto_refresh_seconds: v.nullish(v.pipe(v.number(), v.finite(), v.minValue(0))),
  checked_time: v.nullish(time),
  created_time: v.nullish(time),
  modified_time: v.nullish(time),
  peers: v.nullish(v.array(v.id)),
  soa_serial: v.nullish(uint32),
});

/**
 * Reads a config leniently: a field of an unexpected type is left out and listed in `problems`, the rest is kept.
 * `undefined` when the result is not an object at all; `null` stays null: the zone has no incoming config.
 */
export function readIncoming(result: unknown): Incoming | null | undefined {
  if (result === null) {
    return null;
  }
  if (typeof result !== 'object' || Array.isArray(result)) {
    return undefined;
  }
  const parsed = v.safeParse(schema, result);
  if (parsed.success) {
    return shape(parsed.output, [], result);
  }
  const problems = new Map<string, FieldProblem>();
  for (const problem of parsed.issues.map(problemOf)) {
    problems.set(problem.field, problems.get(problem.field) ?? problem);
  }
  const rest = Object.fromEntries(Object.entries(result).filter(([key]) => !problems.has(key)));
  return shape(v.parse(schema, rest), [...problems.values()], result);
}

function problemOf(issue: v.BaseIssue<unknown>): FieldProblem {
  const [head, ...inner] = issue.path ?? [];
  const expected = [issue.expected ?? issue.message, ...inner.map(({ key }) => `at ${String(key)}`)].join(
    ' ',
  );
  return {
    field: cleanText(String(head?.key ?? '')),
    expected: cleanText(expected),
    received: cleanText(issue.received, MAX_RECEIVED),
  };
}

function shape(
  output: v.InferOutput<typeof schema>,
  problems: readonly FieldProblem[],
  raw: unknown,
): Incoming {
  return {
    id: output.id ?? undefined,
    name: output.name ?? undefined,
    autoRefreshSeconds: output.auto_refresh_seconds ?? undefined,
    checkedTime: output.checked_time ?? undefined,
    createdTime: output.created_time ?? undefined,
    modifiedTime: output.modified_time ?? undefined,
    peers: output.peers ?? undefined,
    soaSerial: output.soa_serial ?? undefined,
    problems,
    raw,
  };
}

/**
 * `GET /zones/{zone_id}/secondary_dns/incoming`. Null when the zone has no incoming config, which the API
 * says with HTTP 404 or with `result: null`.
 */
export async function getIncoming(
  client: Client,
  zoneId: Id,
  options: RequestOptions,
): Promise<Result<Incoming | null>> {
  const answer = await client.get(text`/zones/${zoneId}/secondary_dns/incoming`, readIncoming, options);
  if (!answer.ok && answer.failure.kind === 'not-found') {
    return { ok: true, value: null, messages: answer.failure.messages };
  }
  return answer;
}
