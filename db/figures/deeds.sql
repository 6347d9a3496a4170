-- What needs attention, by what to do
SELECT deed, count(*) AS artifacts FROM remarkable WHERE counted AND deed NOT IN ('none', 'young') GROUP BY deed
