-- The view of a partner institution in PostgreSQL 13 or later. Run it once, as the owner of the table:
--     psql --set ON_ERROR_STOP=1 --single-transaction --file postgresql.sql DATABASE
-- Put your own names in place of patients, id_no, fit and fit_until, and a password in place of change-me.
-- 合作机构的视图（PostgreSQL 13 及以上）。请以表的所有者身份执行一次；
-- 将 patients、id_no、fit、fit_until 换成贵机构的表名和列名，将 change-me 换成密码。

CREATE SCHEMA timebank;

-- Every change has a number of its own, and the numbers rise. 每次变更都有一个递增且不重复的版本号。
CREATE SEQUENCE timebank.version;
ALTER TABLE patients ADD COLUMN tb_version bigint, ADD COLUMN tb_changed timestamptz;

CREATE FUNCTION timebank.touch() RETURNS trigger LANGUAGE plpgsql
  -- Whoever may change the table needs no right to the sequence. 修改该表的用户无需序列权限。
  SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  NEW.tb_version := nextval('timebank.version');
  NEW.tb_changed := now();
  RETURN NEW;
END $$;

-- Only changes of what is read count. 只有被读取的列变更时才更新版本号。
CREATE TRIGGER timebank BEFORE INSERT OR UPDATE OF id_no, fit, fit_until ON patients
  FOR EACH ROW EXECUTE FUNCTION timebank.touch();

-- The rows that are there already. 已有数据的首次编号。
UPDATE patients SET fit = fit;
CREATE INDEX patients_tb_version ON patients (tb_version);

-- All that is ever seen of the database. 对外只开放这个视图。
CREATE VIEW timebank.facts AS
  SELECT tb_version AS version, id_no, fit, fit_until, tb_changed AS changed_at
  FROM patients WHERE tb_version IS NOT NULL;

CREATE ROLE timebank_reader LOGIN PASSWORD 'change-me' CONNECTION LIMIT 8;
GRANT USAGE ON SCHEMA timebank TO timebank_reader;
GRANT SELECT ON timebank.facts TO timebank_reader;
