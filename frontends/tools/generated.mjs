import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writes a generated file, or with `--check` fails when the committed one differs. */
export function writeOrCompare(path, text) {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    return;
  }
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${path} is not what its source gives: npm run types; npm run codes`);
    process.exitCode = 1;
  }
}
