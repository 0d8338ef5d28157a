/**
 * A duration as .NET writes it, and with it Azure: `[d.]hh:mm:ss[.fffffff]` ("c" of TimeSpan.ToString).
 *
 * @param milliseconds 0 or more
 */
export function timeSpan(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const ticks = Math.round((milliseconds - whole * 1000) * 10_000);
  const days = Math.floor(whole / 86_400);
  const two = (number: number) => String(number).padStart(2, '0');
  const clock = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60].map(two).join(':');
  return [days > 0 ? `${days}.` : '', clock, ticks > 0 ? `.${String(ticks).padStart(7, '0')}` : ''].join('');
}
