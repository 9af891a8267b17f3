// No text in the code of the screens: every word comes from the catalogue. Beside JSX (which oxlint looks at) this finds attributes
// that people read, and Chinese anywhere.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READ = new Set([
  'title',
  'label',
  'hint',
  'alt',
  'placeholder',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'done',
  'name',
]);
/** Names that no person reads: of form fields and pictures. */
const NAMED = /^[a-z_-]*$/;
const CHINESE = /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/;

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)) yield path;
  }
}

const faults = [];
function look(path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const fault = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    faults.push(`${path.slice(ROOT.length)}:${line + 1}: ${what}: ${node.getText().trim().slice(0, 60)}`);
  };
  const visit = (node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) fault(node, 'text in a component');
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      const text = value && ts.isStringLiteralLike(value) ? value.text : undefined;
      const named = node.name.getText() === 'name' && text !== undefined && NAMED.test(text);
      if (text !== undefined && /\p{L}/u.test(text) && !named) fault(node, 'text in an attribute');
    }
    if (ts.isStringLiteralLike(node) && CHINESE.test(node.text)) fault(node, 'Chinese outside the catalogue');
    if (ts.isTemplateExpression(node) && CHINESE.test(node.getText())) fault(node, 'Chinese outside the catalogue');
    ts.forEachChild(node, visit);
  };
  visit(source);
}

for (const path of files(join(ROOT, 'web/src'))) look(path);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
