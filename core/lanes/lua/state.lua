-- How a request stands.

return answer({state = field(ask.id, 'state') or nil})
