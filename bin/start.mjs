/** `npm start`: installs what is missing, builds the web, and serves. */
import { build, install, mustHaveNode } from './steps.mjs'

mustHaveNode()
install()
build()
process.argv.splice(2, 0, 'serve')
await import('./minzheng.mjs')
