"""The door: who has come, told by several devices that may be without a network."""
