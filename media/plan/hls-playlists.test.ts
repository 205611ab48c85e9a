import { expect, test } from 'vitest';
import { iFramePlaylist, mediaPlaylist, multivariantPlaylist } from './hls-playlists.ts';

test('a media playlist names the initialisation segment again after a seam', () => {
  const playlist = mediaPlaylist({
    targetSeconds: 6,
    segments: [
      { durationSeconds: 6, uri: '00000.m4s', initUri: 'init.mp4', isSeam: false },
      { durationSeconds: 2.5, uri: '00001.m4s', initUri: 'init.mp4', isSeam: false },
      {
        durationSeconds: 6,
        uri: '../720p/00002.m4s',
        initUri: '../720p/init.mp4',
        isSeam: true,
      },
    ],
  });
  expect(playlist).toMatchInlineSnapshot(`
    "#EXTM3U
    #EXT-X-VERSION:7
    #EXT-X-TARGETDURATION:6
    #EXT-X-MEDIA-SEQUENCE:0
    #EXT-X-PLAYLIST-TYPE:VOD
    #EXT-X-INDEPENDENT-SEGMENTS
    #EXT-X-MAP:URI="init.mp4"
    #EXTINF:6.00000,
    00000.m4s
    #EXTINF:2.50000,
    00001.m4s
    #EXT-X-DISCONTINUITY
    #EXT-X-MAP:URI="../720p/init.mp4"
    #EXTINF:6.00000,
    ../720p/00002.m4s
    #EXT-X-ENDLIST
    "
  `);
});

test('an I-frame playlist names ranges of one file', () => {
  const frames = [
    { durationSeconds: 1, offset: 700, bytes: 900, seams: 0 },
    { durationSeconds: 1, offset: 1_600, bytes: 900, seams: 2 },
  ];
  const playlist = iFramePlaylist({ targetSeconds: 1, uri: 'i.mp4', initBytes: 700, frames });
  expect(playlist).toContain(
    '#EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP:URI="i.mp4",BYTERANGE="700@0"\n',
  );
  expect(playlist).toContain('#EXTINF:1.00000,\n#EXT-X-BYTERANGE:900@700\ni.mp4\n');
  expect(playlist).toContain('i.mp4\n#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY\n#EXTINF');
});

test('a multivariant playlist adds the sound to every picture and offers it alone', () => {
  const size = { width: 1_280, height: 720 };
  const playlist = multivariantPlaylist({
    audio: {
      uri: 'audio/index.m3u8',
      codecs: 'mp4a.40.2',
      channels: 2,
      language: 'id',
      name: 'Bahasa "Indonesia"',
      bandwidth: { peak: 130_000, average: 128_000 },
    },
    video: [
      {
        uri: '720p/index.m3u8',
        codecs: 'avc1.64001f',
        ...size,
        bandwidth: { peak: 2_000_000, average: 1_000_000 },
      },
    ],
    iFrames: {
      uri: 'iframes/index.m3u8',
      codecs: 'avc1.641016',
      ...size,
      bandwidth: { peak: 90_000, average: 50_000 },
    },
    chaptersUri: 'chapters.json',
  });
  expect(playlist).toMatchInlineSnapshot(`
    "#EXTM3U
    #EXT-X-VERSION:7
    #EXT-X-INDEPENDENT-SEGMENTS
    #EXT-X-SESSION-DATA:DATA-ID="com.apple.hls.chapters",URI="chapters.json"
    #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Bahasa  Indonesia ",LANGUAGE="id",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"
    #EXT-X-STREAM-INF:BANDWIDTH=2130000,AVERAGE-BANDWIDTH=1128000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="audio",CLOSED-CAPTIONS=NONE
    720p/index.m3u8
    #EXT-X-STREAM-INF:BANDWIDTH=130000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2",AUDIO="audio",CLOSED-CAPTIONS=NONE
    audio/index.m3u8
    #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=90000,AVERAGE-BANDWIDTH=50000,CODECS="avc1.641016",RESOLUTION=1280x720,URI="iframes/index.m3u8"
    "
  `);
});
