import { writeFileSync } from 'node:fs';
import { openApiDocument } from '#functions/contracts/openapi.ts';

/** `npm run openapi`: the committed document, as the table says now. */
writeFileSync('openapi.json', `${JSON.stringify(openApiDocument(), undefined, 2)}\n`);
