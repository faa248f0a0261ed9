package dev.driftwarden.app;

import dev.driftwarden.change.EntraAuditParser;
import dev.driftwarden.change.EventParser;
import dev.driftwarden.engine.Applier;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.Evaluator;
import dev.driftwarden.engine.Housekeeper;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Receiver;
import dev.driftwarden.engine.Sweeper;
import dev.driftwarden.engine.Verifier;
import dev.driftwarden.ledger.UnreadableRecordException;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.function.Consumer;
import java.util.function.Function;

/** The bot as its hosts see it: decodes what comes in and hands it to the use case. */
final class WiredBot implements Bot {
    private final Desk desk;
    private final EventParser parser;
    private final EntraAuditParser audits;
    private final Receiver receiver;
    private final Evaluator evaluator;
    private final Applier applier;
    private final Verifier verifier;
    private final Sweeper sweeper;
    private final Housekeeper housekeeper;
    private final Function<WebRequest, WebResponse> site;

    WiredBot(Desk desk, EventParser parser, EntraAuditParser audits, Function<WebRequest, WebResponse> site) {
        this.desk = desk;
        this.parser = parser;
        this.audits = audits;
        this.receiver = new Receiver(desk);
        this.evaluator = new Evaluator(desk);
        this.applier = new Applier(desk);
        this.verifier = new Verifier(desk);
        this.sweeper = new Sweeper(desk);
        this.housekeeper = new Housekeeper(desk, new ApprovalDesk(desk));
        this.site = site;
    }

    @Override
    public void receive(String payload) {
        receiver.receive(parser.parse(payload));
    }

    @Override
    public void receiveQueued(String message) {
        receiver.receive(parser.parseQueueMessage(message));
    }

    @Override
    public void receiveAudit(String payload) {
        receiver.receive(audits.parse(payload));
    }

    @Override
    public void evaluate(String message) {
        handle(Jobs.EVALUATE, message, Jobs.LookJob.class, evaluator::evaluate);
    }

    @Override
    public void apply(String message) {
        handle(Jobs.APPLY, message, Jobs.ApplyJob.class, applier::apply);
    }

    @Override
    public void verify(String message) {
        handle(Jobs.VERIFY, message, Jobs.VerifyJob.class, verifier::verify);
    }

    /** A message that is not ours is set aside at once: trying it again would never help. */
    private <T> void handle(String queue, String message, Class<T> type, Consumer<T> handler) {
        T job;
        try {
            job = desk.codec().read(message, type);
        } catch (UnreadableRecordException e) {
            desk.rejections().record(queue, String.valueOf(e.getMessage()), message);
            return;
        }
        handler.accept(job);
    }

    @Override
    public void poison(String queue, String message) {
        desk.rejections().record(queue, "It failed every time it was tried.", message);
    }

    @Override
    public void sweep() {
        Sweeper.Outcome outcome = sweeper.sweep();
        outcome.unreadable().forEach(text -> desk.rejections().record("sweep", text, ""));
    }

    @Override
    public void housekeeping() {
        housekeeper.run();
    }

    @Override
    public WebResponse http(WebRequest request) {
        return site.apply(request);
    }
}
