package org.frontdesk.notification.console;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records which operator did what, when, and with which outcome. */
@Component
class Audit {

    /** @param target an id, a reference or a record's position, never an address: the audit outlives an erasure */
    record Action(Instant at, String operator, String action, String target, String outcome) {}

    private final JdbcClient db;

    Audit(JdbcClient db) {
        this.db = db;
    }

    void write(String operator, String action, String target, String outcome) {
        db.sql("INSERT INTO operator_action (operator, action, target, outcome) VALUES (:operator, :action, :target, :outcome)")
                .param("operator", operator).param("action", action).param("target", target).param("outcome", outcome)
                .update();
    }

    List<Action> about(List<String> targets) {
        return db.sql("""
                SELECT at, operator, action, target, outcome FROM operator_action
                WHERE target = ANY (:targets) ORDER BY at, id
                """).param("targets", targets.toArray(String[]::new)).query(Action.class).list();
    }
}
