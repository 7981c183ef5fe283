import type { Tone } from '../protocol.ts';
import { s } from './dom.ts';

/** Strokes on a grid of 16 by 16. */
const PATHS = {
  good: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M5 8.2l2.1 2.1L11 6',
  bad: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  warning: 'M8 1.8l6.6 12.2H1.4zM8 6v4M8 11.6v.6',
  neutral: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M5 8h6',
  busy: 'M8 1.5a6.5 6.5 0 1 1-6.5 6.5',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5v3h-3',
  compare: 'M2 5.2h10.5M9.8 2.5l2.7 2.7-2.7 2.7M14 10.8H3.5M6.2 8.1l-2.7 2.7 2.7 2.7',
  external: 'M6.5 3h-4v10.5H13v-4M9 2.5h4.5V7M13.5 2.5l-6 6',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  done: 'M3 8.5l3.3 3.3L13 4.5',
} satisfies Record<Tone | 'refresh' | 'compare' | 'external' | 'copy' | 'done', string>;

export type IconName = keyof typeof PATHS;

/**
 * A picture beside words that say the same: screen readers pass over it.
 * Specified in test/ui/details.page.test.ts.
 */
export function icon(name: IconName): SVGSVGElement {
  return s(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    s('path', { d: PATHS[name] }),
  );
}
