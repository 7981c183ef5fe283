import type { Field } from '../protocol.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { relative } from './times.ts';

export interface FactTexts {
  readonly locale: string;
  readonly notReported: string;
}

/** Names and values. `extra` may put something beside a value. Specified in test/ui/details.page.test.ts. */
export function facts(
  fields: readonly Field[],
  { locale, notReported }: FactTexts,
  extra: (field: Field) => Node | undefined = () => undefined,
): HTMLDListElement {
  return h(
    'dl',
    {},
    ...fields.map((field) => {
      const { key, label, value, time, note, tone } = field;
      return h(
        'div',
        { class: 'fact', 'data-field': key, 'data-tone': tone },
        h('dt', {}, label),
        h(
          'dd',
          {},
          h(
            'span',
            { class: 'value' },
            value === undefined ? h('span', { class: 'missing' }, notReported) : valueNode(field, value),
            time === undefined ? undefined : relative(time, locale),
            note === undefined ? undefined : h('span', { class: 'note' }, tone && icon(tone), note),
            extra(field),
          ),
        ),
      );
    }),
  );
}

function valueNode({ time, code }: Field, value: string): HTMLElement {
  if (time !== undefined) {
    return h('time', { datetime: new Date(time).toISOString() }, value);
  }
  return h(code ? 'code' : 'span', {}, value);
}
