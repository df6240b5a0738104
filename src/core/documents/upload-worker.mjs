/** Starts the reader in a worker thread, which does not know TypeScript by itself. */
import { register } from 'tsx/esm/api'

register()
await import('./upload-reader.ts')
