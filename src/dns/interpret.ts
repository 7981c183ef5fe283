import { type Header, isAnswerTo, isPlausible } from './header.ts';
import { BAD_MESSAGE, type Meaning, readAnswer } from './message.ts';
import type { Received } from './reply.ts';
import type { SentQuery } from './sentQuery.ts';
import { verifyAnswer } from './tsig.ts';

/**
 * What a message says about the zone that was asked for. Whatever it holds, this neither throws nor believes
 * what is not an answer to this query, signed by the key if the query was. `now`: seconds since the epoch.
 */
export function interpret(
  sent: SentQuery,
  { header, message }: Received,
  maxBytes: number,
  now: number,
): Meaning {
  const isGood =
    isAnswerTo(sent.query, header, message) && isPlausible(header, message, maxBytes) && !header.truncated;
  if (!isGood) {
    return BAD_MESSAGE;
  }
  return disbelief(sent, header, message, now) ?? readAnswer(header, message, sent.query.zone);
}

/**
 * Why a signed query's answer is not believed. An error without a signature is: servers that refuse, or do not
 * know TSIG, have nothing to sign with.
 */
function disbelief(
  { signature }: SentQuery,
  header: Header,
  message: Buffer,
  now: number,
): Meaning | undefined {
  if (!signature) {
    return undefined;
  }
  const verified = verifyAnswer(header, message, signature.signer, signature.mac, now);
  if (verified.ok || (verified.problem === 'unsigned' && header.rcode !== 0)) {
    return undefined;
  }
  return verified.problem === 'malformed'
    ? BAD_MESSAGE
    : {
        outcome: { kind: 'tsig', problem: verified.problem, skew: verified.skew },
        extendedErrors: [],
      };
}
