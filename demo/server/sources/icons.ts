/** Own, simple drawings in the spirit of each source; 48 × 48, no script, no external reference. */
const tile = (content: string, background = '#ffffff', border = '#e3e6eb'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 48 48">` +
  `<rect x="0.5" y="0.5" width="47" height="47" rx="10" fill="${background}" stroke="${border}"/>${content}</svg>`;

const CLOUD = 'M15 34a7 7 0 0 1-1.2-13.9A10.5 10.5 0 0 1 34 18.4a8 8 0 0 1 .6 15.6z';

const ICONS: Readonly<Record<string, string>> = {
  'notion.svg': tile(
    '<path d="M13 12.5 33 11l3.5 3v21.5L16 37l-4.5-5.5V14z" fill="#fff" stroke="#1b1b1a" stroke-width="2" stroke-linejoin="round"/>' +
      '<path d="M18.5 31.5V18.8l11 12.4V18" fill="none" stroke="#1b1b1a" stroke-width="3" stroke-linecap="square"/>',
  ),
  'jina-reader.svg': tile(
    '<path d="M29 12v15.5a8.5 8.5 0 0 1-14.6 5.9" fill="none" stroke="#0d8f89" stroke-width="6" stroke-linecap="round"/>' +
      '<circle cx="15.5" cy="16" r="4.5" fill="#f2715f"/>',
  ),
  'firecrawl.svg': tile(
    '<path d="M25.5 7c1.6 6-7.8 9.6-9.4 18.2A10.8 10.8 0 0 0 24.2 40c7.4.7 12.3-4.6 12.3-11.3 0-5-2.7-8.3-4.6-10.2-.2 2.6-1.1 4-2.5 4.9C30.2 16.9 29.6 10.4 25.5 7z" fill="#f4681f"/>' +
      '<path d="M25.2 24.5c.6 3-4 4.6-4 8.9a4.7 4.7 0 0 0 4.5 4.6c3.1 0 5-2.2 5-5 0-3.9-3-6.4-5.5-8.5z" fill="#ffd166"/>',
    '#fff7f0',
    '#fbe0cd',
  ),
  'google-drive.svg': tile(
    '<path d="M18.5 10h11l11 19h-11z" fill="#f7c948"/><path d="M18.5 10 24 19.5 13 38.5 7.5 29z" fill="#2f9e5b"/>' +
      '<path d="M18.5 29h22L35 38.5H13z" fill="#3b7de0"/>',
  ),
  'dropbox.svg': tile(
    '<g fill="#1466e0"><path d="m16 10 8 5-8 5-8-5z"/><path d="m32 10 8 5-8 5-8-5z"/><path d="m16 20 8 5-8 5-8-5z"/>' +
      '<path d="m32 20 8 5-8 5-8-5z"/><path d="m24 29.5 8 5-8 5-8-5z"/></g>',
  ),
  'onedrive.svg': tile(
    `<path d="${CLOUD}" fill="#1a7fd6"/><path d="M15 34a7 7 0 0 1-1.2-13.9c6 .4 10.6 5.2 20.8 13.9z" fill="#3da5f0"/>`,
    '#f4f9ff',
    '#d5e6f7',
  ),
};

export function iconSvg(file: string): string | undefined {
  return Object.hasOwn(ICONS, file) ? ICONS[file] : undefined;
}
