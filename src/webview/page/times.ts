import { h } from './dom.ts';
import { timeFromNow } from './timeFromNow.ts';

/**
 * A moment as it is from now. `refreshTimes` keeps it current.
 * Specified in test/ui/details.page.test.ts.
 * @param time milliseconds since the epoch
 */
export function relative(time: number, locale: string): HTMLElement {
  return h(
    'time',
    { class: 'relative', datetime: new Date(time).toISOString(), 'data-relative': locale },
    timeFromNow(time, Date.now(), locale),
  );
}

/** Updates every relative time of the page. */
export function refreshTimes(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
    const text = timeFromNow(Date.parse(element.dateTime), Date.now(), element.dataset.relative ?? 'en');
    if (text !== element.textContent) {
      element.textContent = text;
    }
  }
}
