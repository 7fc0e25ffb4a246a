"""The bytes of strangers as plain arrays. No torch: a process apart imports it, which has to be small."""
