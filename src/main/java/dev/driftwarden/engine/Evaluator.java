package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Known;
import dev.driftwarden.ledger.Markers.Begun;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.ledger.UnreadableRecordException;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one resource, judges it, and brings the findings about it up to date. */
public final class Evaluator {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
    private static final int COMMIT_TRIES = 5;

    private final Desk desk;
    private final Closing closing;
    private final Story story;
    private final Findings findings;
    private final Course course;
    private final BaselineKeeper baselines;
    private final Blame blame;

    public Evaluator(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
        this.findings = new Findings(desk.clock());
        this.course = new Course(desk, closing, story);
        this.baselines = new BaselineKeeper(desk);
        this.blame = new Blame(desk);
    }

    /** Does one look. Safe to repeat: what is already recorded is not recorded again. */
    public void evaluate(LookJob job) {
        Begun begun = begun(job);
        List<Cause> causes = begun.about().causes();
        latest(causes).ifPresent(cause -> Telemetry.note(Attribute.CORRELATION, cause.correlationId()));
        Telemetry.note(Attribute.RESOURCE_TYPE, job.subject().type().name());
        World world = desk.worlds().get();
        for (ResourceId subject : begun.about().subjects()) {
            evaluate(new LookJob(subject, causes, job.attempt()), causes, world);
        }
        begun.standing().ifPresent(this::done);
    }

    private Begun begun(LookJob job) {
        Marker asked = job.asked(desk.clock().instant());
        String etag = job.marker();
        return etag == null
                ? new Begun(asked, Optional.empty())
                : desk.markers().begin(new Held<>(asked, etag));
    }

    /** What changed while it was looked at was added to the marker, and left it to this look to queue the next one. */
    private void done(Held<Marker> marker) {
        desk.markers()
                .done(marker)
                .ifPresent(next ->
                        desk.jobs().look(LookJob.of(next), desk.settings().coalesce()));
    }

    /**
     * What a look for a sweep came to.
     *
     * @param opened failing rules whose findings this look opened, and that no event is known to have told of
     * @param given whether it was given up, because no more calls may be made; then nothing is recorded
     */
    record Swept(Look look, List<Judgement> opened, boolean given) {}

    /** Looks at one resource for a sweep. An event that waits for its look gets its own, for only that knows all that it is about. */
    Swept sweep(ResourceId subject, World world, BooleanSupplier spent) {
        List<Cause> causes =
                desk.markers().find(subject).map(held -> held.value().causes()).orElse(List.of());
        Look look = desk.rules().get().look(subject, world);
        if (spent.getAsBoolean()) {
            return new Swept(look, List.of(), /* given= */ true);
        }
        Known known = desk.book().known(subject);
        record(look, known, causes, world);
        lookAgainWhenWorthIt(new LookJob(subject, causes, 0), causes, look);
        return new Swept(look, Blame.ofOthers(causes).isEmpty() ? opened(look, known) : List.of(), /* given= */ false);
    }

