/** Where a queue is reached at a broker: brokers differ in what stands around its name. */
export function queueAddress(form: string, name: string): string {
  return form.replaceAll('{queue}', name);
}
