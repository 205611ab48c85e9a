import { z } from 'zod';

// Our pages forbid code made from text; each try to make some is a complaint in the browser's console. Told before the
// first schema is made: this lies in the same file as zod (vite.config.ts).
z.config({ jitless: true });
