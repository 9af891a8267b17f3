import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH = 512;

/** Puts every text of the build beside itself compressed, so that whoever serves it does not compress it each time. */
export function compress() {
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          const text = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (text.length < WORTH || !/\.(js|css|html|svg)$/.test(file.fileName)) continue;
          const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } };
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotliCompressSync(text, best) });
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        }
      },
    },
  };
}
