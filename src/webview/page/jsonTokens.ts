export type JsonTokenKind = 'name' | 'string' | 'number' | 'word' | 'plain';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
}

const TOKEN =
  /(?<name>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)/g;

/** Parts a JSON text for colouring; together the tokens are the text. */
export function jsonTokens(json: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const plainUntil = (start: number) => {
    if (start > end) {
      tokens.push({ kind: 'plain', text: json.slice(end, start) });
    }
  };
  for (const match of json.matchAll(TOKEN)) {
    plainUntil(match.index);
    tokens.push({ kind: kindOf(match.groups ?? {}), text: match[0] });
    end = match.index + match[0].length;
  }
  plainUntil(json.length);
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): JsonTokenKind {
  return (
    (['name', 'string', 'number', 'word'] as const).find((kind) => groups[kind] !== undefined) ?? 'plain'
  );
}
