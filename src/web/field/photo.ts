/** A photo of a paper is legible at 2000 pixels; a phone makes it four times as large, over a village's line. */
const longest = 2000

export const smallerPhoto = async (file: File): Promise<File> => {
  if (!file.type.startsWith('image/') || file.size < 600_000) return file
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return file
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.85))
  return blob && blob.size < file.size
    ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
    : file
}
