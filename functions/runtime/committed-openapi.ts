import document from '#openapi.json' with { type: 'json' };

/** The committed document, 200 kB and more: imported only when somebody asks for it. */
export const committedOpenApi: { readonly openapi: string } = document;
