package dev.driftwarden.app;

import dev.driftwarden.engine.Applier;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.Evaluator;
import dev.driftwarden.engine.Housekeeper;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.OutwardDesk;
import dev.driftwarden.engine.OutwardJob;
import dev.driftwarden.engine.OutwardParts;
import dev.driftwarden.engine.SweepRun;
import dev.driftwarden.engine.Sweeper;
import dev.driftwarden.engine.Verifier;
import dev.driftwarden.ledger.Failures.Failure;
import dev.driftwarden.ledger.UnreadableRecordException;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.tools.Toolbox;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot as its hosts see it: decodes what comes in and hands it to the use case. */
final class WiredBot implements Bot {
    private static final Logger LOG = LoggerFactory.getLogger(WiredBot.class);

    private final Desk desk;
    private final Intake intake;
    private final Evaluator evaluator;
    private final Applier applier;
    private final Verifier verifier;
    private final OutwardDesk outward;
    private final SweepRun sweep;
    private final Housekeeper housekeeper;
    private final Toolbox toolbox;
    private final Function<WebRequest, WebResponse> site;

    WiredBot(
            Desk desk,
            OutwardParts outside,
            Intake intake,
            Housekeeper housekeeper,
            Function<WebRequest, WebResponse> site) {
        this.desk = desk;
        this.intake = intake;
        this.evaluator = new Evaluator(desk);
        this.applier = new Applier(desk);
        this.verifier = new Verifier(desk);
        this.outward = new OutwardDesk(desk, outside);
        this.sweep = new SweepRun(desk, new Sweeper(desk));
        this.housekeeper = housekeeper;
        this.toolbox = new Toolbox(desk);
        this.site = site;
    }

    @Override
    public void receive(String payload) {
        intake.events(payload);
    }

    @Override
    public void receiveQueued(String message) {
        noting(Jobs.EVENTS, message, () -> intake.queued(message));
    }

    @Override
    public void receiveAudit(String payload) {
        intake.audits(payload);
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

    @Override
    public void outward(String message) {
        handle(Jobs.OUTWARD, message, OutwardJob.class, outward::handle);
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
        noting(queue, message, () -> desk.telemetry().handle(queue, message, () -> handler.accept(job)));
    }

    /** Remembers why a message failed: the host, which moves it to the poison queue in the end, does not say. */
    private void noting(String queue, String message, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            desk.failures().note(queue, message, failure);
            throw failure;
        }
    }

    @Override
    public void poison(String queue, String message) {
        Optional<Failure> failure = desk.failures().take(queue, message);
        String reason = failure.map(Failure::reason).orElse("It was in work several times without coming to an end.");
        int attempts = failure.map(Failure::attempts).orElse(1);
        desk.rejections().record(queue, reason, message, attempts);
        desk.telemetry().meters().count(Figure.POISONED, Map.of(Attribute.QUEUE, queue));
        LOG.error(Signals.POISONED, queue, attempts);
    }

    @Override
    public void sweep() {
        sweep.run();
    }

    @Override
    public void housekeeping() {
        housekeeper.run();
    }

    @Override
    public String tool(String call) {
        return toolbox.call(call);
    }

    @Override
    public WebResponse http(WebRequest request) {
        return site.apply(request);
    }
}
