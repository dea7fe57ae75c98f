import { mkdirSync, writeFileSync } from 'node:fs';
import { eventDocumentFile, eventDocumentText, eventStreams } from '#functions/contracts/event-schemas.ts';
import { openApiText } from '#functions/contracts/openapi.ts';

/** `npm run openapi`: the committed documents, as the table of operations and the events say now. */
writeFileSync('openapi.json', openApiText());
mkdirSync('docs/events', { recursive: true });
for (const stream of eventStreams) writeFileSync(eventDocumentFile(stream), eventDocumentText(stream));
