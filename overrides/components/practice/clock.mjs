// A countdown that can be paused. It counts from the time of day and not from its own ticks, so that a
// tab in the background, which ticks seldom, is right again as soon as it is looked at.

/** Make a countdown; `tick` is called about each quarter of a second with the seconds left, 0 at the end. */
export function makeClock(tick, now = () => Date.now()) {
  let left = 0 // milliseconds when not running
  let endsAt
  let timer

  const remaining = () => (endsAt === undefined ? left : Math.max(0, endsAt - now()))

  const stop = () => {
    left = remaining()
    endsAt = undefined
    clearInterval(timer)
  }

  const step = () => {
    const seconds = Math.ceil(remaining() / 1000)
    if (seconds === 0) stop()
    tick(seconds)
  }

  return {
    get running() {
      return endsAt !== undefined
    },
    get seconds() {
      return Math.ceil(remaining() / 1000)
    },
    set(seconds) {
      stop()
      left = seconds * 1000
    },
    run() {
      endsAt = now() + left
      clearInterval(timer)
      timer = setInterval(step, 250)
      step()
    },
    pause: stop,
  }
}

/** Write seconds as a clock does: `2:00`, `0:07`. */
export const clockWords = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
