import type { Actor } from '#functions/domain/actor.ts';

/** One secret address of a calendar: with the salt and the request's own key the token can be made again, from here alone it cannot. */
export interface CalendarFeed {
  readonly feedId: string;
  readonly salt: string;
  readonly tokenHash: string;
  readonly createdAt: string;
  readonly endedAt?: string | undefined;
}
/** The addresses that somebody was given; the last one may be in use. `owner` is who asked, as his token then said. */
export interface CalendarOwner {
  readonly owner: Actor;
  readonly feeds: readonly CalendarFeed[];
  readonly version: number;
}
export interface CalendarStore {
  feedsOf(actorId: string): Promise<CalendarOwner | undefined>;
  ownerOf(tokenHash: string): Promise<CalendarOwner | undefined>;
  /** One transaction, on the version read; false when somebody wrote first. */
  saveFeeds(owner: CalendarOwner, expectedVersion: number): Promise<boolean>;
}
