/** `npm run build`: the web, anew. */
import { build, install, mustHaveNode } from './steps.mjs'

mustHaveNode()
install()
build({ always: true })
