/** Who may import whom (ARCHITECTURE.md draws it). Each comment says what to do instead. */
const domain =
  '^server/(rooms|line-tests|hands|polls|questions|people|series|sessions|recordings|episodes|feeds|chat|reactions|slides|purges|transcripts|retention|marks|rundown|practices|edits|talk-times)/';
const edges = '^server/(socket|http)/';
const technology = '^server/(sfu|store)/';
const tests = '\\.test\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or need a third below both.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'protocol-stands-alone',
      severity: 'error',
      comment: 'The protocol runs in a browser: zod and its own files, nothing else.',
      from: { path: '^server/protocol/', pathNot: tests },
      to: { pathNot: ['^server/protocol/', '^node_modules/zod/'] },
    },
    {
      name: 'domain-knows-no-edge-and-no-technology',
      severity: 'error',
      comment:
        'State what you need as a type in your folder; app.ts passes the implementation in.',
      from: { path: domain, pathNot: tests },
      to: {
        path: [
          '^server/(sfu|store|socket|http|recorder)/',
          '^media/(?!contract/|capture/)',
          '^prisma/',
          '^client/',
        ],
      },
    },
    {
      name: 'platform-knows-no-product',
      severity: 'error',
      comment:
        'The platform serves every part. What knows rooms or episodes belongs in their folder.',
      from: { path: '^server/platform/', pathNot: tests },
      to: { path: [domain, edges, technology, '^media/', '^client/'] },
    },
    {
      name: 'technology-knows-no-edge',
      severity: 'error',
      comment: 'sfu and store implement domain types; they never answer a request.',
      from: { path: technology },
      to: { path: edges },
    },
    {
      name: 'edges-know-no-technology',
      severity: 'error',
      comment: 'Ask the domain; app.ts has wired it to what it needs.',
      from: { path: edges, pathNot: tests },
      to: { path: [technology, '^prisma/'] },
    },
    {
      name: 'media-knows-only-shared-parts-of-server',
      severity: 'error',
      comment:
        'The media worker may run on another machine: platform, protocol and settings are all it shares.',
      from: { path: '^media/', pathNot: tests },
      to: { path: ['^server/(?!platform/|protocol/|config\\.ts)', '^client/'] },
    },
    {
      name: 'plans-are-pure',
      severity: 'error',
      comment:
        'A plan turns data into data. Reading, writing and running belong in media/steps.',
      from: { path: '^media/plan/', pathNot: tests },
      to: {
        path: ['^media/(ffmpeg|steps|jobs|store)/', '^(node:)?(fs|child_process|net|http)'],
      },
    },
    {
      name: 'client-speaks-protocol-only',
      severity: 'error',
      comment: 'Anything the browser needs of the server is a message in server/protocol.',
      from: { path: '^client/' },
      to: { path: ['^server/(?!protocol/)', '^media/', '^prisma/'] },
    },
    {
      name: 'production-needs-no-test-code',
      severity: 'error',
      comment: 'Move what both need into the product, or keep it in tests/support.',
      from: { path: '^(server|media|client)/', pathNot: tests },
      to: { path: '^(tests|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/client'] },
    exclude: { path: ['\\.cache', 'client/dist'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
