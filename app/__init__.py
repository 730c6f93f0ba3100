"""Parley: private dialogues kept private, public panels found in a second, the record kept true."""
