import { z } from 'zod';
import { line } from './words.ts';

/** Who a series is held together with: named in the notes of its episodes, with a link. */
export const Partner = z.strictObject({
  name: line(80),
  url: z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(300),
});
export type Partner = z.infer<typeof Partner>;
export const mostPartners = 10;
export const Partners = z.array(Partner).max(mostPartners);
