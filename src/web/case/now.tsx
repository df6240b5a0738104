/** The step that is due: its form for the one who may act, or one sentence on who acts and when. */
import { type ShownProcedure, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { Panel } from '../style/panel.tsx'
import { StepForm, type StepProps } from './step-form.tsx'
import type { CaseView } from './view.ts'
import { whyNotOf } from './why-not.ts'

export function NowPanel(p: StepProps) {
  const { today } = useCatalogue()
  const now = p.view.now
  const step = p.procedure.steps.find(s => s.id === now?.step)
  if (now?.lapsed)
    return (
      <Panel title="已逾期">
        <p>未在期限内办理，{now.lapsed}，不能再办理；系统在每日办理时终止本案。</p>
      </Panel>
    )
  if (!now || !step) return null
  const title = `当前步骤：${step.title}`
  if (p.view.can.acts.includes(step.id))
    return (
      <>
        <Returned view={p.view} step={step.id} />
        <StepForm {...p} step={step} title={title} />
      </>
    )
  const who = [now.by ?? []].flat().join('、') || p.view.steps.find(s => s.id === step.id)?.whoTitle
  const isEarly = !!now.opensOn && now.opensOn > today
  return (
    <Panel title={title}>
      <p>
        {isEarly ? (
          <>
            <span className="num">{now.opensOn}</span> 起由{who}办理。
          </>
        ) : (
          whyNotOf(p.view, step.id) || `由${who}办理。`
        )}
      </p>
    </Panel>
  )
}

/** Given back for this very step: why, before it is done again. */
function Returned({ view, step }: { view: CaseView; step: string }) {
  const last = [...(view.journal ?? [])].sort((a, b) => (b.id ?? 0) - (a.id ?? 0)).find(a => a.step)
  if (last?.act !== 'returned' || last.step !== step || !last.says) return null
  return <p className="told-hint">退回的原因：{last.says}</p>
}
