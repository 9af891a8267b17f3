import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { budget } from '../tools/budget.mjs';
import { compress } from '../tools/compress.mjs';

/** Where `npm run dev` sends requests to the API: a relayer that runs. */
const relayer = process.env.TIMEBANK_RELAYER ?? 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react(), budget(), compress()],
  build: {
    target: ['es2022', 'chrome107', 'safari16', 'firefox110'],
    outDir: process.env.TIMEBANK_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // A picture in the style sheet would be a `data:` address, which the page's policy does not allow.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/v1': relayer } },
});
