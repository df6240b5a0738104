/** A new application: the household, then what the applicant tells step by step, then all of it once more before it is handed in. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { askedIn } from '../case/asked.ts'
import { CameChoice } from '../case/came.tsx'
import { useAskBeforeClosing, useDraft } from '../field/draft.ts'
import { FieldForm, noValues, type Values } from '../field/form.tsx'
import { PeopleToChoose } from '../field/person-choice.ts'
import { firstMissing, placeOf } from '../field/place-of.ts'
import { post } from '../server/call.ts'
import {
  partiesOf,
  procedureOf,
  registerWritten,
  type ShownProcedure,
  subjectOf,
  useCatalogue,
} from '../server/catalogue.ts'
import { Lost } from '../shell/lost.tsx'
import { inView } from '../style/in-view.ts'
import { Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { OrganisationStep } from './organisation-step.tsx'
import { PartiesStep } from './parties-step.tsx'
import { Review } from './review.tsx'
import { SourceChoice } from './source-choice.tsx'
import { type ChosenSubject, SubjectStep } from './subject-step.tsx'
import '../field/field.css'
import './apply.css'

interface Typed {
  readonly at: number
  readonly source: string
  readonly subject?: ChosenSubject
  readonly values: Values
  readonly came?: readonly string[]
}
export function ApplyPage() {
  const { procedure: id } = useParams({ strict: false }) as { procedure: string }
  const c = useCatalogue()
  const procedure = procedureOf(c, id)
  return procedure ? <Apply key={id} procedure={procedure} /> : <Lost />
}

/** What the applicant tells before an official does anything; where nobody applies in person, the first step. */
const toldSteps = (p: ShownProcedure) => {
  const first = p.steps.findIndex(s => s.who !== 'applicant')
  const told = p.steps.slice(0, first < 0 ? p.steps.length : first)
  return told.length ? told : p.steps.slice(0, 1)
}

function Apply({ procedure }: { procedure: ShownProcedure }) {
  const c = useCatalogue()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>
  const register = registerWritten(c, procedure)
  const steps = toldSteps(procedure)
  const roles = partiesOf(register)
  // Begun from the file of one of them: who that is stands in the address.
  const given = Object.fromEntries(
    roles.flatMap(r => (/^\d+$/.test(search[r.id] ?? '') ? [[r.id, search[r.id]!]] : [])),
  )
  const isOfPeople = roles.every(r => r.kind === 'person')
  const draft = useDraft<Typed>(`apply:${procedure.id}:${Object.values(given).join()}`, () => ({
    at: 0,
    source: 'application',
    values: noValues,
  }))
  const typed = draft.value
  const [fault, setFault] = useState<unknown>()
  useAskBeforeClosing()
  const send = useMutation({
    mutationFn: () =>
      post<{ caseId: string; number: string }>(`/cases/${procedure.id}`, {
        ...typed.subject?.body,
        source: typed.source,
        ...typed.values,
        ...(typed.came && { came: typed.came }),
      }),
    onSuccess: made => {
      draft.clear()
      message.success(`已登记，编号 ${made.number}`)
      navigate({ to: `/cases/${made.caseId}` })
    },
    onError: e => {
      setFault(e)
      const at = steps.findIndex(s => placeOf(e, askedIn(s, register)))
      if (at >= 0) draft.set({ ...typed, at: at + 1 })
    },
  })
  const go = (at: number) => {
    setFault(undefined)
    draft.set({ ...typed, at })
    window.scrollTo(0, 0)
  }
  const chosen = (subject: ChosenSubject) =>
    draft.set({ ...typed, subject, at: 1, values: typed.subject?.id === subject.id ? typed.values : noValues })
  const titles = [roles.length > 1 ? '双方' : (roles[0]?.title ?? ''), ...steps.map(s => s.title), '核对提交']
  const step = steps[typed.at - 1]
  const asked = step ? askedIn(step, register) : []
  const next = (e: FormEvent) => {
    e.preventDefault()
    if (typed.at > steps.length) return send.mutate()
    const missing = firstMissing(asked, typed.values)
    if (missing) setFault(missing)
    else go(typed.at + 1)
  }
  return (
    <PeopleToChoose value={typed.subject?.people ?? []}>
      <Page title={procedure.title} under={typed.subject && <span>{typed.subject.name}</span>}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
        <ol className="wizard" aria-label="填写进度" tabIndex={0} ref={inView} key={typed.at}>
          {titles.map((t, i) => (
            <li
              key={t}
              className={i === typed.at ? 'now' : i < typed.at ? 'done' : ''}
              aria-current={i === typed.at ? 'step' : undefined}
            >
              <span className="num">{i + 1}</span> {t}
            </li>
          ))}
        </ol>
        {typed.at === 0 ? (
          <>
            <SourceChoice
              procedure={procedure}
              value={typed.source}
              onChange={source => draft.set({ ...typed, source })}
            />
            {roles[0]?.kind === 'organisation' ? (
              <OrganisationStep
                given={given.organisation}
                mayBeNew={procedure.isNew && !!steps[0]?.asks?.includes('name')}
                chosen={chosen}
              />
            ) : isOfPeople ? (
              <PartiesStep
                of={procedure.id}
                roles={roles}
                given={given}
                isJoint={!subjectOf(register)}
                chosen={chosen}
              />
            ) : (
              <SubjectStep given={given.household} chosen={chosen} />
            )}
          </>
        ) : (
          <form onSubmit={next} noValidate className="stack">
            {step ? (
              <Panel title={step.title}>
                <CameChoice
                  id={`${step.id}-came`}
                  step={step}
                  register={register}
                  value={typed.came ?? []}
                  onChange={came => {
                    setFault(undefined)
                    draft.set({ ...typed, came })
                  }}
                />
                <FieldForm
                  id={step.id}
                  asked={asked}
                  values={typed.values}
                  onChange={values => {
                    setFault(undefined)
                    draft.set({ ...typed, values })
                  }}
                  error={fault}
                />
              </Panel>
            ) : (
              <Review steps={steps} register={register} values={typed.values} edit={go} />
            )}
            {!placeOf(fault, asked) && <RefusedNote error={fault} />}
            <div className="wizard-foot">
              <Button onClick={() => go(typed.at - 1)}>上一步</Button>
              <Button type="primary" htmlType="submit" loading={send.isPending}>
                {step ? '下一步' : '提交申请'}
              </Button>
            </div>
          </form>
        )}
      </Page>
    </PeopleToChoose>
  )
}
