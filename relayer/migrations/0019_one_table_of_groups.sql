-- `p_groups` says which members are groups.
DROP TABLE p_collectives;
