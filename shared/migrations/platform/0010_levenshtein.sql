-- In how many letters two words differ, by which search puts what is equally alike in its order.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA extensions;
