import { documentOf } from '#functions/contracts/operation-descriptions.ts';
import { operations } from '#functions/contracts/operations.ts';

/** The OpenAPI 3.1 document of the table. Built, committed and compared; never made at run time. */
export const openApiDocument = () => documentOf(operations);

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `depth` levels of objects opened, a line for each member of the innermost: a change of one operation is a change of one line. */
const lines = (value: unknown, depth: number, indent = ''): string => {
  if (depth === 0 || !isGroup(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${lines(member, depth - 1, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
};

/** The text of `openapi.json`: half the size of the usual indentation, and as easy to compare. */
export const openApiText = (): string => `${lines(openApiDocument(), 3)}\n`;
