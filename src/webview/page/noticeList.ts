import type { DetailsLabels, Notice } from '../protocol.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

/** Errors and messages, one an entry. Specified in test/ui/details.page.test.ts. */
export function noticeList(notices: readonly Notice[], labels: DetailsLabels): HTMLUListElement {
  return h('ul', { class: 'notices' }, ...notices.map((notice) => entry(notice, labels)));
}

function entry({ tone, text, code, pointer, link, details }: Notice, labels: DetailsLabels): HTMLLIElement {
  const facts = [
    ...(code === undefined ? [] : [h('span', {}, `${labels.code} `, h('code', {}, code))]),
    ...(pointer === undefined ? [] : [h('span', {}, `${labels.pointer} `, h('code', {}, pointer))]),
    ...(link === undefined
      ? []
      : [
          h(
            'a',
            { href: link, title: link, 'data-key': link },
            `${labels.documentation} (${new URL(link).host})`,
          ),
        ]),
  ];
  return h(
    'li',
    { 'data-tone': tone },
    icon(tone),
    h(
      'div',
      {},
      h('p', { class: 'notice-text' }, text),
      facts.length > 0 ? h('p', { class: 'notice-facts' }, ...facts) : undefined,
      details.length > 0
        ? h('ul', { class: 'notice-details' }, ...details.map((detail) => h('li', {}, detail)))
        : undefined,
    ),
  );
}
