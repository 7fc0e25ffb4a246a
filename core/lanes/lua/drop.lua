-- A taken request that cannot be read fails at once; the rest of its batch goes on.

if is_taken(ask.id, ask.batch) then
  refund(ask.id)
  conclude(ask.id, 'failed', ask.failure)
end
return answer({})
