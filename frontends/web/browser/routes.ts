/** Screens that axe looks at, by who is logged in; `{activity}`, `{participant}` stand for a service that has been settled. */
export const ROUTES: Record<'guest' | 'member' | 'publisher' | 'office', readonly string[]> = {
  guest: ['/login', '/register', '/reset', '/display', '/nothing-here'],
  member: [
    '/',
    '/find',
    '/mine',
    '/time',
    '/me',
    '/me/security',
    '/publish',
    '/activities/{activity}',
    '/activities/{activity}/checkin',
    '/activities/{activity}/people/{participant}/minutes',
    '/activities/{activity}/people/{participant}/rating',
    '/activities/{activity}/people/{participant}/receipt',
  ],
  publisher: [
    '/mine?as=publisher',
    '/activities/{activity}',
    '/activities/{activity}/people',
    '/activities/{activity}/code',
    '/activities/{activity}/people/{participant}/payment',
  ],
  office: ['/admin'],
};
