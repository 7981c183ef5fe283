import type { Banner } from '../protocol.ts';
import { h, onChange, replaceChildren } from './dom.ts';
import { type FactTexts, facts } from './facts.ts';
import { icon } from './icons.ts';

/**
 * The zone's state. Its words are in a live region: a change is spoken.
 * Specified in test/ui/details.page.test.ts.
 */
export function bannerSection(texts: () => FactTexts): {
  readonly element: HTMLElement;
  readonly update: (banner: Banner) => void;
} {
  const picture = h('div', { class: 'banner-icon' });
  const status = h('div', { role: 'status', 'aria-live': 'polite' });
  const more = h('div', { class: 'banner-more' });
  const element = h('div', { class: 'banner' }, picture, status, more);
  const drawStatus = onChange(({ tone, headline, explanation }: Banner) => {
    element.dataset.tone = tone;
    picture.replaceChildren(icon(tone));
    status.replaceChildren(h('p', { class: 'headline' }, headline), h('p', {}, explanation));
  });
  const drawMore = onChange((banner: Banner) => {
    replaceChildren(
      more,
      banner.facts.length > 0 ? facts(banner.facts, texts()) : undefined,
      banner.advice.length > 0
        ? h('ul', {}, ...banner.advice.map((sentence) => h('li', {}, sentence)))
        : undefined,
    );
    more.hidden = more.childElementCount === 0;
  });
  return {
    element,
    update: (banner) => {
      drawStatus({ ...banner, facts: [], advice: [] });
      drawMore(banner);
    },
  };
}
