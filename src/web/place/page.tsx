/** 场所档案: what is kept of a place, what has been decided about it, and the records that name it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { CasesPanel, RowsPanel } from '../household/file-panels.tsx'
import type { FileCase, FileRow } from '../household/view.ts'
import { get } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { namesakesOf } from './named.ts'
import '../case/case.css'
import '../field/field.css'

interface PlaceFile {
  readonly id: string
  readonly name: string
  readonly address: string | null
  readonly division: { readonly name: string; readonly town: string | null }
  readonly rows: readonly FileRow[]
  readonly cases: readonly FileCase[]
}
export function PlacePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const file = useQuery({ queryKey: ['place', id], queryFn: () => get<PlaceFile>(`/places/${id}`) })
  return (
    <Loaded asPage of={file}>
      {p => <File p={p} />}
    </Loaded>
  )
}

function File({ p }: { p: PlaceFile }) {
  const named = namesakesOf(
    useCatalogue(),
    p.rows.map(r => r.register),
  )
  return (
    <Page
      title={p.name}
      under={
        <>
          <span>{[p.division.town, p.division.name].filter(Boolean).join(' ')}</span>
          {p.address && <span>{p.address}</span>}
        </>
      }
    >
      <div className="columns-2">
        <div className="stack">
          <RowsPanel rows={p.rows} />
          <CasesPanel cases={p.cases} />
        </div>
        <aside className="stack" aria-label="在这里发生的">
          {!!named.length && (
            <Panel title="在这里发生的" flush>
              <ul className="papers">
                {named.map(n => (
                  <li key={n.register}>
                    <Link to={`/registers/${n.register}`} search={{ [n.field]: p.id } as never}>
                      {n.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </aside>
      </div>
    </Page>
  )
}
