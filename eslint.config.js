import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** One door per technology: each message says which door. */
const doors = [
  [
    'mediasoup',
    'server/sfu',
    'Ask for what you need through MediaPlane (server/rooms/media-plane.ts).',
  ],
  ['socket.io', 'server/socket', 'Announce through the room; the socket edge delivers.'],
  ['express', 'server/http', 'Domain code knows no HTTP; throw an AppError.'],
  ['minio', 'server/platform', 'Use the ObjectStore type.'],
  [
    'fluent-ffmpeg',
    'media/ffmpeg',
    'Build arguments in media/plan and run them with runFfmpeg.',
  ],
  ['mediasoup-client', 'client/session', 'Use the RoomSession.'],
  ['hls.js', 'client/player', 'Use the HlsPlayer.'],
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      'prisma/client/**',
      'node_modules/**',
      '.cache/**',
      'data/**',
      '**/*.mjs',
      'eslint.config.js',
      '.dependency-cruiser.cjs',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './client/tsconfig.json', './tests/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Express and React both take handlers whose promise they (v5) or we (void) look after.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['tests/**', '**/*.test.*'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: doors.map(([name, , message]) => ({ name, message, allowTypeImports: false })),
        },
      ],
    },
  },
  ...doors.map(([name, folder]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: doors
            .filter(([other]) => other !== name)
            .map(([other, , message]) => ({ name: other, message })),
        },
      ],
    },
  })),
  {
    // What runs in browsers, also in those of 2022 (build.target in client/vite.config.ts).
    files: ['client/**/*.{ts,tsx}', 'server/protocol/**/*.ts'],
    ignores: ['**/*.test.*'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(toSorted|toReversed|toSpliced|with)$/]',
          message: 'iOS 15 lacks it: copy first, then sort, reverse or splice.',
        },
        {
          selector: 'MemberExpression[property.name="randomUUID"]',
          message: 'Plain http on a LAN lacks it: newUuid (client/session/new-uuid.ts).',
        },
      ],
    },
  },
  {
    files: ['**/*.test.*', 'tests/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': ['error', { max: 400 }],
    },
  },
  { files: ['scripts/**', 'tests/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
);
