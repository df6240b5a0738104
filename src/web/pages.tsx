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
    inside.addChildren([
      page(
        '/',
        lazyRouteComponent(() => import('./workbench/page.tsx'), 'Workbench'),
      ),
      page(
        '/search',
        lazyRouteComponent(() => import('./shell/search-page.tsx'), 'SearchPage'),
      ),
      page(
        '/menu',
        lazyRouteComponent(() => import('./shell/menu-page.tsx'), 'MenuPage'),
      ),
      page(
        '/apply',
        lazyRouteComponent(() => import('./apply/choose.tsx'), 'ChooseProcedure'),
      ),
      page(
        '/apply/$procedure',
        lazyRouteComponent(() => import('./apply/page.tsx'), 'ApplyPage'),
      ),
      page(
        '/cases',
        lazyRouteComponent(() => import('./case/list-page.tsx'), 'CaseListPage'),
      ),
      page(
        '/cases/$id',
        lazyRouteComponent(() => import('./case/page.tsx'), 'CasePage'),
      ),
      page(
        '/households/$id',
        lazyRouteComponent(() => import('./household/page.tsx'), 'HouseholdPage'),
      ),
      page(
        '/organisations',
        lazyRouteComponent(() => import('./organisation/list-page.tsx'), 'OrganisationListPage'),
      ),
      page(
        '/organisations/$id',
        lazyRouteComponent(() => import('./organisation/page.tsx'), 'OrganisationPage'),
      ),
      page(
        '/draws',
        lazyRouteComponent(() => import('./draw/list-page.tsx'), 'DrawListPage'),
      ),
      page(
        '/draws/$id',
        lazyRouteComponent(() => import('./draw/page.tsx'), 'DrawPage'),
      ),
      page(
        '/people/$id',
        lazyRouteComponent(() => import('./person/page.tsx'), 'PersonPage'),
      ),
      page(
        '/events',
        lazyRouteComponent(() => import('./event/page.tsx'), 'EventPage'),
      ),
      page(
        '/registers/$register',
        lazyRouteComponent(() => import('./register/page.tsx'), 'RegisterPage'),
      ),
      page(
        '/registers/$register/import',
        lazyRouteComponent(() => import('./register/import-page.tsx'), 'ImportPage'),
      ),
      page(
        '/registers/$register/enter',
        lazyRouteComponent(() => import('./register/enter-page.tsx'), 'EnterPage'),
      ),
      page(
        '/registers/$register/$row',
        lazyRouteComponent(() => import('./register/row-page.tsx'), 'RowPage'),
      ),
      page(
        '/appointments',
        lazyRouteComponent(() => import('./appointment/page.tsx'), 'AppointmentPage'),
      ),
      page(
        '/standards',
        lazyRouteComponent(() => import('./standards/page.tsx'), 'StandardsPage'),
      ),
      page(
        '/payments',
        lazyRouteComponent(() => import('./payment/page.tsx'), 'PaymentsPage'),
      ),
      page(
        '/payments/$batch',
        lazyRouteComponent(() => import('./payment/batch-page.tsx'), 'BatchPage'),
      ),
      page(
        '/funds',
        lazyRouteComponent(() => import('./payment/funds-page.tsx'), 'FundsPage'),
      ),
      page(
        '/claims',
        lazyRouteComponent(() => import('./payment/claims-page.tsx'), 'ClaimsPage'),
      ),
      page(
        '/figures',
        lazyRouteComponent(() => import('./report/figures-page.tsx'), 'FiguresPage'),
      ),
      page(
        '/delegations',
        lazyRouteComponent(() => import('./accounts/delegations-page.tsx'), 'DelegationsPage'),
      ),
      page(
        '/bases',
        lazyRouteComponent(() => import('./report/bases-page.tsx'), 'BasesPage'),
      ),
      page(
        '/figures/$name',
        lazyRouteComponent(() => import('./report/figure-page.tsx'), 'FigurePage'),
      ),
      page(
        '/reports/$name',
        lazyRouteComponent(() => import('./report/report-page.tsx'), 'ReportPage'),
      ),
      page(
        '/exports',
        lazyRouteComponent(() => import('./register/exports-page.tsx'), 'ExportsPage'),
      ),
      page(
        '/audit',
        lazyRouteComponent(() => import('./audit/page.tsx'), 'AuditPage'),
      ),
      page(
        '/accounts',
        lazyRouteComponent(() => import('./accounts/page.tsx'), 'AccountsPage'),
      ),
    ]),
  ])
  return createRouter({ routeTree: routes, defaultPreload: 'intent', scrollRestoration: true })
}
