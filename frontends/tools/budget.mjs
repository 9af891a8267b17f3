import { gzipSync } from 'node:zlib';

const KIB = 1024;
/** In KiB after gzip: all JavaScript that a member's device needs to show whichever screen it opens first. */
const MEMBER = 140;
/** What one screen adds to what is there before. */
const SCREEN = 25;
/** What is loaded when it is asked for, beside the screens: the reader of QR pictures where the browser has none. */
const TOOL = 60;
const ADMIN = 220;
const STYLE = 20;

const isWords = (chunk) => chunk.moduleIds.length > 0 && chunk.moduleIds.every((id) => id.includes('/shared/src/words/'));
/** What members never load: the administrators' screens and words. */
const isAdmin = (chunk) => chunk.moduleIds.some((id) => /\/src\/admin\/|\/words\/(zh|en)\/admin\.ts$/.test(id));
const isTool = (chunk) => chunk.moduleIds.length > 0 && chunk.moduleIds.every((id) => id.includes('/node_modules/'));
const isEnglish = (chunk) => chunk.moduleIds.some((id) => /\/words\/en\/|codes\.en/.test(id));

/** Fails the build when what members download is larger than its budget, and says how large it is. */
export function budget() {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const chunks = files.filter((file) => file.type === 'chunk');
      const size = (text) => gzipSync(text, { level: 9 }).length / KIB;
      const sizes = new Map(chunks.map((chunk) => [chunk.fileName, size(chunk.code)]));
      const sum = (names) => [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      /** A chunk with everything that it imports at once. */
      const whole = (chunk, found = new Set()) => {
        if (found.has(chunk.fileName)) return found;
        found.add(chunk.fileName);
        for (const name of chunk.imports) if (bundle[name]?.type === 'chunk') whole(bundle[name], found);
        return found;
      };
      const shell = whole(chunks.find((chunk) => chunk.isEntry));
      const words = [false, true].map((english) =>
        sum(
          chunks
            .filter((chunk) => isWords(chunk) && !isAdmin(chunk) && isEnglish(chunk) === english)
            .map((chunk) => chunk.fileName),
        ),
      );
      const first = sum(shell) + Math.max(...words);
      const lazy = chunks.filter((chunk) => chunk.isDynamicEntry && !isWords(chunk) && !isTool(chunk));
      const tools = chunks.filter((chunk) => chunk.isDynamicEntry && isTool(chunk));
      const screens = lazy
        .filter((chunk) => !isAdmin(chunk))
        .map((chunk) => ({
          name: chunk.name,
          kib: sum([...whole(chunk)].filter((name) => !shell.has(name))),
        }));
      const largest = screens.reduce((a, b) => (a.kib > b.kib ? a : b));
      const admin = sum(chunks.filter(isAdmin).map((chunk) => chunk.fileName));
      const style = files.filter((file) => file.fileName.endsWith('.css')).reduce((sum, file) => sum + size(file.source), 0);
      const limits = [
        [`member JavaScript (shell and words ${first.toFixed(1)}, largest screen ${largest.name})`, first + largest.kib, MEMBER],
        ['administrator JavaScript', admin, ADMIN],
        ['style', style, STYLE],
        ...tools.map((tool) => [`tool ${tool.name}`, sizes.get(tool.fileName), TOOL]),
        ...screens.filter((screen) => screen.kib > SCREEN).map((screen) => [`screen ${screen.name}`, screen.kib, SCREEN]),
      ];
      const lines = limits.map(([name, kib, limit]) => `${name}: ${kib.toFixed(1)} of ${limit} KiB gz`);
      lines.forEach((line) => this.info(line));
      if (limits.some(([, kib, limit]) => kib > limit)) this.error(`over budget: ${lines.join('; ')}`);
    },
  };
}
