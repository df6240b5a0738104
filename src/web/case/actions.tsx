/** The acts beside the step: each a button, and a window that asks only what it needs. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { procedureOf, registerWritten, useCatalogue } from '../server/catalogue.ts'
import { asksOf, type SideAct, sideActOf } from './side-acts.ts'
import { type CaseView, caseKey } from './view.ts'

export function Actions({ view }: { view: CaseView }) {
  const client = useQueryClient()
  const c = useCatalogue()
  const ask = useAct()
  const procedure = procedureOf(c, view.procedure)
  const acts = [...new Set(view.can.acts.map(sideActOf))].filter(a => a !== undefined)
  if (!acts.length) return null
  const open = (act: SideAct) =>
    ask({
      title: act.title,
      isGrave: !!act.isGrave,
      explains: act.explains && <p className="soft">{act.explains}</p>,
      asks: [
        ...asksOf(act, procedure, procedure && registerWritten(c, procedure)),
        { id: 'says', title: act.says, type: 'text', isLong: true },
      ],
      send: ({ party, ...typed }) =>
        post<CaseView>(`/cases/${view.id}/${act.route}`, {
          ...typed,
          ...(party ? { came: [party] } : {}),
          version: view.version,
          ...(act.isList && { says: linesOf(String(typed.says)).join('\n') }),
        }),
      told: `已办理：${act.title}`,
      done: after => {
        client.setQueryData(caseKey(view.id), after)
        client.invalidateQueries({ queryKey: ['tasks'] })
      },
    })
  return (
    <div className="acts-row">
      {acts.map(a => (
        <Button key={a.route} danger={!!a.isGrave} onClick={() => open(a)}>
          {a.title}
        </Button>
      ))}
    </div>
  )
}
const linesOf = (text: string) =>
  text
    .split('\n')
    .map(l => l.trim())
    .filter(Boolean)
