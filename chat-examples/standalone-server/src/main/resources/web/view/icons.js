import { view } from './view.js';

/** Paths, and circles as [x, y, radius]. They are here, since one that is fetched when it is first shown is missing without a network. */
const SHAPES = {
  menu: ['M4 7h16M4 12h16M4 17h10'],
  people: [[9, 8.5, 3.5], 'M2.5 19.5c.7-3.4 3.2-5 6.5-5s5.8 1.6 6.5 5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.9c1.9.7 3.1 2.2 3.5 4.6'],
  send: ['M5 12 3.5 4.5 21 12 3.5 19.5 5 12Zm0 0h7'],
  link: ['M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.2-1.2'],
  plus: ['M12 5v14M5 12h14'],
  close: ['m6 6 12 12M18 6 6 18'],
  down: ['M12 5v14m-6-6 6 6 6-6'],
  up: ['M12 19V5m-6 6 6-6 6 6'],
  reply: ['M9 7 4 12l5 5M4 12h9.5a6.5 6.5 0 0 1 6.5 6.5'],
  thread: ['M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 3.5v-3.5h-1a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM8 8.8h8M8 12.2h5'],
  copy: ['M9 8.5h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H9A1.5 1.5 0 0 1 7.5 19v-9A1.5 1.5 0 0 1 9 8.5ZM4.5 15V5A1.5 1.5 0 0 1 6 3.5h9'],
  unread: ['M4 6.5h9M4 12h16M4 17.5h16', [18.5, 6.5, 2.2]],
  edit: ['M4 20l.9-4L16.5 4.4a1.9 1.9 0 0 1 2.7 0l.4.4a1.9 1.9 0 0 1 0 2.7L8 19.1 4 20ZM14.5 6.5l3 3'],
  pin: ['M8.5 3.5h7l-1 6.5 3 3.5v1.5h-11v-1.5l3-3.5-1-6.5ZM12 15v6'],
  unpin: ['M9.4 3.5h6.1l-.8 5.6M7.5 10l-3 3.5V15H15M16.6 12l.9 1.5M12 15v6M4 4l16 16'],
  delete: ['M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l.9 13h9.2l.9-13M10.2 10.5v5.5M13.8 10.5v5.5'],
  clock: [[12, 12, 8.5], 'M12 7.5V12l3 2'],
  check: ['m5 12.5 4.5 4.5L19 7.5'],
  alert: [[12, 12, 9], 'M12 7.5v5.5M12 16.5v.1'],
  mention: [[12, 12, 3.75], 'M15.75 8.25v5a2.6 2.6 0 0 0 5.2 0V12a9 9 0 1 0-3.5 7.1'],
  emoji: [[12, 12, 9], 'M8.5 14.3c.9 1.3 2.1 2 3.5 2s2.6-.7 3.5-2M9 9.4v.3M15 9.4v.3'],
  bell: ['M6 16.5v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 16.5ZM10 20.5h4'],
  silent: ['M6 16.5v-6M8 6a6 6 0 0 1 10 4.5v3.5M4.5 18h12M10 20.5h4M4 4l16 16'],
  exit: ['M14 4.5H6.5v15H14M11 12h10m-3.5-3.5L21 12l-3.5 3.5'],
  sun: [
    [12, 12, 4],
    'M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1',
  ],
  moon: ['M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z'],
  auto: [[12, 12, 8], 'M12 4v16M12 8l5.5-2M12 12h8M12 16l5.5 2'],
};

/** They point where lines run to, or where they come from. */
const DIRECTED = new Set(['menu', 'send', 'reply', 'unread', 'exit']);

export function icon(name) {
  const shapes = SHAPES[name].map((shape) => {
    if (typeof shape === 'string') return view('path', { d: shape });
    const [cx, cy, r] = shape;
    return view('circle', { cx, cy, r });
  });
  return view('svg', { key: name, class: DIRECTED.has(name) ? 'icon is-directed' : 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, shapes);
}

/** The sign of the house, as in favicon.svg. */
export function logo(size) {
  return view('svg', { class: 'logo', viewBox: '0 0 32 32', width: size, height: size, 'aria-hidden': 'true' }, [
    view('rect', { width: 32, height: 32, rx: 8, fill: '#0e3b31' }),
    view('path', { fill: '#5fd3ac', d: 'M13.6 6.5a7.1 7.1 0 0 1 1.3 14.1L9.6 25v-5.3A7.1 7.1 0 0 1 13.6 6.5Z' }),
    view('path', {
      fill: '#f4c25b',
      d: 'M20.9 12.2a5.4 5.4 0 0 1 2.2 9.9v3.7l-3.6-2.8a5.4 5.4 0 0 1-4.2-1.7 8.6 8.6 0 0 0 5.6-9.1Z',
    }),
  ]);
}
