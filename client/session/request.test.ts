import { expect, test } from 'vitest';
import { createRequest } from './request.ts';
import { SessionError } from './session-error.ts';

const answering = (answer: unknown) => createRequest(() => Promise.resolve(answer));

test('an answer is parsed against the protocol table', async () => {
  const request = answering({ ok: true, data: { producerId: 'p1', extra: 'dropped' } });
  const output = await request('producer:open', {
    transportId: 't1',
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {},
  });
  expect(output).toEqual({ producerId: 'p1' });
});

test('a refusal becomes an error that carries the code', async () => {
  const request = answering({
    ok: false,
    error: { code: 'stage-full', message: 'Six already.' },
  });
  await expect(request('stage:enter', {})).rejects.toMatchObject({
    name: 'SessionError',
    problem: 'stage-full',
    message: 'Six already.',
  });
});

test.each([
  ['an answer without the promised fields', { ok: true, data: {} }],
  ['something that is no envelope at all', 'hello'],
  ['nothing', undefined],
])('%s is an internal error, not undefined behaviour', async (_, answer) => {
  await expect(answering(answer)('stage:enter', {})).rejects.toMatchObject({
    problem: 'internal',
  });
});

test('silence becomes no-answer, with the cause kept', async () => {
  const cause = new Error('operation has timed out');
  const request = createRequest(() => Promise.reject(cause));
  await expect(request('room:leave', {})).rejects.toMatchObject({
    problem: 'no-answer',
    cause,
  });
});

test('an emit that knows better keeps its own error', async () => {
  const request = createRequest(() => Promise.reject(new SessionError('offline', 'no socket')));
  await expect(request('room:leave', {})).rejects.toMatchObject({ problem: 'offline' });
});
