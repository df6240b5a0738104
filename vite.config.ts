/** The face: built to dist/web, split by page; in development /api goes to the running server. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The host stays as the browser has it: the server refuses what comes from another origin. */
const server = { target: process.env.MINZHENG_API ?? 'http://127.0.0.1:8080', changeOrigin: false }

export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
})
