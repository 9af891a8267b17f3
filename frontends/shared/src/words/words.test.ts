import { describe, expect, it } from 'vitest';
import { codes as codesEn } from './codes.en';
import { codes as codesZh } from './codes.zh';
import { admin as adminEn } from './en/admin';
import { words as en } from './en/index';
import { admin as adminZh } from './zh/admin';
import { words as zh } from './zh/index';

type Leaf = string | ((...values: never[]) => string);

function* leaves(node: object, path = ''): Generator<[string, Leaf]> {
  for (const [key, value] of Object.entries(node)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'object' && value !== null) yield* leaves(value as object, here);
    else yield [here, value as Leaf];
  }
}

/** What a word says: with a number for each of its values. */
const said = (leaf: Leaf) => (typeof leaf === 'string' ? leaf : (leaf as (...values: unknown[]) => string)(7, 7, 7));
const CHINESE = /[\u4e00-\u9fff]/;
const both = [
  ['members', zh, en],
  ['administrators', adminZh, adminEn],
  ['codes', codesZh, codesEn],
] as const;

describe.each(both)('the words of %s', (_, zh, en) => {
  it('are the same ones in either language', () => {
    expect([...leaves(en)].map(([path]) => path)).toEqual([...leaves(zh)].map(([path]) => path));
  });

  it('say something, in the language that they are of', () => {
    for (const [path, leaf] of leaves(zh)) expect(said(leaf), path).toMatch(path.endsWith('languages.en') ? /./ : CHINESE);
    for (const [path, leaf] of leaves(en)) {
      expect(said(leaf).trim(), path).not.toBe('');
      if (!path.endsWith('languages.zh')) expect(said(leaf), path).not.toMatch(CHINESE);
    }
  });
});

describe('members are spoken to', () => {
  /** E18: nothing that only its makers understand. */
  const TECHNICAL = /哈希|私钥|公钥|密钥|代币|加密|区块链|gas|hash|token|blockchain|private key|wallet/i;

  it('in plain words', () => {
    for (const words of [zh, en]) for (const [path, leaf] of leaves(words)) expect(said(leaf), path).not.toMatch(TECHNICAL);
  });

  it('in short sentences', () => {
    const long = [...leaves(zh)].flatMap(([path, leaf]) =>
      said(leaf)
        .split(/[。，！？；：]/)
        .filter((part) => part.length > 20)
        .map((part) => `${path}: ${part}`),
    );
    expect(long).toEqual([]);
  });
});
