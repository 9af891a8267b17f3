import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** What is tested beside the code, without a browser. */
export default defineConfig({
  plugins: [react()],
  test: {
    environment: 'jsdom',
    include: ['shared/src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    setupFiles: ['web/src/test.setup.ts'],
    restoreMocks: true,
  },
});
