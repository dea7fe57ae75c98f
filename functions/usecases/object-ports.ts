export interface StoredObject {
  readonly key: string;
  readonly versionId: string;
  readonly sha256: string;
  readonly size: number;
}
export type Bucket = 'intake' | 'documents' | 'archive';
export interface Documents {
  presignUpload(upload: {
    key: string;
    mediaType: string;
    maxBytes: number;
  }): Promise<{ url: string; fields: Record<string, string> }>;
  presignDownload(bucket: Bucket, key: string, versionId?: string): Promise<string>;
  /** The bytes from an offset on, as they come: nothing is held but the piece at hand. Nothing when there are no more. */
  stream(bucket: Bucket, key: string, from: number, versionId?: string): AsyncIterable<Uint8Array>;
  read(bucket: Bucket, key: string, versionId?: string): Promise<Uint8Array>;
  /** Hash and size of what lies there, read as a stream: memory does not grow with the object. */
  digest(bucket: Bucket, key: string, versionId?: string): Promise<{ sha256: string; size: number }>;
  /** A streamed copy that the store itself checks against `sha256`; copying the same again answers as the first time. */
  copy(
    from: { bucket: Bucket; key: string },
    to: { bucket: Bucket; key: string },
    what: { sha256: string; mediaType: string; heldForDays?: number },
  ): Promise<StoredObject>;
  /**
   * If-None-Match: *; writing the same bytes again answers as the first time. `hold` places a legal hold;
   * `heldForDays` holds it until the vault lets it go, and for so long afterwards where the store counts itself (event hold).
   */
  write(
    bucket: Bucket,
    key: string,
    bytes: Uint8Array,
    options: { mediaType: string; hold?: boolean; heldForDays?: number },
  ): Promise<StoredObject>;
  hold(bucket: Bucket, key: string, versionId: string, on: boolean): Promise<void>;
  remove(bucket: 'intake', key: string): Promise<void>;
}

/** What only the archive needs: locks that come later, and destruction. */
export interface Vault {
  /** Another version of a key that may be written again (the tag files of a package); the same bytes write nothing new. */
  replace(key: string, bytes: Uint8Array, options: { mediaType: string; heldForDays?: number }): Promise<StoredObject>;
  /** Keeps one version until a day; a later day lengthens it, an earlier one changes nothing. Ends an event hold. */
  retain(key: string, versionId: string, until: string): Promise<void>;
  /** Every version of every object under a prefix, markers included. */
  versions(bucket: Bucket, prefix: string): Promise<readonly { readonly key: string; readonly versionId: string }[]>;
  /** `cold`: in the class from which it must be brought back first. */
  warmth(key: string, versionId: string): Promise<'ready' | 'restoring' | 'cold'>;
  /** Hash and size that the store took down with one version, without reading it: all that can be asked of a cold one. */
  attested(key: string, versionId: string): Promise<{ readonly sha256: string | undefined; readonly size: number }>;
  /** Brings one version back for some days; asked again while it comes, nothing happens. */
  restore(key: string, versionId: string, days: number): Promise<void>;
  /** R66: takes away one version for good, its legal hold first. */
  destroy(bucket: Bucket, key: string, versionId: string): Promise<void>;
}

/** Where those who improve the service read: nothing that leads back to anybody (R65). */
export interface Statistics {
  /** In the place of what stood there; the same bytes write nothing new. */
  put(key: string, text: string, mediaType: string): Promise<void>;
}
