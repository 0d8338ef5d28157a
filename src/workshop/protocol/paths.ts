/**
 * The paths of the server. All of `/api` takes and gives JSON, except for the stream, terminals and what is
 * to be looked at. A refused request gets `{ "error": "a sentence" }`.
 */
export const paths = {
  /** GET: the page of a learner; without a cookie, how to get a link. In a room: the join page. */
  page: '/',
  /** GET: sets the cookie of the seat, and goes to the page. */
  seatLink: '/s/:token',
  /** GET: the same for the trainer, to `/trainer`. */
  trainerLink: '/t/:token',
  trainer: '/trainer',
  /** GET: scripts, styles and pictures of the page; the names contain a hash. */
  assets: '/assets/:name',
  /** GET, text/event-stream: the data of each message is a `PageUpdate` as JSON. */
  stream: '/api/stream',
  /** POST `OpenLabRequest`. */
  openLab: '/api/lab/open',
  /** POST: removes the lab. */
  closeLab: '/api/lab/close',
  break: '/api/break',
  heal: '/api/heal',
  startOver: '/api/start-over',
  trial: '/api/trial',
  /** POST: ends the work that goes on. */
  stop: '/api/stop',
  timer: '/api/timer',
  /** GET, text/plain: what `switchover az` prints for a view: connections, bgp-peers, learned-routes, advertised-routes, metrics. */
  azure: '/api/azure/:view',
  /** GET: report.html of a measurement. */
  report: '/api/runs/:id/report.html',
  /** GET `?ids=A,B`, text/plain: two measurements side by side. */
  compare: '/api/compare',
  startLesson: '/api/lesson/start',
  leaveLesson: '/api/lesson/leave',
  answer: '/api/lesson/answer',
  hint: '/api/lesson/hint',
  /** POST `{ isRaised }`: in a room, asks for the trainer, or no more. */
  hand: '/api/hand',
  /** In a room. POST a form with `name`: takes the next free seat, and goes to its link. */
  join: '/join',
  /** In a room. POST a form with `code`: opens a seat in this browser too. */
  comeBack: '/come-back',
  /** POST: does the solution of a task. */
  solve: '/api/lesson/solve',
  /** GET `?name=`: a picture of the present lesson. */
  picture: '/api/lesson/picture',
  /** POST `{ node }`: a new terminal, answered with `{ id }`. */
  terminals: '/api/terminals',
  /** GET with upgrade to a WebSocket, see `terminal.ts`. */
  terminal: '/api/terminals/:id',
  /** POST: ends a terminal and its shell. */
  closeTerminal: '/api/terminals/:id/close',
  /** POST `{ isAgreed }`: in a room, takes the trainer's help, or ends it. */
  help: '/api/help',
  /** GET `?node=&interface=&seconds=`: a file for Wireshark. */
  capture: '/api/capture',
} as const;
