import { defineConfig } from 'vitest/config';

/** Stories in Chromium against relayers that run: nothing is mocked. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['*.story.ts'],
    // One browser and one network for all of them, in this order.
    fileParallelism: false,
    sequence: { concurrent: false },
    testTimeout: 180_000,
    hookTimeout: 60_000,
    globalSetup: ['setup.ts'],
  },
});
