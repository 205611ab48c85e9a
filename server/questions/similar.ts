import { foldWords } from './fold-words.ts';

/** Words that questions have in common whatever they are about. */
const stopWords = new Set(
  `ada adalah agar akan aku anda apa apabila apakah apalagi atas atau bagaimana bagi bahwa bapak banyak begitu belum
  berapa bila bisa bisakah boleh bolehkah bu buat bukan dalam dan dapat dapatkah dari dengan di dia harus hingga ialah
  ibu ini itu izin jadi jika juga kah kak kakak kalau kami kapan karena kata ke kenapa kepada ketika kita lagi lah lalu
  lebih maka mana mau mengapa mengenai menjadi mereka misalnya mohon nya oleh pada pak para pernah perlu saat saja
  sampai sangat sangatlah saya sebagai sebelum sedang sejak seperti siapa silakan sudah supaya tadi tanya tapi telah
  tentang terhadap terima kasih tersebut tetapi tidak tolong untuk ya yaitu yang
  a about an and are as at be by can could do does for from how i in is it of on or our should that the there this to
  was we what when where which who why will with would you your`.split(/\s+/u),
);

/** Endings and beginnings that turn one Indonesian word into another of the same family. */
const endings = /(?:nya|lah|kah|pun|kan|an)$/u;
const beginnings =
  /^(?:meng|meny|mem|men|me|peng|peny|pem|pen|per|pe|ber|ter|di|ke|se)(?=\p{L}{4})/u;
const shortestStem = 4;

/** What two texts must share to say nearly the same, from 0 to 1. Chosen on pairs of questions in the test beside. */
const alike = 0.5;

/** What is compared of a text: the groups of three letters of each of its telling words. */
export type Trigrams = ReadonlySet<string>;

export function trigramsOf(text: string): Trigrams {
  const words = foldWords(text);
  const telling = words.filter((word) => !stopWords.has(word));
  const trigrams = new Set<string>();
  for (const word of telling.length > 0 ? telling : words) {
    // Marks around a word make its beginning and end count.
    const padded = `  ${stemOf(word)} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) trigrams.add(padded.slice(at, at + 3));
  }
  return trigrams;
}

/** Without the ending and the beginning, as long as something is left that still tells. */
function stemOf(word: string): string {
  const shorter = word.replace(endings, '');
  const stem = (shorter.length >= shortestStem ? shorter : word).replace(beginnings, '');
  return stem.length >= shortestStem ? stem : word;
}

/** How much two texts share, from 0 (nothing) to 1 (everything): twice what is common, of all there is. */
export function likeness(a: Trigrams, b: Trigrams): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const trigram of a) if (b.has(trigram)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** Those that say nearly the same as a text, the nearest first. */
export function findSimilar<T extends { text: string }>(
  text: string,
  among: readonly T[],
  atMost: number,
): T[] {
  const asked = trigramsOf(text);
  return among
    .map((other) => ({ other, share: likeness(asked, keptTrigramsOf(other)) }))
    .filter(({ share }) => share >= alike)
    .sort((a, b) => b.share - a.share)
    .slice(0, atMost)
    .map(({ other }) => other);
}

/** A question is compared with every text that anyone types: its trigrams are made once. */
const kept = new WeakMap<object, Trigrams>();

function keptTrigramsOf(other: { text: string }): Trigrams {
  const trigrams = kept.get(other) ?? trigramsOf(other.text);
  kept.set(other, trigrams);
  return trigrams;
}
