-- How much of the limits is used up: of the day in milliseconds, of what waits in requests, of what runs in batches.

return answer({
  spent_ms = math.max(0, spent(ask.day, payer(ask.server, ask.user))),
  waiting = tally_of('waiting', 'user', ask.user),
  running = tally_of('running', 'user', ask.user),
  server_waiting = tally_of('waiting', 'server', ask.server),
  server_running = tally_of('running', 'server', ask.server),
})
