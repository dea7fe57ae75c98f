import { closeComplaint, noteComplaint, tellOfExtension } from '#functions/domain/complaints/on-case.ts';

/** What a complaint does to its case; the complaint itself is a stream of its own. */
export const complaintDeciders = { noteComplaint, tellOfExtension, closeComplaint };
