import { domainToASCII } from 'node:url';

/** A zone's name in A-labels, lower case, without the trailing dot. */
export type ZoneName = string & { readonly zoneName: unique symbol };

export type NameProblem =
  /** Nothing, or the root alone. */
  | 'empty'
  /** Two dots in a row, or one at the start. */
  | 'empty-label'
  /** A label over 63 bytes (RFC 1035, section 2.3.4). */
  | 'label-too-long'
  /** Over 255 bytes on the wire (RFC 1035, section 2.3.4). */
  | 'name-too-long'
  /** Spaces, control characters, backslashes, or what IDNA does not allow. */
  | 'bad-character';

export type NameResult =
  | { readonly ok: true; readonly name: ZoneName }
  | { readonly ok: false; readonly problem: NameProblem };

const LABEL_BYTES = 63;
const NAME_BYTES = 255;
const ASCII = /^[\0-\x7f]*$/;
const PLAIN = /^[\x21-\x5b\x5d-\x7e]*$/;

/**
 * Reads a zone's name as people write it: Unicode becomes A-labels, upper case lower, a trailing dot goes.
 * ASCII names need not be host names: `_x.example` and `0/25.2.0.192.in-addr.arpa` are zones too.
 */
export function zoneName(text: string): NameResult {
  const ascii = ASCII.test(text) ? text.toLowerCase() : domainToASCII(text);
  const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  const problem = nameProblem(name, text);
  return problem === undefined ? { ok: true, name: name as ZoneName } : { ok: false, problem };
}

function nameProblem(name: string, text: string): NameProblem | undefined {
  if (name === '') {
    return text === '' || text === '.' ? 'empty' : 'bad-character';
  }
  if (!PLAIN.test(name)) {
    return 'bad-character';
  }
  const labels = name.split('.');
  if (labels.includes('')) {
    return 'empty-label';
  }
  if (labels.some((label) => label.length > LABEL_BYTES)) {
    return 'label-too-long';
  }
  return name.length + 2 > NAME_BYTES ? 'name-too-long' : undefined;
}
