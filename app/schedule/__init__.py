"""Where and when: venues and rooms, the staff's calendar, clashes of rooms and of people."""
