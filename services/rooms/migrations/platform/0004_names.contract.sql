-- Nobody says the names of before 0003 any more.
DROP VIEW platform.taping, platform.finishing;
