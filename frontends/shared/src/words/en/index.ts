import type { Words } from '../zh';
import { activity } from './activity';
import { common } from './common';
import { entry } from './entry';
import { home } from './home';
import { time } from './time';

/** What members' screens say, in English. */
export const words: Words = { common, entry, home, activity, time };
