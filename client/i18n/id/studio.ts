export const studio = {
  title: 'Serambi',
};
