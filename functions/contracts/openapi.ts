import { documentOf } from '#functions/contracts/operation-descriptions.ts';
import { operations } from '#functions/contracts/operations.ts';

/** The OpenAPI 3.1 document of the table. Built, committed and compared; never made at run time. */
export const openApiDocument = () => documentOf(operations);
