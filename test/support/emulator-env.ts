import { inject } from 'vitest';

/** The adapters' clients read their endpoint where Lambda puts it: in the environment, before the first test file is loaded. */
Object.assign(process.env, {
  EMULATOR_ENDPOINT: inject('emulator'),
  AWS_ENDPOINT_URL: inject('emulator'),
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
