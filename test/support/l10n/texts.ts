import { readdir, readFile } from 'node:fs/promises';
import { runInThisContext } from 'node:vm';

const MENTION = /\bl10n\s*\.\s*t\b/g;
const CALL_WITH_LITERAL = /\s*\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*[,)]/y;

/** What the sources have to say to a person. */
export interface Texts {
  /** The literal first arguments of `l10n.t`, each once, in the order of the sources. */
  readonly literals: readonly string[];
  /** Where `l10n.t` gets something else, as path:line. No bundle can be held against that. */
  readonly others: readonly string[];
}

/** Collects the texts of every TypeScript file below a folder. @param folder a file URL that ends in a slash */
export async function textsBelow(folder: URL): Promise<Texts> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.ts')).toSorted();
  const texts = await Promise.all(
    paths.map(async (path) => textsIn(await readFile(new URL(path, folder), 'utf8'), path)),
  );
  return {
    literals: [...new Set(texts.flatMap(({ literals }) => literals))],
    others: texts.flatMap(({ others }) => others),
  };
}

/** Collects the texts of one source. @param path what `others` name it by */
export function textsIn(source: string, path: string): Texts {
  const literals: string[] = [];
  const others: string[] = [];
  for (const { 0: mention, index } of source.matchAll(MENTION)) {
    CALL_WITH_LITERAL.lastIndex = index + mention.length;
    const literal = CALL_WITH_LITERAL.exec(source)?.[1];
    if (literal === undefined) {
      others.push(`${path}:${source.slice(0, index).split('\n').length}`);
    } else {
      literals.push(String(runInThisContext(literal)));
    }
  }
  return { literals, others };
}

/** The placeholders of a text, `{0}` and the like, each once and sorted. */
export function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{[^}]*\}/g))].toSorted();
}
