/** The resources, each in a file of its own. */
import type { Doors, House } from './door.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { peopleRoutes } from './routes/people.ts'
import { searchRoutes } from './routes/search.ts'

export const routes: readonly ((doors: Doors, house: House) => void)[] = [catalogueRoutes, searchRoutes, peopleRoutes]