    private static List<Judgement> opened(Look look, Known known) {
        return look.judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.FAIL)
                .filter(judgement -> known.finding(id(judgement))
                        .filter(held -> held.value().state().isOpen())
                        .isEmpty())
                .toList();
    }

    private static FindingId id(Judgement judgement) {
        return FindingId.of(judgement.resource(), judgement.rule().id());
    }

    private void record(Look look, Known known, List<Cause> causes, World world) {
        boolean absent = look.subject().match(body -> false, () -> true, why -> false);
        if (absent) {
            known.findings().values().stream()
                    .filter(held -> !judged(look, held))
                    .forEach(this::gone);
        }
        for (Judgement judgement : look.judgements()) {
            counted(judgement);
            recordOrSetAside(asChosen(judgement, known, world), known, causes, world);
        }
    }

    /** While a finding is open, its fix is made as people chose. */
    private Judgement asChosen(Judgement judgement, Known known, World world) {
        return known.finding(id(judgement))
                .filter(held -> judgement.fix() != null)
                .map(Held::value)
                .filter(finding -> finding.state().isOpen() && !finding.chosen().isEmpty())
                .map(finding ->
                        desk.rules().get().judge(judgement.rule(), judgement.resource(), world, finding.chosen()))
                .orElse(judgement);
    }

    private void evaluate(LookJob job, List<Cause> causes, World world) {
        Optional<List<ResourceId>> members = members(job, causes, world);
        if (members.isPresent()) {
            members.get().forEach(member -> desk.jobs().look(new LookJob(member, causes, 0), Duration.ZERO));
            return;
        }
        Look look = desk.rules().get().look(job.subject(), world);
        record(look, desk.book().known(job.subject()), causes, world);
        baselines.seen(job.subject(), world, causes);
        lookAgainWhenWorthIt(job, causes, look);
    }

    private void counted(Judgement judgement) {
        desk.telemetry()
                .meters()
                .count(
                        Figure.VERDICTS,
                        Map.of(
                                Attribute.RULE,
                                judgement.rule().id(),
                                Attribute.VERDICT,
                                judgement.verdict().toString()));
    }

    /** Some rules have a verdict even on what does not exist: a deleted policy is drift, not the end of the matter. */
    private static boolean judged(Look look, Held<Finding> held) {
        return look.judgements().stream()
                .anyMatch(judgement -> judgement.rule().id().equals(held.value().rule()));
    }

    /** The members, when the subject is a collection: a change of an owner may have changed each child's verdict. */
    private Optional<List<ResourceId>> members(LookJob job, List<Cause> causes, World world) {
        Subjects subjects = desk.rules().get().expand(job.subject(), world);
        if (subjects instanceof Subjects.Unknown unknown) {
            return Optional.of(notListed(job, causes, unknown.why()));
        }
        List<ResourceId> ids = ((Subjects.Known) subjects).ids();
        return ids.equals(List.of(job.subject())) ? Optional.empty() : Optional.of(ids);
    }

    private List<ResourceId> notListed(LookJob job, List<Cause> causes, Unreadable why) {
        LOG.warn("collection not listed code={} attempt={}", why.code(), job.attempt());
        if (why.worthRetrying() && job.attempt() + 1 < desk.settings().lookTries()) {
            LookJob again = new LookJob(job.subject(), causes, job.attempt() + 1);
            desk.jobs().look(again, backoff(again.attempt()));
        } else {
            desk.rejections()
                    .record(
                            Jobs.EVALUATE,
                            "not listed: " + why.message(),
                            desk.codec().write(new LookJob(job.subject(), causes, 0)));
        }
        return List.of();
    }

    /** The last of the changes that asked for this look made the state that is seen. */
    private static Optional<Cause> latest(List<Cause> causes) {
        return causes.stream().reduce((a, b) -> a.occurredAt().isAfter(b.occurredAt()) ? a : b);
    }

    /** One record that cannot be read does not keep the others from being brought up to date. */
    private void recordOrSetAside(Judgement judgement, Known known, List<Cause> causes, World world) {
        try {
            record(judgement, known, causes, world);
        } catch (UnreadableRecordException e) {
            LOG.error(
                    "not recorded: {} rule={}", e.getMessage(), judgement.rule().id());
            desk.rejections()
                    .record(
                            "evaluate",
                            "not recorded for rule " + judgement.rule().id() + ": " + e.getMessage(),
                            judgement.resource().path());
        }
    }

    private void record(Judgement judgement, Known known, List<Cause> causes, World world) {
        Known now = known;
        for (int attempt = 0; attempt < COMMIT_TRIES; attempt++) {
            if (recorded(new Course.Seen(judgement, now, causes, world))) {
                return;
            }
            FindingId id = id(judgement);
            now = Known.of(desk.book().find(id), desk.book().hold(id));
        }
        throw new IllegalStateException("finding " + id(judgement) + " kept changing while it was recorded");
    }

    private boolean recorded(Course.Seen seen) {
        Judgement judgement = seen.judgement();
        Optional<Held<Finding>> held = seen.known().finding(seen.id());
        return switch (judgement.verdict()) {
            case PASS, SKIP -> held.map(before -> passing(judgement, before)).orElse(true);
            case ERROR -> unknown(judgement, held, blamed(seen));
            case FAIL -> failing(seen, held);
        };
    }

    private Optional<Cause> blamed(Course.Seen seen) {
        return blame.of(seen.causes(), seen.id());
    }

    private boolean passing(Judgement judgement, Held<Finding> held) {
        Finding before = held.value();
        if (!before.state().isOpen() || before.state().inProgress()) {
            return true;
        }
        return Lifecycle.next(before.state(), Happening.SEEN_PASSING)
                .map(next -> {
                    Commit commit = Commit.change(
                            held, before.withState(next, desk.clock().instant()));
                    return close(commit, before, "resolved", whyClosed(judgement, before.state()));
                })
                .orElse(true);
    }

    private static String whyClosed(Judgement judgement, FindingState before) {
        if (judgement.verdict() == Verdict.SKIP) {
            return "The rule no longer applies: " + judgement.message();
        }
        return before == FindingState.UNKNOWN
                ? "It can be judged again, and passes."
                : "The live state passes: somebody else fixed it.";
    }

    /** What is being written or checked finds out itself: the bot may have removed it. */
    private void gone(Held<Finding> held) {
        Finding before = held.value();
        if (!before.state().isOpen() || before.state().inProgress()) {
            return;
        }
        Lifecycle.next(before.state(), Happening.SEEN_GONE).ifPresent(next -> {
            Commit commit =
                    Commit.change(held, before.withState(next, desk.clock().instant()));
            if (!close(commit, before, "gone", "The resource no longer exists.")) {
                desk.book().find(before.id()).ifPresent(this::gone);
            }
        });
    }

    private boolean close(Commit commit, Finding before, String kind, String text) {
        closing.question(before, commit, Approval.State.VOID);
        closing.ticket(before, commit);
        commit.entry(story.line(commit.finding(), kind, text));
        LOG.info("finding {} finding={} rule={}", kind, before.id(), before.rule());
        return desk.outbox().commit(commit);
    }

    private boolean unknown(Judgement judgement, Optional<Held<Finding>> held, Optional<Cause> cause) {
        if (held.isPresent() && held.get().value().state().isOpen()) {
            return true;
        }
        Finding finding = findings.unknown(judgement, held.map(Held::value), cause);
        Commit commit = held.map(before -> Commit.change(before, finding)).orElseGet(() -> Commit.first(finding));
        commit.entry(story.line(finding, "unknown", "It could not be judged: " + judgement.message()));
        LOG.warn("not judgeable finding={} rule={} retryable={}", finding.id(), finding.rule(), judgement.retryable());
        return desk.outbox().commit(commit);
    }

    private boolean failing(Course.Seen look, Optional<Held<Finding>> held) {
        Judgement judgement = look.judgement();
        if (held.isPresent() && held.get().value().state().inProgress()) {
            return true;
        }
        Optional<Cause> cause = blamed(look);
        held.map(Held::value).ifPresent(before -> cause.ifPresent(told -> toldLate(before, told)));
        Finding seen = findings.failing(judgement, held.map(Held::value), cause);
        Commit commit = held.map(before -> Commit.change(before, seen)).orElseGet(() -> Commit.first(seen));
        if (findings.newlyOpened(held.map(Held::value))) {
            detected(seen, cause);
            commit.entry(
                    story.line(seen, "detected", findings.who(cause), judgement.message(), facts(judgement, cause)));
            desk.outward().tell(commit, NoticeKind.FINDING_OPENED, judgement.message());
        }
        return course.decide(commit, look);
    }

    /** A sweep found it first; the event that should have told of it has come after all. */
    private void toldLate(Finding before, Cause told) {
        boolean foundBySweep = before.cause() == null && before.state().isOpen();
        if (foundBySweep && told.occurredAt().isBefore(before.openedAt())) {
            desk.sweeps().late(before.id(), desk.clock().instant());
        }
    }

    /** What no event told of was found by a sweep; before a first one has ended nothing counts as missed. */
    private void detected(Finding seen, Optional<Cause> cause) {
        if (cause.isPresent()) {
            desk.telemetry()
                    .meters()
                    .time(
                            Figure.TIME_TO_DETECT,
                            Duration.between(
                                    cause.get().occurredAt(), desk.clock().instant()));
        } else if (desk.sweeps().wholeBefore(desk.clock().instant()).isPresent()) {
            desk.telemetry().meters().count(Figure.MISSED_EVENTS, Map.of(Attribute.RULE, seen.rule()));
        }
    }

    private Map<String, String> facts(Judgement judgement, Optional<Cause> cause) {
        Map<String, String> facts = findings.details(cause);
        Owner.of(judgement.resourceBody(), desk.policy().get().outreach().ownerTag())
                .ifPresent(owner -> facts.put(Owner.DETAIL, owner));
        return facts;
    }

    private void lookAgainWhenWorthIt(LookJob job, List<Cause> causes, Look look) {
        boolean unread = look.judgements().stream().anyMatch(j -> j.verdict() == Verdict.ERROR && j.retryable());
        boolean busy = look.judgements().stream()
                .anyMatch(j -> j.fix() != null && Guards.busy(j).isPresent());
        if ((unread || busy) && job.attempt() + 1 < desk.settings().lookTries()) {
            LookJob again = new LookJob(job.subject(), new ArrayList<>(causes), job.attempt()).again();
            desk.jobs().look(again, wait(look, again.attempt()));
        }
    }

    private static Duration wait(Look look, int attempt) {
        Duration backoff = backoff(attempt);
        Duration asked = look.subject().match(b -> Duration.ZERO, () -> Duration.ZERO, Evaluator::asked);
        return asked.compareTo(backoff) > 0 ? asked : backoff;
    }

    private static Duration backoff(int attempt) {
        return Duration.ofSeconds(10L << Math.min(attempt, 6));
    }

    private static Duration asked(Unreadable why) {
        return why.retryAfter() == null ? Duration.ZERO : why.retryAfter();
    }
}
