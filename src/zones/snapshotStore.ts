import { type FileKeeping, IdentityFiles } from './identityFiles.ts';
import { readSnapshot, type Snapshot, snapshotText } from './snapshot.ts';

export interface SnapshotStoreOptions extends FileKeeping {
  /** What an identity knows now. */
  readonly snapshot: (identityId: string) => Snapshot;
}

/** Keeps the last snapshot of each identity. */
export class SnapshotStore extends IdentityFiles<Snapshot> {
  constructor({ snapshot, ...keeping }: SnapshotStoreOptions) {
    super({ ...keeping, text: (identityId) => snapshotText(snapshot(identityId)), parse: readSnapshot });
  }
}
