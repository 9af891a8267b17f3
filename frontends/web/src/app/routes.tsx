import type { Words } from '@timebank/shared/words/zh/index';
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

/** Who may open a screen: everybody, only who is not logged in, members, or who is logged in as an administrator. */
export type Audience = 'everybody' | 'guest' | 'member' | 'office';

export interface Screen {
  path: string;
  audience: Audience;
  title: (words: Words) => string;
  screen: LazyExoticComponent<ComponentType>;
}

/** Every screen. Each file that is named here becomes a piece of its own, loaded when it is first opened. */
export const SCREENS: readonly Screen[] = [
  { path: '/login', audience: 'guest', title: (w) => w.entry.login.title, screen: lazy(() => import('../entry/Login')) },
  { path: '/register', audience: 'guest', title: (w) => w.entry.register.title, screen: lazy(() => import('../entry/Register')) },
  { path: '/reset', audience: 'guest', title: (w) => w.entry.reset.title, screen: lazy(() => import('../entry/Reset')) },
  { path: '/', audience: 'member', title: (w) => w.home.title, screen: lazy(() => import('../member/Home')) },
  { path: '/find', audience: 'member', title: (w) => w.activity.find.title, screen: lazy(() => import('../member/Find')) },
  {
    path: '/activities/:id',
    audience: 'member',
    title: (w) => w.activity.detail.title,
    screen: lazy(() => import('../member/Detail')),
  },
  {
    path: '/activities/:id/people',
    audience: 'member',
    title: (w) => w.activity.people.title,
    screen: lazy(() => import('../member/People')),
  },
  {
    path: '/activities/:id/code',
    audience: 'member',
    title: (w) => w.activity.code.title,
    screen: lazy(() => import('../member/Code')),
  },
  {
    path: '/activities/:id/checkin',
    audience: 'member',
    title: (w) => w.activity.checkin.title,
    screen: lazy(() => import('../member/CheckIn')),
  },
  {
    path: '/activities/:id/people/:participant/minutes',
    audience: 'member',
    title: (w) => w.activity.minutes.title,
    screen: lazy(() => import('../member/Minutes')),
  },
  {
    path: '/activities/:id/people/:participant/rating',
    audience: 'member',
    title: (w) => w.activity.rating.title,
    screen: lazy(() => import('../member/Rate')),
  },
  {
    path: '/activities/:id/people/:participant/payment',
    audience: 'member',
    title: (w) => w.activity.settle.title,
    screen: lazy(() => import('../member/Settle')),
  },
  {
    path: '/activities/:id/people/:participant/receipt',
    audience: 'member',
    title: (w) => w.activity.receipt.title,
    screen: lazy(() => import('../member/Receipt')),
  },
  {
    path: '/publish',
    audience: 'member',
    title: (w) => w.activity.publish.title,
    screen: lazy(() => import('../member/Publish')),
  },
  { path: '/mine', audience: 'member', title: (w) => w.activity.mine.title, screen: lazy(() => import('../member/Mine')) },
  { path: '/time', audience: 'member', title: (w) => w.time.title, screen: lazy(() => import('../member/Time')) },
  { path: '/me', audience: 'member', title: (w) => w.home.me.title, screen: lazy(() => import('../member/Me')) },
  {
    path: '/me/security',
    audience: 'member',
    title: (w) => w.home.security.title,
    screen: lazy(() => import('../member/Security')),
  },
  { path: '/display', audience: 'everybody', title: (w) => w.home.display.title, screen: lazy(() => import('../entry/Display')) },
  { path: '/admin/*?', audience: 'office', title: (w) => w.common.menu.admin, screen: lazy(() => import('../admin/Admin')) },
];
