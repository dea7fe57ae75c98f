import { writeFileSync } from 'node:fs';
import { openApiText } from '#functions/contracts/openapi.ts';

/** `npm run openapi`: the committed document, as the table says now. */
writeFileSync('openapi.json', openApiText());
