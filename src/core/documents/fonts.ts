/** The fonts that go into every PDF, and which characters they can show. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const file = (family: string, weight: string, name: string) =>
  join(dirname(require.resolve(`@expo-google-fonts/${family}/package.json`)), weight, name)

const SONG = file('noto-serif-sc', '400Regular', 'NotoSerifSC_400Regular.ttf')
const SONG_BOLD = file('noto-serif-sc', '700Bold', 'NotoSerifSC_700Bold.ttf')
const HEI = file('noto-sans-sc', '500Medium', 'NotoSansSC_500Medium.ttf')

/** One folder a weight; only these three are ever opened. */
export const fontFolders = [SONG, SONG_BOLD, HEI].map(dirname)

let shown: Set<number> | undefined
/** Whether a PDF can show the character; two typefaces stand in for each other. */
export function canShow(character: string) {
  shown ??= new Set([...codePoints(readFileSync(SONG)), ...codePoints(readFileSync(HEI))])
  return shown.has(character.codePointAt(0)!)
}

/** Every code point of a TrueType file, from its `cmap` of format 12. */
function* codePoints(font: Buffer) {
  const cmap = tableAt(font, 'cmap')
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4)
    if (font.readUInt16BE(at) !== 12) continue
    for (let group = at + 16, left = font.readUInt32BE(at + 12); left > 0; left--, group += 12)
      for (let c = font.readUInt32BE(group); c <= font.readUInt32BE(group + 4); c++) yield c
    return
  }
  throw new Error('the font has no full character table')
}

function tableAt(font: Buffer, tag: string) {
  for (let i = 0; i < font.readUInt16BE(4); i++)
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === tag) return font.readUInt32BE(20 + i * 16)
  throw new Error(`the font has no table ${tag}`)
}
