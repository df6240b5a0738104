/** 区划变更表: one line for each old division and the new one that it becomes; lines of one change are read together. */
import { basename, dirname } from 'node:path'
import type { Succession, Successor } from '#core/divisions/succeed'
import { code, day, oneOf, perhaps, text } from './columns.ts'
import { broken, Fault, readTable } from './table.ts'

const columns = {
  manner: oneOf('变更', { 合并: 'merged', 拆分: 'split', 更名: 'renamed' }),
  from: code('原代码'),
  to: code('新代码'),
  name: text('新名称'),
  starts: day('启用日期'),
  documentNo: text('文号'),
  keeps: perhaps(oneOf('沿用标准', { 是: 'yes', 否: 'no' })),
  takes: perhaps({
    title: '归入的下级',
    read: (t: string) => {
      const codes = t.split(/[、，,\s]+/).filter(Boolean)
      const wrong = codes.find(c => !/^(\d{9}|\d{12})$/.test(c))
      return wrong ? new Fault(`「${wrong}」不是区划代码`, '几个代码之间用「、」分开') : codes
    },
  }),
} as const

/** In the order of their days. @throws Refusal by line and column, where two lines of one change do not agree */
export const readSuccessions = async (path: string): Promise<Succession[]> => {
  const file = basename(path)
  const lines = await readTable(dirname(path), file, columns)
  const changes = new Map<string, typeof lines>()
  for (const l of lines) {
    const one = l.manner === 'merged' ? l.to : l.from
    const key = `${l.starts} ${l.manner} ${one}`
    const same = changes.get(key) ?? []
    const other = same.find(s => s.documentNo !== l.documentNo || (s.to === l.to && s.name !== l.name))
    if (other)
      throw broken(file, l.line, '文号', `与第 ${other.line} 行是同一次变更，文号或新名称却不同`, '请写成一样的')
    changes.set(key, [...same, l])
  }
  return [...changes.values()]
    .map((same): Succession => {
      const [first] = same as [(typeof lines)[0]]
      const to = [...new Set(same.map(l => l.to))].map((code): Successor => {
        const own = same.filter(l => l.to === code)
        const kept = own.find(l => l.keeps === 'yes')
        return {
          ...{ code, name: own[0]!.name, takes: own.flatMap(l => l.takes ?? []) },
          ...(kept && { keepsStandardsOf: kept.from }),
        }
      })
      const from = [...new Set(same.map(l => l.from))]
      return { manner: first.manner, from, to, on: first.starts, documentNo: first.documentNo }
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
