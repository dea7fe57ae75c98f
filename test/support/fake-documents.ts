import { sha256Hex } from '#functions/domain/ids.ts';
import type { Documents, StoredObject, Vault } from '#functions/usecases/ports.ts';

export interface KeptObject {
  readonly bytes: Uint8Array;
  readonly stored: StoredObject;
  readonly mediaType: string;
  readonly held: boolean;
  /** Held until the vault lets it go. */
  readonly heldForDays: number | undefined;
  readonly retainUntil: string | undefined;
}

export interface FakeDocuments extends Documents {
  /** By `bucket/key`: the latest version. */
  readonly objects: ReadonlyMap<string, KeptObject>;
  readonly vault: Vault;
  /** Moves an object of the archive to the coldest class, or says that it has come back. */
  readonly warm: (key: string, to: 'ready' | 'cold') => void;
  /** What was asked to be brought back. */
  readonly restored: readonly { readonly key: string; readonly days: number }[];
  /** What a borrower's browser does with a presigned upload. */
  readonly upload: (key: string, bytes: Uint8Array, mediaType: string) => void;
}

/** Objects in memory: a key is written once, and only the same bytes are the same write. */
export const fakeDocuments = (): FakeDocuments => {
  const objects = new Map<string, KeptObject>();
  const older = new Map<string, KeptObject>();
  const warmth = new Map<string, 'ready' | 'restoring' | 'cold'>();
  const restored: { key: string; days: number }[] = [];
  const keptAt = (bucket: string, key: string, versionId?: string): KeptObject => {
    const kept = older.get(`${bucket}/${key}@${versionId ?? ''}`) ?? objects.get(`${bucket}/${key}`);
    if (kept === undefined) throw new Error(`no object ${bucket}/${key}`);
    return kept;
  };
  const write: Documents['write'] = async (bucket, key, bytes, { mediaType, hold = false, heldForDays }) => {
    const sha256 = sha256Hex(bytes);
    const there = objects.get(`${bucket}/${key}`);
    if (there !== undefined && there.stored.sha256 !== sha256) throw new Error(`object ${key} exists with other bytes`);
    if (there !== undefined) return there.stored;
    const stored = { key, versionId: 'v1', sha256, size: bytes.byteLength };
    const held = hold || heldForDays !== undefined;
    objects.set(`${bucket}/${key}`, { bytes, stored, mediaType, held, heldForDays, retainUntil: undefined });
    return stored;
  };
  const vault: Vault = {
    replace: async (key, bytes, options) => {
      if (objects.get(`archive/${key}`)?.stored.sha256 !== sha256Hex(bytes)) objects.delete(`archive/${key}`);
      return write('archive', key, bytes, options);
    },
    retain: async (key, _versionId, until) => {
      const kept = keptAt('archive', key);
      const retainUntil = kept.retainUntil !== undefined && kept.retainUntil > until ? kept.retainUntil : until;
      objects.set(`archive/${key}`, { ...kept, retainUntil });
    },
    versions: async (bucket, prefix) =>
      [...objects].flatMap(([place, { stored }]) =>
        place.startsWith(`${bucket}/${prefix}`) ? [{ key: stored.key, versionId: stored.versionId }] : [],
      ),
    warmth: async (key) => warmth.get(key) ?? 'ready',
    attested: async (key) => {
      const { bytes } = keptAt('archive', key);
      return { sha256: sha256Hex(bytes), size: bytes.byteLength };
    },
    restore: async (key, _versionId, days) => {
      restored.push({ key, days });
      warmth.set(key, 'restoring');
    },
    destroy: async (bucket, key) => void objects.delete(`${bucket}/${key}`),
  };
  return {
    objects,
    restored,
    warm: (key, to) => void warmth.set(key, to),
    vault,
    upload: (key, bytes, mediaType) => {
      const before = objects.get(`intake/${key}`);
      if (before !== undefined) older.set(`intake/${key}@${before.stored.versionId}`, before);
      const versionId = `v${Number(before?.stored.versionId.slice(1) ?? 0) + 1}`;
      const stored = { key, versionId, sha256: sha256Hex(bytes), size: bytes.byteLength };
      objects.set(`intake/${key}`, {
        bytes,
        stored,
        mediaType,
        held: false,
        heldForDays: undefined,
        retainUntil: undefined,
      });
    },
    presignUpload: async ({ key, mediaType }) => ({
      url: 'https://intake.example/',
      fields: { key, 'Content-Type': mediaType },
    }),
    presignDownload: async (bucket, key, versionId) => `https://${bucket}.example/${key}?versionId=${versionId ?? ''}`,
    read: async (bucket, key, versionId) => keptAt(bucket, key, versionId).bytes,
    async *stream(bucket, key, from, versionId) {
      const { bytes } = keptAt(bucket, key, versionId);
      // Small pieces, so that a line goes over their edges.
      for (let at = from; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
    },
    digest: async (bucket, key) => {
      if (bucket === 'archive' && (warmth.get(key) ?? 'ready') !== 'ready') throw new Error('InvalidObjectState');
      const { bytes } = keptAt(bucket, key);
      return { sha256: sha256Hex(bytes), size: bytes.byteLength };
    },
    copy: async (from, to, { sha256, ...options }) => {
      const { bytes } = keptAt(from.bucket, from.key);
      if (sha256Hex(bytes) !== sha256) throw new Error('BadDigest');
      return write(to.bucket, to.key, bytes, options);
    },
    write,
    hold: async (bucket, key, _versionId, on) =>
      void objects.set(`${bucket}/${key}`, { ...keptAt(bucket, key), held: on }),
    remove: async (bucket, key) => void objects.delete(`${bucket}/${key}`),
  };
};
