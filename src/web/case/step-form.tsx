/** The form of the step that is due: who came, what is asked, the conclusion, the opinion; what is typed survives leaving the page. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../field/draft.ts'
import { FieldForm, noValues } from '../field/form.tsx'
import { firstMissing, isPart, placeOf } from '../field/place-of.ts'
import { post } from '../server/call.ts'
import type { ShownProcedure, ShownRegister, ShownStep } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'
import { askedHere, fieldsToSend, valuesToBegin } from './asked.ts'
import { CameChoice } from './came.tsx'
import { OpinionChoice } from './opinion-choice.tsx'
import { SecondPerson } from './second-person.tsx'
import { isOld, missingOf, Typed } from './step-typed.ts'
import { type CaseView, caseKey } from './view.ts'

export interface StepProps {
  readonly view: CaseView
  readonly procedure: ShownProcedure
  readonly register: ShownRegister | undefined
}
export function StepForm({ view, step, register, title }: StepProps & { step: ShownStep; title: string }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const isPhone = useIsPhone()
  const asked = askedHere(step, register, view)
  const draft = useDraft<Typed>(`case:${view.id}:${step.id}`, () => ({
    values: valuesToBegin(asked, view),
    own: noValues,
    says: '',
    // Where there is one way to end, nobody is asked which.
    ...(step.outcomes?.length === 1 && { outcome: step.outcomes[0]!.id }),
  }))
  const typed = draft.value
  const [fault, setFault] = useState<unknown>()
  /** What was wrong is not said any longer than it is so. */
  const change = (next: Typed) => {
    setFault((f: unknown) => (isOld(f) ? f : undefined))
    draft.set(next)
  }
  const send = useMutation({
    mutationFn: () =>
      post<CaseView>(`/cases/${view.id}/steps/${step.id}`, {
        version: view.version,
        fields: { ...fieldsToSend(asked, typed.values.fields), ...fieldsToSend(step.own ?? [], typed.own.fields) },
        parts: typed.values.parts,
        ...(typed.outcome && { outcome: typed.outcome }),
        ...(typed.says && { says: typed.says }),
        ...(typed.second && { secondAccountId: typed.second }),
        ...(step.inPerson && { came: typed.came ?? [] }),
        ...(step.opinions && { opinion: { department: typed.department, agrees: typed.agrees } }),
      }),
    onSuccess: after => {
      draft.clear()
      message.success(`已办理：${step.title}`)
      client.setQueryData(caseKey(view.id), after)
      client.invalidateQueries({ queryKey: ['tasks'] })
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing =
      firstMissing(step.own ?? [], typed.own) ?? firstMissing(asked, typed.values) ?? missingOf(step, typed)
    setFault(missing)
    if (!missing) send.mutate()
  }
  const outcomes = step.outcomes ?? []
  return (
    <section className="panel now-panel" aria-label={title} id="now">
      <header>
        <h2>{title}</h2>
      </header>
      <form className="body" onSubmit={submit} noValidate>
        <CameChoice
          id={`${step.id}-came`}
          step={step}
          register={register}
          value={typed.came ?? []}
          onChange={came => change({ ...typed, came })}
        />
        <OpinionChoice step={step} value={typed} onChange={said => change({ ...typed, ...said })} />
        {!!step.own?.length && (
          <FieldForm
            id={`${step.id}-o`}
            asked={step.own}
            values={typed.own}
            onChange={own => change({ ...typed, own })}
            error={fault}
          />
        )}
        <FieldForm
          id={`${step.id}-f`}
          asked={asked}
          values={typed.values}
          onChange={values => change({ ...typed, values })}
          error={fault}
        />
        <div className={asked.length || step.own?.length ? 'now-foot' : 'stack'}>
          {(step.people ?? 1) > 1 && (
            <SecondPerson caseId={view.id} value={typed.second} onChange={second => change({ ...typed, second })} />
          )}
          {outcomes.length > 0 && (
            <div className="field">
              <div id="outcome-label">结论</div>
              <Radio.Group
                aria-labelledby="outcome-label"
                optionType="button"
                buttonStyle="solid"
                value={typed.outcome}
                onChange={e => change({ ...typed, outcome: e.target.value })}
                options={outcomes.map(o => ({ value: o.id, label: o.title }))}
              />
            </div>
          )}
          <div className="field long">
            <label htmlFor="says">
              意见<span className="soft small">（可不填）</span>
            </label>
            <Input.TextArea
              id="says"
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={typed.says}
              onChange={e => change({ ...typed, says: e.target.value })}
              onKeyDown={e => {
                if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) e.currentTarget.form?.requestSubmit()
              }}
            />
          </div>
          {!placeOf(fault, [...asked, ...(step.own ?? [])]) && (
            <RefusedNote
              error={fault}
              again={isOld(fault) ? () => client.invalidateQueries({ queryKey: caseKey(view.id) }) : undefined}
            />
          )}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {asked.some(a => isPart(a)) || asked.length ? '提交' : '确认'}：{step.title}
            </Button>
            {!isPhone && <span className="soft small">在意见栏按 Ctrl + Enter 也可提交</span>}
          </div>
        </div>
      </form>
    </section>
  )
}
