import type { Plugin } from 'vite';
export declare function budget(): Plugin;
