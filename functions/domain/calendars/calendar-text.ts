import type { Instant, LocalDate } from '#functions/domain/calendar.ts';

/** One thing in a calendar, without layout: an hour or a whole day (RFC 5545). */
export interface CalendarEntry {
  /** Stable for as long as the thing lives, so that a calendar takes a change over the earlier version. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly changedAt: Instant;
  readonly time: { readonly startsAt: Instant; readonly endsAt: Instant } | { readonly onDay: LocalDate };
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** Who is invited; a feed invites nobody. */
  readonly attendee?: { readonly name: string; readonly address: string };
}

/** A calendar that is sent, downloaded or subscribed to: only the adapter knows how it is spelled. */
export interface CalendarText {
  readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  readonly name: string;
  /** On whose behalf it is sent. */
  readonly organiser: string;
  readonly language: string;
  readonly entries: readonly CalendarEntry[];
}
