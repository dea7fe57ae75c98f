import { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import { archiveOperations } from '#functions/contracts/archive-operations.ts';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { complaintOperations } from '#functions/contracts/complaints-operations.ts';
import { consentOperations } from '#functions/contracts/consents-operations.ts';
import { contactOperations } from '#functions/contracts/contacts-operations.ts';
import { documentOperations } from '#functions/contracts/documents-operations.ts';
import { followUpOperations } from '#functions/contracts/follow-ups-operations.ts';
import { holdOperations } from '#functions/contracts/holds-operations.ts';
import { officerOperations } from '#functions/contracts/officers-operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { planOperations } from '#functions/contracts/plans-operations.ts';
import { serviceOperations } from '#functions/contracts/service-operations.ts';
import { visitOperations } from '#functions/contracts/visits-operations.ts';

/** Every row of the table, by operationId. */
export const operationTable = {
  ...serviceOperations,
  ...caseOperations,
  ...contactOperations,
  ...consentOperations,
  ...documentOperations,
  ...appointmentOperations,
  ...visitOperations,
  ...planOperations,
  ...agreementOperations,
  ...paymentOperations,
  ...followUpOperations,
  ...holdOperations,
  ...complaintOperations,
  ...archiveOperations,
  ...officerOperations,
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof operationTable;

/** The table as a list: the wrapper, the stack, the OpenAPI document and the tests read it. */
export const operations: readonly Operation[] = Object.values(operationTable);
