import type { Role } from '../../server/protocol/words.ts';

/** What lies beside the stage: in tabs where there is room, else behind a button of the bar each. */
const panels = ['questions', 'chat', 'polls', 'slides', 'flow', 'people'] as const;
export type PanelName = (typeof panels)[number];

export const isPanel = (name: string): name is PanelName =>
  (panels as readonly string[]).includes(name);

export const isStaff = (role: Role | undefined): boolean =>
  role === 'host' || role === 'moderator';

/** The panels this person has, in order: the first is shown first. */
export function panelsFor(role: Role): PanelName[] {
  if (isStaff(role)) return ['questions', 'chat', 'polls', 'slides', 'flow', 'people'];
  return role === 'speaker' ? ['questions', 'chat', 'slides'] : ['questions', 'chat'];
}
