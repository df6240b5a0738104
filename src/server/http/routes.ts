/** The resources, each in a file of its own. */
import type { Doors, House } from './door.ts'
import { accountRoutes } from './routes/accounts.ts'
import { appointmentRoutes } from './routes/appointments.ts'
import { auditRoutes } from './routes/audit.ts'
import { baseRoutes } from './routes/bases.ts'
import { besideRoutes } from './routes/beside.ts'
import { byHandRoutes } from './routes/by-hand.ts'
import { caseRoutes } from './routes/cases.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { certificateRoutes } from './routes/certificates.ts'
import { delegationRoutes } from './routes/delegations.ts'
import { documentRoutes } from './routes/documents.ts'
import { drawRoutes } from './routes/draws.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { figureRoutes } from './routes/figures.ts'
import { matchingRoutes } from './routes/matching.ts'
import { moneyRoutes } from './routes/money.ts'
import { organisationRoutes } from './routes/organisations.ts'
import { paymentRoutes } from './routes/payments.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { registerRoutes } from './routes/registers.ts'
import { searchRoutes } from './routes/search.ts'
import { standardRoutes } from './routes/standards.ts'
import { taskRoutes } from './routes/tasks.ts'

export const routes: readonly ((doors: Doors, house: House) => void)[] = [
  ...[catalogueRoutes, searchRoutes, taskRoutes, caseRoutes, besideRoutes, documentRoutes, peopleRoutes, eventRoutes],
  ...[
    organisationRoutes,
    placeRoutes,
    drawRoutes,
    registerRoutes,
    byHandRoutes,
    matchingRoutes,
    appointmentRoutes,
    certificateRoutes,
    exportRoutes,
    standardRoutes,
    paymentRoutes,
    moneyRoutes,
    figureRoutes,
    baseRoutes,
    auditRoutes,
    accountRoutes,
    delegationRoutes,
  ],
]
