"""The wizard of /riff-admin setup: four screens, a self-test, and a first clip. Every choice is kept as it is made."""
