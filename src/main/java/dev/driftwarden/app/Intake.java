package dev.driftwarden.app;

import dev.driftwarden.change.EntraAuditParser;
import dev.driftwarden.change.EventParser;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.Receiver;
import java.time.Clock;
import java.util.Set;

/** Reads what comes in from outside and gives it to the receiver. */
final class Intake {
    private final EventParser parser;
    private final EntraAuditParser audits;
    private final Receiver receiver;

    Intake(Desk desk, Clock clock) {
        this.parser = new EventParser(clock, Set.of(), Set.of());
        this.audits = new EntraAuditParser(clock, Set.of());
        this.receiver = new Receiver(desk);
    }

    Receiver receiver() {
        return receiver;
    }

    void events(String payload) {
        receiver.receive(parser.parse(payload));
    }

    void queued(String message) {
        receiver.receive(parser.parseQueueMessage(message));
    }

    void audits(String payload) {
        receiver.receive(audits.parse(payload), Receiver.DIRECTORY_AUDIT);
    }

    /** Takes a dead letter in: events that are late by nature. */
    void late(String payload) {
        receiver.receiveAgain(parser.parse(payload), Receiver.EVENT);
    }

    /** Takes in what had been set aside. */
    void again(String source, String text) {
        boolean audit = source.equals(Receiver.DIRECTORY_AUDIT);
        receiver.receiveAgain(audit ? audits.parse(text) : parser.parse(text), source);
    }
}
