"""Cases: what moderators are asked to decide, how they decide it, and how those whom it is about learn of it."""
