-- Operators' logins to the console, for every instance alike. Columns as Spring Session's JDBC store names them.
CREATE TABLE console_session (
    primary_id            char(36) PRIMARY KEY,
    session_id            char(36) NOT NULL UNIQUE,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval integer  NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(100)
);
CREATE INDEX console_session_expiry ON console_session (expiry_time);

CREATE TABLE console_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES console_session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
