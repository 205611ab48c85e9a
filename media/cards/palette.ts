/** The dark half of the product's colours: video is watched on black screens and in dark rooms. */
export const palette = {
  paper: '#171311',
  surface: '#2A2320',
  ink: '#F4EDE4',
  muted: '#C2B6A9',
  gold: '#E7B45C',
  line: '#8C8074',
} as const;

/** Behind white initials, at least 6:1 each. Which one a person gets never changes within a session. */
const discs = ['#8A1C2B', '#1B5E8C', '#1F6B3A', '#7A4E0C', '#5B3A7A', '#0F5F66'] as const;

/** A colour for a person: the same for the same id. */
export function discColour(peerId: string): string {
  let sum = 0;
  for (const char of peerId) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521;
  return discs[sum % discs.length] ?? discs[0];
}
