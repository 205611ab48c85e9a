import { newId } from '../../../server/platform/ids.ts';
import { RestClient } from '../rest-client.ts';
import { RoomPeer } from '../room-peer.ts';

/** People who listen, without browsers. What they ask and say is of one evening. */

const names = [
  'Siti Aminah',
  'Rizki Pratama',
  'Mak Itam',
  'Upik Rahmawati',
  'Zulkifli',
  'Yeni Marlina',
  'Buyung',
  'Fitri Handayani',
  'Datuak Bandaro',
  'Nurhayati',
  'Ilham',
  'Rosdiana',
  'Ajo Sidi',
  'Mesra Wati',
] as const;

const asked = [
  [
    'Siti Aminah',
    'Nagari Salayo',
    'Bagaimana cara memulai klub buku seperti ini di nagari kami?',
    9,
  ],
  ['Rizki Pratama', 'Kubung', 'Apakah Bu Mus benar-benar ada, atau tokoh karangan?', 6],
  [
    'Datuak Bandaro',
    'Koto Baru',
    'Adakah novel Minang yang juga bercerita tentang sekolah zaman dulu?',
    4,
  ],
  [
    'Yeni Marlina',
    'Paninggahan',
    'Buku apa yang cocok dibaca bersama anak umur sembilan tahun?',
    3,
  ],
] as const;

const said = [
  ['Upik Rahmawati', 'Assalamualaikum dari Saniang Baka. Suaranya jelas.'],
  ['Zulkifli', 'Saya dulu berjalan lima kilometer ke SD, lewat sawah.'],
  ['Mak Itam', 'Di kampung kami gurunya juga cuma dua orang.'],
  ['Fitri Handayani', 'Bukunya ada di rak fiksi perpustakaan, baru dikembalikan kemarin.'],
  ['Nurhayati', 'Terima kasih Pak Rahmat, bacaannya bagus sekali.'],
] as const;

export type Audience = {
  /** Asks and supports. */
  ask: () => Promise<void>;
  /** One more question, which nobody has looked at yet. */
  askLate: () => Promise<void>;
  chat: () => Promise<void>;
  answerPoll: (pollId: string) => Promise<void>;
  raiseHands: () => Promise<void>;
  leave: () => void;
};

/** Seats them all in a live room. */
export async function seatAudience(origin: string, code: string): Promise<Audience> {
  const peers = new Map<string, RoomPeer>();
  for (const [n, name] of names.entries()) {
    const person = new RestClient(origin);
    await person.send('GET', '/');
    const cookie = [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const peer = await RoomPeer.connect(origin, { cookie, tabId: `tab-${10_000 + n}` });
    await peer.enter(code);
    await peer.join(name);
    peers.set(name, peer);
  }
  const all = [...peers.values()];
  const of = (name: string): RoomPeer => {
    const peer = peers.get(name);
    if (!peer) throw new Error(`${name} is not here`);
    return peer;
  };
  const askAs = (name: string, place: string, text: string) =>
    of(name).request('question:ask', {
      ...{ questionId: newId(), text, place, askerMode: 'named' },
    });

  return {
    async ask() {
      for (const [name, place, text, votes] of asked) {
        const { questionId } = await askAs(name, place, text);
        const others = all.filter((peer) => peer !== of(name)).slice(0, votes);
        for (const peer of others) {
          await peer.request('question:vote', { questionId, isFor: true });
        }
      }
    },
    async askLate() {
      await askAs('Ilham', 'Guguak', 'Apakah rekaman malam ini bisa didengar lagi besok?');
      await askAs('Rosdiana', 'Solok', 'Kapan perpustakaan keliling datang ke Paninggahan?');
    },
    async chat() {
      for (const [name, text] of said) {
        await of(name).request('message:send', { messageId: newId(), text });
      }
    },
    async answerPoll(pollId) {
      for (const [n, peer] of all.entries()) {
        const choices = [[1, 3, 1, 0, 1, 3, 2][n % 7] ?? 0];
        await peer.request('poll:answer', { pollId, answer: { choices } });
      }
    },
    async raiseHands() {
      await of('Zulkifli').request('hand:raise', { reason: 'Cerita jalan ke sekolah' });
      await of('Mesra Wati').request('hand:raise', {});
    },
    leave: () => all.forEach((peer) => peer.close()),
  };
}
