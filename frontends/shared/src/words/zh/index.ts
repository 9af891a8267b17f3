import { activity } from './activity';
import { common } from './common';
import { entry } from './entry';
import { home } from './home';
import { time } from './time';

/** What members' screens say, in Chinese. Every other language has exactly these keys. */
export const words = { common, entry, home, activity, time };
export type Words = typeof words;
