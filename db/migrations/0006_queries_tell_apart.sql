-- Two addresses that differ in their query alone are two things: forum?id=a and forum?id=b.
UPDATE artifacts SET key = key || substr(url, instr(url, '?')) WHERE kind IN ('other', 'archive') AND instr(url, '?') > 0;
