import { idNumberFault } from '@timebank/shared/format/people';
import type { Words } from '@timebank/shared/words/zh/index';

/** What is wrong with what somebody typed, in the words of registration; nothing when it is fine. */
type Fault = (words: Words['entry']['register'], text: string) => string | undefined;

export const codeFault: Fault = (words, text) => (/^\d{6}$/.test(text.trim()) ? undefined : words.codeForm);

export const newPasswordFault: Fault = (words, text) => (text.length >= 8 ? undefined : words.passwordForm);

export const idNumberWords: Fault = (words, text) =>
  ({ form: words.idNumberForm, checksum: words.idNumberChecksum, none: undefined })[idNumberFault(text) ?? 'none'];
