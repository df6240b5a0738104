/**
 * Adds to package-lock.json the platform builds that the registry in use does not offer (a mirror may leave out other systems'), because
 * `npm ci` refuses a lock file without them, on every system. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = ['linux', 'darwin', 'win32', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony', 'wasm32']
const processors = { x64: 'x64', x86_64: 'x64', arm64: 'arm64', aarch64: 'arm64', arm: 'arm', ia32: 'ia32', riscv64: 'riscv64', ppc64: 'ppc64', s390x: 's390x', loong64: 'loong64' }

const added = []
for (const parent of Object.values(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    if (lock.packages[path] || !/^\d/.test(version)) continue
    const parts = name.split('/').at(-1).split('-')
    const os = systems.find(s => parts.includes(s))
    const cpu = Object.entries(processors).find(([part]) => parts.includes(part))?.[1]
    if (!os) continue
    const libc = os === 'linux' ? [parts.some(p => p.startsWith('musl')) ? 'musl' : 'glibc'] : undefined
    lock.packages[path] = { version, ...(cpu && { cpu: [cpu] }), ...(parent.dev && { dev: true }), ...(libc && { libc }), optional: true, os: [os] }
    added.push(name)
  }

const [root, ...rest] = Object.entries(lock.packages)
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))])
if (added.length) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length ? `added: ${added.join(', ')}` : 'complete')
