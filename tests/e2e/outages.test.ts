import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import { Asker, type Speaker } from '../chaos/chaos-people.ts';
import { holdSession, type Held, type Media } from '../chaos/hold-session.ts';
import { judge } from '../chaos/judge.ts';
import { siteOf, type Site } from '../chaos/site.ts';
import { makeTimeCode } from '../chaos/time-code.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { startPostgres } from '../support/postgres.ts';
import type { RoomPeer } from '../support/room-peer.ts';
import { startS3Server } from '../support/s3-server.ts';
import { openWire, type Wire } from '../support/wire.ts';

/**
 * A live session whose database, then object store, is out of reach for a while: nothing comes back from it, not even a
 * refusal. It is long for the limits in the code that notice it, and short for people.
 */
const awayMs = 15_000;
const away = '127.0.0.2';
/** What a press may take while the database is out of reach. */
const pressMs = 2_500;

const scope = new Scope('test', silentLog);
let folder: string;
let site: Site;
let database: Wire;
let store: Wire;
let media: Media;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-outages-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  media = { code: await makeTimeCode(), picture: [] };
  const databaseUrl = new URL(await startPostgres(scope));
  const s3 = await startS3Server(scope);
  const endpoint = new URL(s3.endpoint);
  const wireTo = (port: string): Promise<Wire> =>
    openWire({ address: away, port: Number(port), protocols: ['tcp'] }, scope);
  database = await wireTo(databaseUrl.port);
  store = await wireTo(endpoint.port);
  databaseUrl.hostname = away;
  endpoint.hostname = away;
  const env = {
    ...{ DATABASE_URL: databaseUrl.href, S3_ENDPOINT: endpoint.origin, S3_BUCKET: s3.bucket },
    ...{ S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey, LOG_LEVEL: 'info' },
  };
  site = siteOf(await openLiveHub({ folder, workers: 1, env }, scope), folder);
});
afterAll(() => scope.close('tests ended'));

const plan = {
  live: undefined,
  making: undefined,
  ahead: undefined,
  hasCamera: false,
  isApart: false,
};
const faultsOf = async (held: Held): Promise<string[]> =>
  (await judge(site, held, folder)).faults;

/** What hosts are told is away, by the newest notice about the recording. */
const toldOf = ({ peer }: Speaker): string[] => proofs(peer).at(-1)?.troubles ?? [];
const proofs = (peer: RoomPeer): RecordingProof[] =>
  peer.heard.flatMap((one) => (one.name === 'recording:changed' ? [one.notice] : []));
/** A notice comes once a second, and an outage is known after ten. */
const told = { timeout: 30_000, interval: 100 };

test('a database that is away: the room goes on, nothing of the recording or of what was promised is lost', async () => {
  let pressedMs = Infinity;
  const held = await holdSession(
    site,
    {
      ...{ plan, media },
      async meanwhile({ speaker, asker, code }) {
        const before = proofs(speaker.peer).length;
        database.cut();
        // Who comes now has to wait. Whoever is inside does not.
        const late = new Asker({ origin: site.hub.origin, code, tabId: 'late-tab' }, scope);
        const arrival = late.come().catch(() => undefined);
        await delay(1_000);
        const pressed = performance.now();
        await asker.peer.request('reception:choose', {
          dataMode: 'sound',
          isSmallScreen: false,
        });
        pressedMs = performance.now() - pressed;
        const mark = { markId: randomUUID(), title: 'Saat basis data hilang' };
        const markedAt = performance.now();
        // Refused, or not answered in time: either way its page asks again.
        const refused = speaker.peer.refusal('mark:add', mark).catch(() => 'no-answer');
        await delay(awayMs);
        await expect.poll(() => toldOf(speaker), told).toEqual(['database-away']);
        database.mend();
        await arrival;
        await expect.poll(() => toldOf(speaker), told).toEqual([]);
        // And says for how long it had to wait.
        expect(await refused).not.toBe('ok');
        const heldMs = Math.round(performance.now() - markedAt);
        const kept = await speaker.peer.request('mark:add', { ...mark, heldMs });
        const now = await speaker.peer.request('mark:add', { ...mark, markId: randomUUID() });
        expect(Math.abs(now.atMs - kept.atMs - heldMs)).toBeLessThan(1_000);
        // The recording was whole all the time.
        expect(
          proofs(speaker.peer)
            .slice(before)
            .every(({ state }) => state === 'on'),
        ).toBe(true);
      },
    },
    scope,
  );
  expect(await faultsOf(held)).toEqual([]);
  expect(held.sayings.filter(({ isAcknowledged }) => isAcknowledged).length).toBeGreaterThan(5);
  expect(pressedMs).toBeLessThan(pressMs);
});

test('a session that ends while the database is away ends at once, and its episode is made once that is back', async () => {
  const held = await holdSession(
    site,
    {
      ...{ plan, media },
      async meanwhile({ speaker }) {
        database.cut();
        await expect.poll(() => toldOf(speaker), told).toEqual(['database-away']);
        scope.after('database', awayMs, () => database.mend());
      },
    },
    scope,
  );
  expect(await faultsOf(held)).toEqual([]);
});

test('an object store that is away: the episode is made once it is back', async () => {
  const held = await holdSession(
    site,
    {
      ...{ plan, media },
      async meanwhile({ speaker }) {
        store.cut();
        await expect.poll(() => toldOf(speaker), told).toEqual(['store-away']);
        // Beyond the end: publishing has to wait for it as well.
        scope.after('store', awayMs, () => store.mend());
      },
    },
    scope,
  );
  expect(await faultsOf(held)).toEqual([]);
});
