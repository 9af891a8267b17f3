-- The view of a partner institution in MySQL 8 or MariaDB 10.5 and later. Run it once, as a user who may do everything there:
--     mysql DATABASE < mysql.sql
-- Put your own names in place of residents, id_no, birth_date and deceased, and a password in place of change-me.
-- 合作机构的视图（MySQL 8、MariaDB 10.5 及以上）。请以管理员身份执行一次；
-- 将 residents、id_no、birth_date、deceased 换成贵机构的表名和列名，将 change-me 换成密码。

-- Every change has a number of its own, and the numbers rise: a row of this table for each.
-- 每次变更都有一个递增且不重复的版本号，对应此表的一行。
CREATE TABLE timebank_versions (version BIGINT AUTO_INCREMENT PRIMARY KEY) ENGINE = InnoDB;
ALTER TABLE residents ADD COLUMN tb_version BIGINT, ADD COLUMN tb_changed TIMESTAMP NULL, ADD INDEX tb_version (tb_version);

DELIMITER //
CREATE TRIGGER timebank_new BEFORE INSERT ON residents FOR EACH ROW
BEGIN
  INSERT INTO timebank_versions VALUES ();
  SET NEW.tb_version = LAST_INSERT_ID(), NEW.tb_changed = CURRENT_TIMESTAMP;
END //

-- Only changes of what is read count. 只有被读取的列变更时才更新版本号。
CREATE TRIGGER timebank_changed BEFORE UPDATE ON residents FOR EACH ROW
IF OLD.tb_version IS NULL OR NOT (NEW.id_no <=> OLD.id_no
    AND NEW.birth_date <=> OLD.birth_date AND NEW.deceased <=> OLD.deceased) THEN
  INSERT INTO timebank_versions VALUES ();
  SET NEW.tb_version = LAST_INSERT_ID(), NEW.tb_changed = CURRENT_TIMESTAMP;
END IF //
DELIMITER ;

-- The rows that are there already. 已有数据的首次编号。
UPDATE residents SET deceased = deceased;

-- All that is ever seen of the database. 对外只开放这个视图。
CREATE VIEW timebank_facts AS
  SELECT tb_version AS version, id_no, birth_date, deceased, tb_changed AS changed_at
  FROM residents WHERE tb_version IS NOT NULL;

CREATE USER timebank_reader IDENTIFIED BY 'change-me' WITH MAX_USER_CONNECTIONS 8;
GRANT SELECT ON timebank_facts TO timebank_reader;
