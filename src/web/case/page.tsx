/** The case: what is to be done on the left, the clock and the opinions on the right. */
import { useParams } from '@tanstack/react-router'
import { FileDeskOf } from '../field/case-files.ts'
import { PeopleToChoose } from '../field/person-choice.ts'
import { procedureOf, registerWritten, useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { useIsPhone } from '../style/screen.ts'
import { Actions } from './actions.tsx'
import { AttachmentsPanel } from './attachments.tsx'
import { beganAs } from './began.ts'
import { BroughtPanel } from './brought.tsx'
import { CertificatesPanel } from './certificates.tsx'
import { ClausesPanel } from './clauses.tsx'
import { ClockPanel } from './clock.tsx'
import { ContentPanel } from './content.tsx'
import { useDeskOf } from './desk.ts'
import { JournalPanel } from './journal.tsx'
import { LettersPanel } from './letters.tsx'
import { NoticePanel } from './notice.tsx'
import { NowPanel } from './now.tsx'
import { RaisedPanel } from './raised.tsx'
import { SheetPanel } from './sheet.tsx'
import { Standing } from './standing.tsx'
import { StepsLine } from './steps-line.tsx'
import { SubjectPanel } from './subject.tsx'
import { type CaseView, subjectName, useCase } from './view.ts'
import './case.css'
import './now.css'

export function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const view = useCase(id)
  return (
    <Loaded asPage of={view}>
      {c => <Case view={c} />}
    </Loaded>
  )
}

/** Run out or withdrawn: nobody has decided, and what was not filled in says nothing of the rule. */
const isGivenUp = (view: CaseView) => ['lapsed', 'withdrawn', 'fallen'].includes(view.outcome ?? '')
function Case({ view }: { view: CaseView }) {
  const catalogue = useCatalogue()
  const isPhone = useIsPhone()
  const procedure = procedureOf(catalogue, view.procedure)
  const register = procedure && registerWritten(catalogue, procedure)
  const desk = useDeskOf(view)
  const name = subjectName(view)
  return (
    <FileDeskOf value={desk}>
      <PeopleToChoose value={view.subject.members ?? []}>
        <Page
          name={`${name} ${view.title}`}
          title={
            <span className="row">
              {name}
              <span className="case-title">{view.title}</span>
              <Standing view={view} />
            </span>
          }
          under={
            <>
              <span className="num">{view.number}</span>
              <span>{[view.division.town, view.division.name].filter(Boolean).join(' ')}</span>
              <span>
                {beganAs(view.source)} <span className="num">{view.appliedOn}</span>
              </span>
              {(view.round ?? 1) > 1 && <span>第 {view.round} 轮</span>}
            </>
          }
          acts={!isPhone && <Actions view={view} />}
        >
          <StepsLine steps={view.steps} by={[view.now?.by ?? []].flat().join('、')} />
          <div className="columns-2">
            <div className="stack">
              {isPhone && <ClockPanel view={view} />}
              {view.hints?.map(h => (
                <p key={h} className="told-hint">
                  {h}
                </p>
              ))}
              {procedure && <BroughtPanel view={view} procedure={procedure} register={register} />}
              {procedure && (
                <NowPanel key={`${view.id}:${view.now?.step}`} view={view} procedure={procedure} register={register} />
              )}
              {!isGivenUp(view) && <ClausesPanel clauses={view.clauses ?? []} />}
              <SheetPanel lines={view.sheet ?? []} worth={view.worth} />
              <SubjectPanel view={view} />
              {procedure && <ContentPanel view={view} procedure={procedure} register={register} />}
              <NoticePanel notice={view.notice} />
              <RaisedPanel view={view} />
            </div>
            <aside className="stack" aria-label="时限、意见和文书">
              {!isPhone && <ClockPanel view={view} />}
              <JournalPanel acts={view.journal ?? []} />
              <CertificatesPanel view={view} />
              <LettersPanel view={view} />
              <AttachmentsPanel view={view} />
            </aside>
          </div>
          {isPhone && (
            <div className="action-bar">
              {view.now && view.can.acts.includes(view.now.step) && (
                <a className="now-link" href="#now">
                  去办理
                </a>
              )}
              <Actions view={view} />
            </div>
          )}
        </Page>
      </PeopleToChoose>
    </FileDeskOf>
  )
}
