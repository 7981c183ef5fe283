import { type DetailsInput, detailsModel } from '../../../src/views/details/detailsModel.ts';
import type { DetailsModel } from '../../../src/webview/protocol.ts';
import { NOW, zone } from './zones.ts';

/** What the details page is sent of a zone in order, or of what is given. */
export function modelOf(input: Partial<DetailsInput> = {}): DetailsModel {
  return detailsModel({
    zone: zone(),
    peer: () => undefined,
    accountPeers: undefined,
    now: NOW,
    overdueFactor: 2,
    locale: 'en',
    ...input,
  });
}
