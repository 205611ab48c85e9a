import { randomUUID } from 'node:crypto';
import { newId } from '../../server/platform/ids.ts';
import { pollPlans } from './a-poll.ts';
import { aSeriesBody, aSessionBody, password } from './rest-journeys.ts';

/**
 * Every route of the API, who may call it, and a body it would take. `:slug`, `:code` and their like are replaced by
 * those of things that exist.
 */
export const restTable: {
  route: string;
  who: 'anyone' | 'host' | 'owner';
  body?: Record<string, unknown>;
  /** For keys of the body: values of the wrong type, too long, or not on the list. */
  wrong?: Record<string, unknown[]>;
}[] = [
  { route: 'GET /api/me', who: 'anyone' },
  {
    route: 'POST /api/account',
    who: 'anyone',
    body: { token: 'x'.repeat(32), email: 'a@example.org', displayName: 'A', password },
    wrong: {
      token: [1, 'short', 'x'.repeat(101)],
      email: ['no', 7, `${'a'.repeat(250)}@x.org`, ['a@example.org']],
      displayName: ['', '\u0000\u0001', 'x'.repeat(61), {}],
      password: ['short', 'x'.repeat(201), null],
      libraryName: ['x'.repeat(81)],
    },
  },
  {
    route: 'POST /api/sign-in',
    who: 'anyone',
    body: { email: 'owner@example.org', password },
    wrong: { email: [{ $ne: '' }, null], password: [['x'], 'x'.repeat(201)] },
  },
  { route: 'POST /api/sign-out', who: 'anyone' },
  {
    route: 'POST /api/password',
    who: 'host',
    body: { current: password, next: 'lebih-rahasia' },
    wrong: { next: ['short', 'x'.repeat(201)], current: [true] },
  },
  {
    route: 'PATCH /api/library',
    who: 'owner',
    body: { name: 'Baru' },
    wrong: { name: ['', 'x'.repeat(81)], timeZone: ['Mars/Olympus', 7], language: ['xx'] },
  },
  { route: 'GET /api/people', who: 'host' },
  {
    route: 'POST /api/people/invitations',
    who: 'owner',
    body: {},
    wrong: { email: ['no', 1] },
  },
  { route: 'DELETE /api/people/:personId', who: 'owner' },
  { route: 'GET /api/home', who: 'anyone' },
  { route: 'GET /api/series/:slug', who: 'anyone' },
  { route: 'GET /api/sessions/:code', who: 'anyone' },
  { route: 'GET /api/sessions/:code/calendar.ics', who: 'anyone' },
  { route: 'GET /api/sessions/:code/my-questions', who: 'anyone' },
  { route: 'GET /api/episodes/:episode', who: 'host' },
  { route: 'GET /api/episodes/:episode/answers', who: 'host' },
  {
    route: 'PATCH /api/studio/episodes/:episode',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { title: ['', 'x'.repeat(161), 7], notes: ['x'.repeat(3501), null] },
  },
  { route: 'POST /api/studio/episodes/:episode/publish', who: 'host' },
  { route: 'POST /api/studio/episodes/:episode/unpublish', who: 'host' },
  { route: 'GET /api/studio', who: 'host' },
  {
    route: 'POST /api/studio/series',
    who: 'host',
    body: aSeriesBody,
    wrong: {
      title: [undefined, '', 'x'.repeat(121), 1],
      description: ['x'.repeat(3501), undefined],
      language: ['xx', null],
      category: ['Nothing', 'x'.repeat(61)],
      explicit: ['yes', 1],
      publishMode: ['later'],
      cleanVoices: ['yes', null],
    },
  },
  { route: 'GET /api/studio/series/:slug', who: 'host' },
  {
    route: 'PATCH /api/studio/series/:slug',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { title: [''], explicit: ['no'], seriesId: ['x'], coverKey: ['covers/x.jpg'] },
  },
  { route: 'PUT /api/studio/series/:slug/cover', who: 'host' },
  {
    route: 'POST /api/studio/series/:slug/sessions',
    who: 'host',
    body: aSessionBody,
    wrong: {
      startsAt: ['tomorrow', '2030-13-01T00:00:00Z', 7],
      plannedMinutes: [4, 721, 5.5, '60', null],
      state: ['live'],
    },
  },
  { route: 'GET /api/studio/sessions/:code', who: 'host' },
  {
    route: 'PATCH /api/studio/sessions/:code',
    who: 'host',
    body: { title: 'Lain' },
    wrong: { startsAt: ['now'], state: ['ended'], code: ['abc'] },
  },
  {
    route: 'DELETE /api/studio/sessions/:code',
    who: 'host',
    body: { withRecording: false },
    wrong: { withRecording: ['yes', 1, null] },
  },
  {
    route: 'POST /api/studio/sessions/:code/links',
    who: 'host',
    body: { role: 'speaker' },
    wrong: { role: ['host', 'owner', undefined], label: ['x'.repeat(61)] },
  },
  { route: 'DELETE /api/studio/sessions/:code/links/:linkId', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/questions.csv', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/questions.json', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/questions/left', who: 'host' },
  {
    route: 'POST /api/studio/sessions/:code/questions/:questionId/replies',
    who: 'host',
    body: { version: 1, answerId: randomUUID(), text: 'Datang saja.' },
    wrong: {
      version: [-1, '1', undefined],
      answerId: ['no', 7, undefined],
      text: ['', ' ', 'x'.repeat(1001), undefined],
      isPrivate: [true],
    },
  },
  {
    route: 'POST /api/studio/sessions/:code/questions/:questionId/defer',
    who: 'host',
    body: { version: 1 },
    wrong: { version: [-1, 0.5, undefined] },
  },
  { route: 'GET /api/studio/sessions/:code/chat.csv', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/chat.json', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/review', who: 'host' },
  {
    route: 'PUT /api/studio/sessions/:code/edits',
    who: 'host',
    body: { version: 0, edits: [], chapters: null },
    wrong: {
      version: [-1, '0', undefined],
      edits: [
        null,
        [{ kind: 'cut', editId: 'no', fromMs: 0, toMs: 1 }],
        [{ kind: 'cut', editId: randomUUID(), fromMs: 5, toMs: 5 }],
        [{ kind: 'cut', editId: randomUUID(), fromMs: -1, toMs: 5 }],
        [{ kind: 'cut', editId: randomUUID(), fromMs: 0, toMs: 1.5 }],
        [{ kind: 'mute', editId: randomUUID(), fromMs: 0, toMs: 5 }],
        [{ kind: 'reorder', editId: randomUUID(), fromMs: 0, toMs: 5 }],
      ],
      chapters: [undefined, [{ startMs: 0, title: '' }], [{ startMs: -1, title: 'Bab' }]],
    },
  },
  { route: 'POST /api/studio/sessions/:code/edits/apply', who: 'host' },
  {
    route: 'POST /api/studio/sessions/:code/recording/withdraw',
    who: 'host',
    body: { displayName: 'Sari' },
    wrong: { displayName: [undefined, null, 7, 'x'.repeat(41)] },
  },
  { route: 'GET /api/studio/sessions/:code/rundown', who: 'host' },
  {
    route: 'PUT /api/studio/sessions/:code/rundown',
    who: 'host',
    body: { version: 0, items: [{ itemId: randomUUID(), title: 'Doa', minutes: 5 }] },
    wrong: {
      version: [-1, '0', undefined],
      isShown: ['yes', null],
      items: [
        null,
        [{ itemId: 'no', title: 'Doa' }],
        [{ itemId: randomUUID(), title: '' }],
        [{ itemId: randomUUID(), title: 'x'.repeat(121) }],
        [{ itemId: randomUUID(), title: 'Doa', minutes: 0 }],
        Array.from({ length: 41 }, () => ({ itemId: randomUUID(), title: 'Doa' })),
      ],
    },
  },
  { route: 'GET /api/studio/sessions/:code/polls', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/polls.csv', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/polls.json', who: 'host' },
  {
    route: 'POST /api/studio/sessions/:code/polls',
    who: 'host',
    body: { pollId: newId(), plan: pollPlans.single, isShown: true },
    wrong: {
      pollId: ['no', 7, undefined],
      plan: [
        { ...pollPlans.single, options: ['satu'] },
        { ...pollPlans.single, options: ['sama', 'Sama'] },
        { ...pollPlans.single, options: Array.from({ length: 11 }, (_, at) => `${at}`) },
        { ...pollPlans.single, question: '' },
        { ...pollPlans.scale, from: 5, to: 1 },
        { ...pollPlans.scale, to: 11 },
        { ...pollPlans.words, maxWords: 4 },
        { ...pollPlans.words, kind: 'essay' },
      ],
      isShown: ['yes', undefined],
      state: ['open'],
    },
  },
  {
    route: 'PUT /api/studio/sessions/:code/polls/:pollId',
    who: 'host',
    body: { version: 1, plan: pollPlans.words, isShown: false },
    wrong: { version: ['1', 0.5, undefined], plan: [null, {}], isShown: [1] },
  },
  {
    route: 'DELETE /api/studio/sessions/:code/polls/:pollId',
    who: 'host',
    body: { version: 1 },
    wrong: { version: [null, 'all'] },
  },
  { route: 'GET /api/studio/sessions/:code/practices', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/practices/:practice/:file', who: 'host' },
  { route: 'DELETE /api/studio/sessions/:code/practices/:practice', who: 'host' },
  { route: 'POST /api/studio/sessions/:recorded/recording/retry', who: 'host' },
  { route: 'POST /api/studio/sessions/:recorded/recording/cancel', who: 'host' },
  { route: 'GET /api/studio/sessions/:code/decks', who: 'host' },
  { route: 'POST /api/studio/sessions/:code/decks', who: 'host' },
  { route: 'POST /api/studio/sessions/:code/decks/:deckId/pages', who: 'host' },
  {
    route: 'PUT /api/studio/sessions/:code/decks/:deckId/pages/:page/notes',
    who: 'host',
    body: { notes: 'Pelan.' },
    wrong: { notes: [null, 7, 'x'.repeat(2_001)] },
  },
  { route: 'DELETE /api/studio/sessions/:code/decks/:deckId', who: 'host' },
];
