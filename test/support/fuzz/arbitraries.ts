import * as fc from 'fast-check';
import { API_RESULT } from '../values/zones.ts';
import { NAMES, NUMBERS, TEXTS, TIMES } from './hostile.ts';

export const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));

/** Numbers as JSON has them: it cannot say NaN or Infinity. */
export const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

/** Milliseconds since the epoch, as far as a Date reaches. */
export const moment = fc.oneof(
  fc.constantFrom(0, 8.64e15, -8.64e15, Date.parse('2026-11-20T12:00:00Z')),
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
);

/** Any value that can come as JSON. A name may be `__proto__`. */
export const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.constantFrom(...TIMES),
    fc.array(tie('json'), { maxLength: 5 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), tie('json')), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries)),
}));

/** An object that has these names, each with a fitting value or any other, or lacks them. */
export function near(fitting: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(fitting).map(([name, value]) => [
      name,
      fc.oneof({ arbitrary: value, weight: 4 }, { arbitrary: json, weight: 1 }),
    ]),
  );
  return fc
    .tuple(
      fc.record(model, { requiredKeys: [] }),
      fc.dictionary(fc.constantFrom(...NAMES), json, { maxKeys: 2 }),
    )
    .map(([fields, rest]) => Object.fromEntries([...Object.entries(fields), ...Object.entries(rest)]));
}

const time = fc.oneof(
  fc.constantFrom(...TIMES),
  moment.map((at) => new Date(at).toISOString()),
);
const tag = fc.oneof(fc.constantFrom(...API_RESULT.peers), text);

/** What may come as a zone's config. */
export const config = fc.oneof(
  { weight: 1, arbitrary: json },
  {
    weight: 8,
    arbitrary: near({
      id: text,
      name: text,
      auto_refresh_seconds: number,
      checked_time: time,
      created_time: time,
      modified_time: time,
      peers: fc.array(tag, { maxLength: 5 }),
      soa_serial: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), number),
    }),
  },
);

/** What may come as a list of peers. */
export const peers = fc.oneof(
  { weight: 1, arbitrary: json },
  {
    weight: 8,
    arbitrary: fc.array(
      near({ id: tag, name: text, ip: text, port: number, ixfr_enable: fc.boolean(), tsig_id: text }),
      { maxLength: 5 },
    ),
  },
);

const notice = near({
  code: number,
  message: text,
  documentation_url: fc.oneof(text, fc.webUrl()),
  source: near({ pointer: text }),
  error_chain: fc.array(near({ code: number, message: text, error_chain: json }), { maxLength: 3 }),
});

/** What may come as the envelope of an answer. */
export const envelope = fc.oneof(
  { weight: 1, arbitrary: json },
  {
    weight: 8,
    arbitrary: near({
      success: fc.boolean(),
      result: json,
      errors: fc.array(fc.oneof(notice, json), { maxLength: 4 }),
      messages: fc.array(fc.oneof(notice, json), { maxLength: 4 }),
      result_info: near({ total_pages: number }),
    }),
  },
);
