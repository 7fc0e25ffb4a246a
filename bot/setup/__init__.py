"""The wizard of /riff-admin setup: three screens, a self-test, and a first clip. Every choice is kept as it is made."""
