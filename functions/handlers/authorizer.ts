import { authorize } from '#functions/runtime/authorize.ts';

export const handler = authorize;
