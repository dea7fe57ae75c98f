import type { MachineName } from '#test/statemachines/machine.ts';
import { planPaths } from '#test/workflows/plan-paths.ts';
import type { Path } from '#test/workflows/plan-paths.ts';
import type { Script } from '#test/workflows/stub.ts';

/** What a sweep's later tasks answer travels with its shards. */
export const sweepOf = (startDue: unknown, reportSweep: unknown): Script => {
  const shard = { shard: 0, asOf: '2027-01-01T00:00:00Z', script: { startDue, reportSweep } };
  return { listShards: { shards: [shard, { ...shard, shard: 1 }] } };
};
export const counted = { started: 1, stuck: 0, cases: 1, broken: 0 };
const sweptAll = { outcome: 'done', ...counted, script: { reportSweep: counted } };
export const kept = {
  path: 'journal.json',
  source: 'GENERATED',
  mediaType: 'application/json',
  retentionClass: 'LEDGER',
};

/** What the business may answer, and the way that it leads. */
export const paths: Readonly<Record<MachineName, readonly Path[]>> = {
  agenda: [
    {
      says: 'everything due is started',
      script: sweepOf(sweptAll, counted),
      by: [
        'List the shards',
        'For each shard',
        'Report the sweep',
        'Did every case go through?',
        'Everything due is under way',
      ],
    },
  ],
  ...planPaths,
  deadline: [
    {
      says: 'a lapsed deadline is recorded and told',
      script: { isStillOpen: 'open', recordLapse: 'recorded', tellWhoMustAct: 'told' },
      by: ['Is it still open?', 'Has it lapsed?', 'Record that it lapsed', 'Tell whoever must act'],
    },
    {
      says: 'what was done in time is left alone',
      script: { isStillOpen: 'closed' },
      by: ['Is it still open?', 'Has it lapsed?', 'Nothing is left to do'],
    },
  ],
  archiving: [
    {
      says: 'a case is packed, sealed, verified and archived',
      script: {
        freezeCase: 'frozen',
        listWhatIsKept: { objects: [kept, kept, kept] },
        copyAndHash: { path: 'data/journal.jsonl' },
        writeManifest: { manifestSha256: 'a' },
        sealPackage: 'sealed',
        verifyPackage: 'verified',
        closeCase: 'archived',
      },
      by: [
        'Freeze the case',
        'Is it frozen?',
        'List what must be kept',
        'For each object',
        'Write the manifest',
        'Seal it',
        'Verify the package',
        'Does every hash agree?',
        'Close the case',
      ],
    },
    {
      says: 'a case that lacks something waits for a person',
      script: { freezeCase: 'incomplete' },
      by: ['Freeze the case', 'Is it frozen?', 'A person completes the record'],
    },
    {
      says: 'what is archived already is left alone',
      script: { freezeCase: 'done' },
      by: ['Freeze the case', 'Is it frozen?', 'It is archived already'],
    },
  ],
  retention: [
    {
      says: 'a hold or a new term reaches the bucket',
      script: { lookAtPackage: 'locks', bringLocksInLine: 'done' },
      by: ['What is to be done?', 'Which work is it?', 'Bring the locks in line'],
    },
    {
      says: 'what has ended is removed, the package written anew, the destruction recorded',
      script: {
        lookAtPackage: 'destroy',
        removeWhatEnded: { objects: 2, documentIds: [] },
        writePackageAnew: { objects: 2, documentIds: [], seal: { manifestSha256: 'a' } },
        recordDestruction: 'recorded',
      },
      by: [
        'What is to be done?',
        'Which work is it?',
        'Remove what has ended',
        'Write the package anew',
        'Record the destruction',
      ],
    },
    {
      says: 'a sample is found as it was sealed',
      script: { lookAtPackage: 'check', checkSample: 'whole' },
      by: [
        'What is to be done?',
        'Which work is it?',
        'Check a sample',
        'Is the sample whole?',
        'It is as it was sealed',
      ],
    },
    {
      says: 'a legal hold that came first leaves nothing to do',
      script: { lookAtPackage: 'nothing' },
      by: ['What is to be done?', 'Which work is it?', 'Nothing is left to do'],
    },
  ],
};
