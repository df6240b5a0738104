/** 发布: the numbers are frozen; where one is put otherwise by hand, it says from what, and why. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Typed } from '../field/act.ts'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import type { ShownField } from '../server/catalogue.ts'
import { type Figure, written } from './figure.ts'
import { publishedKey } from './published.tsx'

interface Props {
  readonly name: string
  readonly asked: { readonly period: string; readonly area?: string | undefined; readonly knownAt?: string | undefined }
  readonly figures: readonly Figure[]
}
export function Publish({ name, asked, figures }: Props) {
  const ask = useAct()
  const client = useQueryClient()
  const navigate = useNavigate()
  const open = () =>
    ask<{ id: string }>({
      title: '发布报告',
      verb: '发布',
      explains: '发布后文字和数字不再变，台账以后的更正另见新的报告。个别数字须人工调整的，写明理由，原数一并保存。',
      asks: typed => linesOf(typed, figures),
      send: typed => post(`/reports/${name}/publish`, { ...given(asked), adjustments: adjustmentsOf(typed) }),
      told: '已发布',
      done: ({ id }) => {
        client.invalidateQueries({ queryKey: publishedKey(name) })
        navigate({ to: `/reports/published/${id}` })
      },
    })
  return <Button onClick={open}>发布</Button>
}

/** One adjustment after another: the next is asked for when one was begun. */
const linesOf = (typed: Typed, figures: readonly Figure[]): readonly ShownField[] => {
  const begun = countOf(typed)
  return Array.from({ length: begun + 1 }, (_, i) => i).flatMap((i): ShownField[] => [
    {
      ...{ id: `figure${i}`, title: i ? `再调整一项（第 ${i + 1} 项）` : '人工调整的指标', type: 'choice' },
      options: Object.fromEntries(
        figures.filter(f => f.value !== null).map(f => [f.id, `${f.title}（${written(f)}${f.unit}）`]),
      ),
      mayBeMissing: true,
    },
    ...(typed[`figure${i}`]
      ? ([
          { id: `value${i}`, title: '调整为', type: 'text' },
          { id: `note${i}`, title: '调整的理由', type: 'text', isLong: true, hint: '不少于四个字' },
        ] as const)
      : []),
  ])
}
const countOf = (typed: Typed) => {
  let n = 0
  while (typed[`figure${n}`]) n++
  return n
}
const adjustmentsOf = (typed: Typed) =>
  Array.from({ length: countOf(typed) }, (_, i) => ({
    figure: typed[`figure${i}`],
    value: Number(typed[`value${i}`]),
    note: typed[`note${i}`],
  }))
const given = (asked: object) => Object.fromEntries(Object.entries(asked).filter(([, v]) => v))
