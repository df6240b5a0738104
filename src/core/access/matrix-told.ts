/** 岗位权限表 in words: what a post may do with each definition, for whoever opens accounts and whoever audits them. */
import { type Catalogue, titleOfBusiness } from '#core/catalogue'
import { titleOf } from '#core/procedures/turn'
import { type Post, posts } from '#define/posts'
import type { Grant } from './matrix.ts'

const actions: Readonly<Record<string, string>> = {
  ...{ see: '查看', open: '提出', export: '导出', import: '导入', keep: '登记维护', run: '制单' },
  ...{ release: '放行', return: '录入回盘', reverse: '冲正' },
  ...{ 'keep standards': '录入标准', 'check standards': '复核标准' },
}
const areas = { village: '本村（居）', town: '本乡镇', county: '全县', own: '本单位' } as const
const wheres = {
  ...{ 'not handed down': '未下放的', 'handed down': '已下放的', 'within the ceiling of the town': '限额以内的' },
} as const
const kinds = { procedure: '事项', register: '台账', benefit: '待遇', figures: '指标' } as const

export interface ToldGrant {
  readonly post: string
  readonly kind: string
  readonly of: string
  readonly title: string
  readonly area: string
  readonly may: readonly string[]
}
/** One line a post and definition. */
export const matrixTold = (catalogue: Catalogue, matrix: readonly Grant[]): ToldGrant[] => {
  const lines = new Map<string, ToldGrant & { may: string[] }>()
  for (const g of matrix) {
    const key = `${g.post} ${g.kind} ${g.of}`
    const line = lines.get(key) ?? {
      ...{ post: posts[g.post as Post], kind: kinds[g.kind], of: g.of, title: titleOfGrant(catalogue, g) },
      ...{ area: areas[g.area], may: [] },
    }
    line.may.push(actionTold(catalogue, g))
    lines.set(key, line)
  }
  return [...lines.values()]
}
const actionTold = (catalogue: Catalogue, g: Grant) => {
  const step = g.action.startsWith('do ') ? g.action.slice(3) : undefined
  const p = step ? catalogue.procedure(g.of) : undefined
  const does = p && step ? titleOf(p, step) : (actions[g.action] ?? g.action)
  const only = [...(g.where ? [wheres[g.where]] : []), ...(g.decides ? ['须为审核确认人'] : [])]
  return only.length ? `${does}（${only.join('，')}）` : does
}
const titleOfGrant = (catalogue: Catalogue, g: Grant) => {
  if (g.kind === 'procedure') return catalogue.procedure(g.of)!.title
  if (g.kind === 'benefit') return catalogue.benefit(g.of)!.title
  if (g.kind === 'register') return catalogue.register(g.of)!.title
  return titleOfBusiness(catalogue.businesses.find(b => b.id === g.of)!)
}
