package dev.driftwarden.ledger;

import java.util.Map;

/** The append-only record of every decision, approval, write and refusal. */
public interface AuditTrail {

    /**
     * Appends one entry; when this returns, it is stored.
     *
     * @param kind stable word, for instance {@code decided}, {@code approved}, {@code write-begun}, {@code refused}
     * @param who the person's object id and name, or {@code driftwarden}
     * @param subject what it is about: a finding or plan id, or {@code bot}
     */
    void append(String kind, String who, String subject, Map<String, String> details);
}
