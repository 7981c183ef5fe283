import type { Doubt } from '../doubt.ts';
import { hasPlaceholder } from './addressElement.ts';
import type { Scope } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';

/**
 * Whether a zone is a primary one, which its template may say.
 * @returns why that cannot be told. A zone without a type that is cut off is none: the server refuses it.
 */
export function isPrimary(zone: Scope, templates: ReadonlyMap<string, Scope>): boolean | Doubt {
  const own = zone.first('type');
  if (own) return isPrimaryType(own);
  const reference = zone.first('template');
  if (reference === undefined) return zone.flaw && zone.flaw.kind !== 'syntax' ? zone.flaw : false;
  const name = reference.word(1)?.text ?? '';
  const template = templates.get(name.toLowerCase());
  if (template === undefined)
    return { kind: 'unknown-name', subject: name, at: spanOf(reference, reference) };
  const type = template.first('type');
  return type ? isPrimaryType(type) : false;
}

function isPrimaryType(statement: Statement): boolean | Doubt {
  const type = statement.word(1);
  if (type === undefined) return false;
  if (hasPlaceholder(type)) return { kind: 'placeholder', subject: type.text, at: spanOf(statement, type) };
  return /^(?:primary|master)$/i.test(type.text);
}
