/**
 * What is known of a message that was handed to its provider: `later` has certainly not been taken over and may be sent again;
 * `unknown` may be on its way and is a person's matter; `refused` would be refused again (R9a).
 */
export type Handed =
  | { readonly outcome: 'accepted'; readonly providerRef: string }
  | { readonly outcome: 'later' | 'unknown' | 'refused'; readonly reasonCode: string };
