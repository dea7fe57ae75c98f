/** One call of a function: an operation, a task, an event. */
export interface Work {
  readonly label: string;
  readonly isRead: boolean;
  /** Whoever repeats it says that it is a repeat, or the work itself is known by its name. */
  readonly hasKey: boolean;
  /** The built function that does it, and what it is called with at an attempt. */
  readonly bundle?: { readonly name: string; readonly event: (attempt: number) => unknown };
}

/** What a test does around every call of a function; each attempt is a new invocation of the same work. */
export type Around = <T>(work: Work, act: (attempt: number) => Promise<T>) => Promise<T>;

export const undisturbed: Around = async (_, act) => act(1);
