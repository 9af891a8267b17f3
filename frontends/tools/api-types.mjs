// Types of the API from the committed description. `--check` fails when the committed types are not those.
import openapiTS, { astToString } from 'openapi-typescript';
import { fileURLToPath } from 'node:url';
import { writeOrCompare } from './generated.mjs';

const description = new URL('../../schema/openapi.json', import.meta.url);
const target = fileURLToPath(new URL('../shared/src/api/schema.ts', import.meta.url));

const types = astToString(await openapiTS(description, { alphabetize: true }));
writeOrCompare(target, `// Generated from schema/openapi.json by \`npm run types\`.\n\n${types}`);
