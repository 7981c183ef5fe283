import { type Histories, historiesText, readHistories } from './histories.ts';
import { type FileKeeping, IdentityFiles } from './identityFiles.ts';

export interface HistoryStoreOptions extends FileKeeping {
  /** What was seen of an identity's zones until now. */
  readonly histories: (identityId: string) => Histories;
}

/** Keeps the histories of each identity's zones. */
export class HistoryStore extends IdentityFiles<Histories> {
  constructor({ histories, ...keeping }: HistoryStoreOptions) {
    super({ ...keeping, text: (identityId) => historiesText(histories(identityId)), parse: readHistories });
  }
}
