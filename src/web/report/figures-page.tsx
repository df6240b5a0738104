/** The figures of a period: each opens down to the people it counts; and the reports made of them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Listing } from '../list/listing.tsx'
import { get, query } from '../server/call.ts'
import { byOffice, type Catalogue, useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'
import { type Figure, written } from './figure.ts'
import { Identities } from './identities.tsx'
import { PeriodChoice, usePeriod } from './period.tsx'

export function FiguresPage() {
  const c = useCatalogue()
  const { period, area, knownAt } = usePeriod()
  const figures = useQuery({
    queryKey: ['figures', period, area, knownAt],
    queryFn: () => get<{ figures: Figure[] }>(`/figures${query({ period, area, knownAt })}`),
    placeholderData: old => old,
  })
  const address = { period, area, knownAt }
  return (
    <Page
      title="指标与报告"
      acts={c.reports.map(r => (
        <Link key={r.name} to={`/reports/${r.name}`} search={address as never} className="act-link">
          {r.title}
        </Link>
      ))}
    >
      <PeriodChoice withKnownAt />
      <Loaded of={figures} rows={10}>
        {answer =>
          groupsOf(c, answer.figures).map(([title, own]) => (
            <Panel key={title} title={title} flush>
              <Listing
                rows={own}
                keyOf={f => f.id}
                label={title}
                linkTo={f => `/figures/${encodeURIComponent(f.id)}${query(address)}`}
                columns={[
                  { id: 'name', title: '指标', isName: true, width: 260, show: f => f.title },
                  { id: 'value', title: '数值', isNumber: true, width: 120, show: f => <Value of={f} /> },
                  { id: 'unit', title: '单位', width: 80, show: f => f.unit, deskOnly: true },
                  {
                    id: 'definition',
                    title: '口径',
                    show: f => <span className="soft wide-text">{f.definition}</span>,
                    deskOnly: true,
                  },
                ]}
              />
            </Panel>
          ))
        }
      </Loaded>
      <Identities period={period} area={area} knownAt={knownAt} />
    </Page>
  )
}
/** On a phone its unit stands beside it. */
function Value({ of: f }: { of: Figure }) {
  const isPhone = useIsPhone()
  return (
    <>
      <strong>{written(f)}</strong>
      {isPhone && ` ${f.unit}`}
    </>
  )
}
/** Business by business, in the order of the menu. */
const groupsOf = (c: Catalogue, all: readonly Figure[]): (readonly [string, Figure[]])[] =>
  byOffice(
    c,
    [...new Set(all.map(f => f.business ?? ''))].map(title => {
      const own = all.filter(f => f.business === title)
      return { office: own[0]?.office ?? '', title, figures: own }
    }),
  ).flatMap(o => o.own.map(b => [b.title, b.figures] as const))
