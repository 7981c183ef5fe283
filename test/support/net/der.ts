/** Enough of ASN.1's DER (X.690) to write a certificate. */

const tagged =
  (tag: number) =>
  (...parts: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Uint8Array.of(tag), length(content.length), content]);
  };

function length(bytes: number): Buffer {
  if (bytes < 0x80) {
    return Buffer.of(bytes);
  }
  const hex = bytes.toString(16);
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(0x80 | digits.length), digits]);
}

export const sequence = tagged(0x30);
export const set = tagged(0x31);
export const octets = tagged(0x04);
export const TRUE = tagged(0x01)(Uint8Array.of(0xff));

/** An integer below 128. */
export const integer = (value: number) => tagged(0x02)(Uint8Array.of(value));

/** A positive integer, given as its bytes, of which the first is neither 0 nor above 127. */
export const bigInteger = (bytes: Uint8Array) => tagged(0x02)(bytes);

export const bits = (bytes: Uint8Array) => tagged(0x03)(Uint8Array.of(0), bytes);
export const utf8 = (text: string) => tagged(0x0c)(Buffer.from(text));

/** In UTC, whole seconds; until 2049. */
export const time = (date: Date) =>
  tagged(0x17)(
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  );

/** `[number]`, around what it tags. */
export const explicit = (number: number, content: Uint8Array) => tagged(0xa0 | number)(content);

/** `[number]`, instead of the tag of a primitive. */
export const implicit = (number: number, content: Uint8Array) => tagged(0x80 | number)(content);

/** An object identifier, such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06)(Uint8Array.of(first * 40 + second), ...rest.map(base128));
}

function base128(value: number): Buffer {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) {
    digits.unshift(0x80 | (left & 0x7f));
  }
  return Buffer.from(digits);
}
