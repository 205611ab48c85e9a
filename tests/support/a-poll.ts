import { newId } from '../../server/platform/ids.ts';
import type { StoredPoll } from '../../server/polls/poll.ts';
import type { PollPlan } from '../../server/protocol/polls.ts';

/** What polls ask, one of each kind. */
export const pollPlans = {
  single: {
    kind: 'single',
    question: 'Tokoh mana yang paling Anda ingat?',
    options: ['Ikal', 'Lintang', 'Bu Mus'],
  },
  multiple: {
    kind: 'multiple',
    question: 'Buku mana yang sudah Anda baca?',
    options: ['Laskar Pelangi', 'Sang Pemimpi'],
  },
  scale: {
    kind: 'scale',
    question: 'Seberapa mudah bab ini dibaca?',
    from: 1,
    to: 5,
    fromLabel: 'Sulit',
    toLabel: 'Mudah',
  },
  words: { kind: 'words', question: 'Bab ini dalam satu kata?', maxWords: 2 },
} as const satisfies Record<string, PollPlan>;

export function aPoll(sessionId: string, overrides: Partial<StoredPoll> = {}): StoredPoll {
  return {
    pollId: newId(),
    sessionId,
    version: 1,
    state: 'draft',
    plan: { ...pollPlans.single, options: [...pollPlans.single.options] },
    isShown: true,
    hiddenWords: [],
    createdAt: new Date(Date.UTC(2026, 10, 23, 12)),
    openedAt: undefined,
    closedAt: undefined,
    ...overrides,
  };
}
