import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { reactAriaLocales } from './react-aria-locales.ts';

const client = import.meta.dirname;
/** Where a hub runs during development; `npx vite --config client/vite.config.ts` then serves the pages. */
const hub = 'http://localhost:3000';

export default defineConfig({
  root: client,
  plugins: [react(), reactAriaLocales()],
  build: {
    outDir: path.join(client, 'dist'),
    emptyOutDir: true,
    // Fonts and pictures stay files: our Content-Security-Policy allows no data: fonts, and files cache better.
    assetsInlineLimit: 0,
    // What public/start-check.js asks for: phones that get no new browser any more (iOS 15, Android 6) still join.
    target: ['chrome98', 'edge98', 'firefox125', 'safari15.4', 'ios15.4'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Changes only with a new version of a library, so a returning phone keeps it.
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|wouter|zod)\/|zod-without-eval/,
            },
            // What most pages use travels as one file: a phone far away feels every request.
            { name: 'shared', minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': hub,
      '/media': hub,
      '/socket.io': { target: hub, ws: true },
      '^/s/[^/]+/feed\\.xml$': hub,
    },
  },
});
