import type { Node } from 'constructs';
import * as z from 'zod';

const ClaimNames = z.strictObject({
  actor: z.string(),
  role: z.string(),
  branch: z.string(),
  region: z.string(),
  borrowerId: z.string(),
});

/** A bank's own identity provider; without one the Cognito user pool of the API stack issues the tokens. */
const Oidc = z.strictObject({ issuer: z.url(), audience: z.string().optional(), claims: ClaimNames });

/** Everything that differs between stages. What is not here is the same everywhere. */
export const Stage = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/),
    /** The local emulator: leaves out the resource types that it does not know. */
    emulated: z.boolean(),
    /** Accepts the header `Test-Clock` and deploys the hourly sweep disabled. Never in production. */
    testClock: z.boolean(),
    /** Partitions of the `due` and `by-state` indexes. */
    shards: z.int().min(1).max(64),
    /** Object Lock mode of the archive: nobody, root included, ends COMPLIANCE early. */
    lockMode: z.enum(['COMPLIANCE', 'GOVERNANCE']),
    /** Whether the Region has S3 variable retention; else a legal hold stands until a package is closed. */
    eventHold: z.boolean(),
    /** Whether state outlives its stack: retained, protected from deletion. */
    retained: z.boolean(),
    logRetentionDays: z.union([z.literal(7), z.literal(90), z.literal(365), z.literal(3653)]),
    waf: z.boolean(),
    /** GuardDuty looks through what is uploaded; without it a function that knows one test file does. Always in production. */
    malwareScanning: z.boolean(),
    /** Requests a second and burst over all callers of the API. */
    throttling: z.strictObject({ rate: z.int().positive(), burst: z.int().positive() }),
    /** How long a stream record is tried again before it goes to the dead-letter queue. */
    streamPatienceSeconds: z.int().min(60).max(86_400),
    oidc: Oidc.optional(),
    alarmEmails: z.array(z.email()),
    /** Where borrowers may mail their papers to; without it SES takes in nothing. */
    inboundMail: z.email().optional(),
    /** Whom e-mails to borrowers come from; the bank verifies the address with SES. */
    senderAddress: z.email(),
    /** The bank's certificate for the signing key and those above it (PEM); without it the key vouches for itself. */
    sealCertificate: z.string().startsWith('-----BEGIN CERTIFICATE-----').optional(),
    /** Adds a password sign-in to the user pool's client, for the sample users of a stage without real people. */
    passwordSignIn: z.boolean(),
  })
  .refine((stage) => stage.name !== 'production' || (!stage.testClock && !stage.emulated && !stage.passwordSignIn), {
    error: 'production has no test clock, no emulator and no password sign-in',
  })
  .refine((stage) => stage.name !== 'production' || stage.malwareScanning, {
    error: 'production scans what is uploaded for malware',
  });
export type Stage = z.infer<typeof Stage>;

const production = {
  name: 'production',
  emulated: false,
  testClock: false,
  shards: 32,
  lockMode: 'COMPLIANCE',
  eventHold: false,
  retained: true,
  logRetentionDays: 365,
  waf: true,
  malwareScanning: true,
  throttling: { rate: 500, burst: 1000 },
  streamPatienceSeconds: 3600,
  alarmEmails: [],
  senderAddress: 'service@bank.example',
  passwordSignIn: false,
} satisfies Stage;

const test = {
  ...production,
  name: 'test',
  testClock: true,
  shards: 4,
  lockMode: 'GOVERNANCE',
  logRetentionDays: 90,
  passwordSignIn: true,
} satisfies Stage;

const local = {
  ...test,
  name: 'local',
  emulated: true,
  shards: 2,
  retained: false,
  logRetentionDays: 7,
  waf: false,
  malwareScanning: false,
  streamPatienceSeconds: 60,
} satisfies Stage;

const stages = { production, test, local } satisfies Record<string, Stage>;

const StageName = z.enum(['production', 'test', 'local']);

/** The settings of a stage by name. */
export const stageSettings = (name: z.infer<typeof StageName>): Stage => Stage.parse(stages[name]);

/** The stage named by `-c stage=…`; production when none is named, so that nothing weaker is deployed by mistake. */
export const stageFrom = (node: Node): Stage => {
  const name = StageName.parse(node.tryGetContext('stage') ?? 'production');
  const issuer: unknown = node.tryGetContext('oidcIssuer');
  const certificate: unknown = node.tryGetContext('sealCertificate');
  const emails: unknown = node.tryGetContext('alarmEmails');
  const inboundMail: unknown = node.tryGetContext('inboundMail');
  return Stage.parse({
    ...stages[name],
    ...(emails === undefined ? {} : { alarmEmails: z.string().parse(emails).split(',') }),
    ...(inboundMail === undefined ? {} : { inboundMail }),
    ...(certificate === undefined ? {} : { sealCertificate: certificate }),
    ...(issuer === undefined
      ? {}
      : {
          oidc: {
            issuer,
            audience: node.tryGetContext('oidcAudience'),
            claims: {
              actor: node.tryGetContext('claimActor') ?? 'sub',
              role: node.tryGetContext('claimRole') ?? 'role',
              branch: node.tryGetContext('claimBranch') ?? 'branch',
              region: node.tryGetContext('claimRegion') ?? 'region',
              borrowerId: node.tryGetContext('claimBorrowerId') ?? 'borrowerId',
            },
          },
        }),
  });
};

/** Begins the name of everything that a person or a script looks up by name. */
export const prefixOf = (stage: Stage): string => `repayment-${stage.name}`;

/** The role of the one function that may destroy what has ended; the policies of the locked buckets refuse deletes to all others. */
export const keeperRole = (stage: Stage): string => `${prefixOf(stage)}-retention`;
