/** 姓名: as it is kept, and the initials by which a clerk finds it, every reading of a character that has several. */
import { pinyin } from 'pinyin-pro'

/** Width and stray spaces as people type them; between the parts of a name stands one kind of dot. */
export const normalName = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, '')
    .replace(/[•‧・．]/g, '·')
    .replace(/\s+/g, ' ')
    .trim()

const readingsOf = new Map<string, string>()
/** Initials of one character, the usual one first; a character that the dictionary lacks gives none. */
const ofCharacter = (character: string): string => {
  let known = readingsOf.get(character)
  if (known === undefined) {
    const all = pinyin(character, { multiple: true, pattern: 'first', toneType: 'none', type: 'array' })
    known = [...new Set(all.map(letter => letter.toLowerCase()).filter(letter => /^[a-z]$/.test(letter)))].join('')
    readingsOf.set(character, known)
  }
  return known
}

const most = 8
/** 'zzy zcy': the likeliest reading first, as a surname where it is one; at most eight, so that a long name stays small. */
export const initialsOf = (name: string): string => {
  const characters = [...name]
  const usual = pinyin(name, { pattern: 'first', surname: 'head', toneType: 'none', type: 'array' })
  let all = ['']
  characters.forEach((character, i) => {
    const likely = usual[i]?.toLowerCase() ?? ''
    const first = /^[a-z]$/.test(likely) ? likely : ''
    const letters = [...new Set(first + ofCharacter(character))]
    if (letters.length) all = letters.flatMap(letter => all.map(before => before + letter)).slice(0, most)
  })
  return all.filter(Boolean).join(' ')
}
