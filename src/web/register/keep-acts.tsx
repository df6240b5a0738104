/** 变更、终止 of a row that is kept by hand and by no matter: from a day on it is otherwise, or no more. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { type ShownField, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import type { RowFile } from './row.ts'

const day: ShownField = { id: 'from', title: '自何日起', type: 'day' }

export function KeepActs({ f, register, name }: { f: RowFile; register: ShownRegister; name: string }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const ask = useAct()
  const at = `/registers/${register.id}/${f.id}`
  const done = () => {
    client.invalidateQueries({ queryKey: ['row', register.id, f.id] })
    client.invalidateQueries({ queryKey: ['register', register.id] })
  }
  // What is sealed is shown by its last digits alone: left empty it stays as it is.
  const fields = register.fields.map(a => (a.isSecret ? { ...a, mayBeMissing: true, hint: '不变的不填' } : a))
  const known = Object.fromEntries(register.fields.flatMap(a => (a.isSecret ? [] : [[a.id, f.fields[a.id]]])))
  const change = () =>
    ask({
      title: `变更：${name}`,
      verb: '变更',
      asks: [day, ...fields],
      begins: { ...known, from: today },
      note: '以前各日仍按原来的算。',
      send: ({ from, ...told }) => post(`${at}/change`, { from, fields: told }),
      told: '已变更',
      done,
    })
  const end = () =>
    ask({
      title: `终止：${name}`,
      verb: '终止',
      asks: [
        { ...day, title: '自何日起不再有效' },
        { id: 'why', title: '原因', type: 'text' },
      ],
      begins: { from: today },
      isGrave: true,
      send: typed => post(`${at}/end`, typed),
      told: '已终止',
      done,
    })
  return (
    <>
      <Button onClick={change}>变更</Button>
      <Button danger onClick={end}>
        终止
      </Button>
    </>
  )
}
