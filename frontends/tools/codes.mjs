// The sentence of every error code in both languages, from docs/codes.md. `--check` fails when the committed ones are not those.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeOrCompare } from './generated.mjs';

const page = readFileSync(new URL('../../docs/codes.md', import.meta.url), 'utf8');
const target = (language) => fileURLToPath(new URL(`../shared/src/words/codes.${language}.ts`, import.meta.url));

const rows = [...page.matchAll(/^\| `([a-z_.0-9]+)` \| \d{3} \| (.+?) \| (.+?) \|$/gm)];
if (rows.length < 100) throw new Error('docs/codes.md has another form');
const file = (column, type) =>
  [
    '// Generated from docs/codes.md by `npm run codes`.',
    '',
    `export const codes${type} = {`,
    ...rows.map((row) => `  '${row[1]}': ${JSON.stringify(row[column])},`),
    '};',
    '',
  ].join('\n');
writeOrCompare(target('zh'), file(3, ''));
writeOrCompare(target('en'), file(2, ": Record<keyof typeof import('./codes.zh').codes, string>"));
