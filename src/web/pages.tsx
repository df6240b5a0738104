/** The pages and their addresses; each is loaded when it is first opened. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Refused } from './server/call.ts'
import { catalogueQuery } from './server/catalogue.ts'
import { meQuery } from './session/me.ts'
import { Lost, LostAlone } from './shell/lost.tsx'
import { Shell } from './shell/shell.tsx'

type Search = Record<string, string>
/** Addresses carry text only: what is typed by hand into the address bar is as good as what the page writes. */
const asText = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search)
      .filter(([, v]) => v !== '' && v !== undefined && v !== null)
      .map(([k, v]) => [k, String(v)]),
  )

/** Where each page stands, and which part of which file it is. */
const pages: readonly (readonly [path: string, load: () => Promise<unknown>, name: string])[] = [
  ['/', () => import('./workbench/page.tsx'), 'Workbench'],
  ['/search', () => import('./shell/search-page.tsx'), 'SearchPage'],
  ['/menu', () => import('./shell/menu-page.tsx'), 'MenuPage'],
  ['/apply', () => import('./apply/choose.tsx'), 'ChooseProcedure'],
  ['/apply/$procedure', () => import('./apply/page.tsx'), 'ApplyPage'],
  ['/cases', () => import('./case/list-page.tsx'), 'CaseListPage'],
  ['/cases/$id', () => import('./case/page.tsx'), 'CasePage'],
  ['/households/$id', () => import('./household/page.tsx'), 'HouseholdPage'],
  ['/organisations', () => import('./organisation/list-page.tsx'), 'OrganisationListPage'],
  ['/organisations/$id', () => import('./organisation/page.tsx'), 'OrganisationPage'],
  ['/places/$id', () => import('./place/page.tsx'), 'PlacePage'],
  ['/draws', () => import('./draw/list-page.tsx'), 'DrawListPage'],
  ['/draws/$id', () => import('./draw/page.tsx'), 'DrawPage'],
  ['/people/$id', () => import('./person/page.tsx'), 'PersonPage'],
  ['/events', () => import('./event/page.tsx'), 'EventPage'],
  ['/registers/$register', () => import('./register/page.tsx'), 'RegisterPage'],
  ['/registers/$register/import', () => import('./register/import-page.tsx'), 'ImportPage'],
  ['/registers/$register/match', () => import('./register/match-page.tsx'), 'MatchPage'],
  ['/registers/$register/enter', () => import('./register/enter-page.tsx'), 'EnterPage'],
  ['/registers/$register/$row', () => import('./register/row-page.tsx'), 'RowPage'],
  ['/appointments', () => import('./appointment/page.tsx'), 'AppointmentPage'],
  ['/standards', () => import('./standards/page.tsx'), 'StandardsPage'],
  ['/payments', () => import('./payment/page.tsx'), 'PaymentsPage'],
  ['/payments/runs/$run', () => import('./payment/run-page.tsx'), 'RunPage'],
  ['/payments/$batch', () => import('./payment/batch-page.tsx'), 'BatchPage'],
  ['/funds', () => import('./payment/funds-page.tsx'), 'FundsPage'],
  ['/claims', () => import('./payment/claims-page.tsx'), 'ClaimsPage'],
  ['/figures', () => import('./report/figures-page.tsx'), 'FiguresPage'],
  ['/delegations', () => import('./accounts/delegations-page.tsx'), 'DelegationsPage'],
  ['/bases', () => import('./report/bases-page.tsx'), 'BasesPage'],
  ['/figures/$name', () => import('./report/figure-page.tsx'), 'FigurePage'],
  ['/reports/published/$id', () => import('./report/published-page.tsx'), 'PublishedPage'],
  ['/reports/$name', () => import('./report/report-page.tsx'), 'ReportPage'],
  ['/exports', () => import('./register/exports-page.tsx'), 'ExportsPage'],
  ['/audit', () => import('./audit/page.tsx'), 'AuditPage'],
  ['/rights', () => import('./accounts/rights-page.tsx'), 'RightsPage'],
  ['/accounts', () => import('./accounts/page.tsx'), 'AccountsPage'],
]

export const createPages = (client: QueryClient) => {
  const root = createRootRoute({ notFoundComponent: LostAlone })
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: asText,
    component: lazyRouteComponent(() => import('./session/page.tsx'), 'SignInPage'),
  })
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    component: Shell,
    beforeLoad: async ({ location }) => {
      const me = await client.ensureQueryData(meQuery).catch(e => {
        if (e instanceof Refused && e.status !== 401 && e.status !== 403) throw e
      })
      if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
      await client.ensureQueryData(catalogueQuery)
    },
    errorComponent: Lost,
  })
  const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => inside, path, validateSearch: asText, component: component as never })

  const routes = root.addChildren([
    signIn,
    inside.addChildren(pages.map(([path, load, name]) => page(path, lazyRouteComponent(load as never, name)))),
  ])
  return createRouter({ routeTree: routes, defaultPreload: 'intent', scrollRestoration: true })
}
