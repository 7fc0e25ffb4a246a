-- Which limit so many more requests would pass, if they cost next to nothing.

return answer(refusal(ask.asked, 1) or {})
