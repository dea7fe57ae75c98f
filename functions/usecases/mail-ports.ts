/** A mail as it was read: just what the intake needs of it. */
export interface ParsedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly mediaType: string; readonly bytes: Uint8Array }[];
}

/** A mail that belongs to no case yet: a line of the list of the agents of the whole bank. */
export interface HeldMail {
  readonly mailId: string;
  readonly reasonCode: string;
  readonly since: string;
}

export interface Mail {
  parse(bytes: Uint8Array): Promise<ParsedMail>;
  hold(mail: HeldMail): Promise<void>;
  release(mailId: string): Promise<void>;
}
